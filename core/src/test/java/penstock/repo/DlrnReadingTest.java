package penstock.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static penstock.repo.Publications.entry;
import static penstock.repo.Publications.pkg;
import static penstock.repo.Publications.withExtended;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A5: what is published is read as DLRN and those around it do, by Python: {@code commit.yaml} as its import does ({@code loadYAML_list},
 * {@code import_commit}), {@code versions.csv} by the names of its columns, repositories as dnf does, by an ini parser.
 */
class DlrnReadingTest {
    /** The columns of DLRN's table of commits, so that one too many or too few is an error as it is there; then the conversions of its import. */
    private static final String COMMIT = """
            import sys, yaml
            columns = set('''id dt_commit dt_distro dt_extended dt_build project_name repo_dir distgit_dir commit_hash distro_hash
                extended_hash commit_branch status notes flags artifacts type component'''.split())
            data = yaml.safe_load(open(sys.argv[1]))
            for row in data['commits']:
                assert set(row) == columns, set(row) ^ columns
                assert all(type(value) is str for value in row.values()), row
                for name in ('extended_hash', 'artifacts', 'component'):
                    row[name] = None if row[name] == 'None' else row[name]
                row['id'] = None
                for name in ('dt_build', 'dt_distro', 'dt_extended', 'flags'):
                    row[name] = int(row[name])
                row['dt_commit'] = float(row['dt_commit'])
                assert row['status'] in ('SUCCESS', 'FAILED', 'RETRY')
                sharded = '%s/%s/%s_%s' % (row['commit_hash'][:2], row['commit_hash'][2:4], row['commit_hash'], row['distro_hash'][:8])
                for artifact in row['artifacts'].split(','):
                    assert artifact.startswith('repos/') and sharded in artifact, artifact
                print(row['project_name'], row['dt_build'], row['dt_commit'], row['dt_distro'], row['dt_extended'],
                      row['extended_hash'], row['component'], len(row['artifacts'].split(',')))
            """;

    private static final String VERSIONS = """
            import csv, sys
            with open(sys.argv[1], newline='') as file:
                for row in csv.DictReader(file):
                    assert None not in row and None not in row.values(), row
                    stamp = int(row['Last Success Timestamp'])
                    assert len(row['Source Sha']) == 40 and len(row['Dist Sha']) == 40
                    print(row['Project'], row['Source Repo'], row['Dist Repo'], row['Status'], stamp,
                          None if row['Component'] == 'None' else row['Component'],
                          None if row['Extended Sha'] == 'None' else row['Extended Sha'], row['Pkg NVR'] or '-', sep='|')
            """;

    private static final String REPOSITORIES = """
            import configparser, sys
            read = configparser.ConfigParser(interpolation=None)
            read.read(sys.argv[1])
            for name in read.sections():
                print(name, read[name]['baseurl'], read[name]['enabled'], read[name].get('gpgcheck', '-'))
            """;

    @TempDir
    Path folder;

    private List<String> python(String program, String text) throws Exception {
        Path file = Files.writeString(folder.resolve("it"), text);
        Process process;
        try {
            process = new ProcessBuilder("/usr/bin/python3", "-c", program, file.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException noPython) {
            return Assumptions.abort("python3 is not installed");
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Assumptions.assumeFalse(said.contains("No module named 'yaml'"), "python3-yaml is not installed");
        assertThat(process.waitFor()).as(said).isZero();
        return said.lines().toList();
    }

    private static Snapshot snapshot(SnapshotEntry made) {
        return new Snapshot(
                "demo",
                made.build().pkg().component(),
                RepoLayout.directory(made.build(), made.extended()),
                made.build().id(),
                List.of(made));
    }

    @Test
    void commit_yaml_is_imported_by_dlrn() throws Exception {
        SnapshotEntry plain = entry(pkg("oslo-config", ""), "build-1", "a", "d");
        SnapshotEntry second = withExtended(entry(pkg("net", "network"), "build-2", "1", "0123456789"), "12345678");
        assertThat(python(COMMIT, CommitYaml.text(snapshot(plain))))
                .containsExactly("python-oslo-config 1700000100 1600000000.0 1500000000 0 None None 2");
        assertThat(python(COMMIT, CommitYaml.text(snapshot(second))))
                .containsExactly("python-net 1700000100 1600000000.0 1500000000 1700000000 12345678 network 2");
    }

    @Test
    void versions_csv_is_read_by_its_columns() throws Exception {
        SnapshotEntry odd = entry(pkg("x,\"y\"", "network"), "build-1", "a", "d");
        SnapshotEntry never = new SnapshotEntry(
                entry(pkg("z", ""), "build-2", "b", "e").build(),
                "",
                "",
                SnapshotEntry.FAILED,
                Instant.ofEpochSecond(1_700_000_100),
                List.of());
        assertThat(python(VERSIONS, VersionsCsv.text(List.of(odd, never))))
                .containsExactly(
                        "python-x,\"y\"|https://opendev.example/openstack/x,\"y\"|https://review.example/x,\"y\"-distgit"
                                + "|SUCCESS|1700000100|network|None|python-x,\"y\"-1.0-0.1",
                        "python-z|https://opendev.example/openstack/z|https://review.example/z-distgit"
                                + "|FAILED|1700000100|None|None|-");
    }

    @Test
    void an_aggregate_is_one_repository_file_with_all_components_in_order() throws Exception {
        Aggregate aggregate = Aggregate.of(
                new TreeMap<>(Map.of("network", part("net", "network"), "compute", part("cpu", "compute"))));
        assertThat(python(REPOSITORIES, aggregate.repo()))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("delorean-component-compute http://h/t-demo/component/compute/"),
                        second -> assertThat(second)
                                .startsWith("delorean-component-network http://h/t-demo/component/network/"));
        assertThat(python(VERSIONS, aggregate.versions())).hasSize(2);
    }

    private static Aggregate.Part part(String project, String component) {
        Snapshot snapshot = snapshot(entry(pkg(project, component), "build-1", "a", "d"));
        return new Aggregate.Part(
                RepoFile.text(snapshot, "http://h/t-demo", java.util.Optional.empty()),
                VersionsCsv.text(snapshot.entries()));
    }

    @Test
    void the_file_of_dependencies_says_what_others_can_use() throws Exception {
        String text = DependencyFile.text(
                        List.of(
                                "https://mirror.example/$releasever/BaseOS/$basearch/os/",
                                "file:///srv/local",
                                "https://user:s3cret@deps.example/x",
                                "not an address"),
                        "10-stream")
                .orElseThrow();
        assertThat(python(REPOSITORIES, text))
                .containsExactly(
                        "delorean-deps-1 https://mirror.example/10-stream/BaseOS/$basearch/os/ 1 -",
                        "delorean-deps-2 https://deps.example/x 1 -");
        assertThat(DependencyFile.text(List.of("file:///srv/local"), "10")).isEmpty();
    }
}
