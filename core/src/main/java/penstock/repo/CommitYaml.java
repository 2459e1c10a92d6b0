package penstock.repo;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import penstock.build.Artifact;
import penstock.build.BuildRequest;

/**
 * {@code commit.yaml}: the row of DLRN's {@code commits} table for the build that a snapshot was made for, every value as
 * text, which {@code dlrn-remote} and {@code /api/remote/import} of another instance read ({@code saveYAML_commit},
 * {@code import_commit}). What Penstock has no counterpart for has DLRN's value for "none": {@code id}, which the importer
 * sets anew, and the working folders, which it makes from the package's name.
 */
public final class CommitYaml {
    private CommitYaml() {}

    public static String text(Snapshot snapshot) {
        SnapshotEntry made = snapshot.made();
        BuildRequest build = made.build();
        Map<String, String> row = new TreeMap<>();
        row.put("artifacts", artifacts(snapshot.directory(), made));
        row.put("commit_branch", build.pkg().source().ref());
        row.put("commit_hash", build.source().id());
        row.put("component", VersionsCsv.orNone(build.pkg().component()));
        row.put("distgit_dir", "./data/" + build.pkg().name() + "_distro/");
        row.put("distro_hash", build.distgit().id());
        row.put("dt_build", Long.toString(made.succeeded().getEpochSecond()));
        row.put("dt_commit", Long.toString(build.source().committed().getEpochSecond()));
        row.put("dt_distro", Long.toString(build.distgit().committed().getEpochSecond()));
        row.put(
                "dt_extended",
                made.extended().isEmpty() ? "0" : Long.toString(build.created().getEpochSecond()));
        row.put("extended_hash", VersionsCsv.orNone(made.extended()));
        row.put("flags", "0");
        row.put("id", "None");
        row.put("notes", "OK");
        row.put("project_name", build.pkg().name());
        row.put("repo_dir", "./data/" + build.pkg().name());
        row.put("status", made.status());
        row.put("type", "rpm");
        return yaml().dump(Map.of("commits", List.of(row)));
    }

    private static String artifacts(String directory, SnapshotEntry made) {
        return made.packages().stream()
                .map(Artifact::file)
                .map(file -> "repos/" + directory + "/" + file)
                .collect(Collectors.joining(","));
    }

    /** As PyYAML's {@code dump(default_flow_style=False)} lays it out. */
    private static Yaml yaml() {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setAllowUnicode(false);
        return new Yaml(options);
    }
}
