package penstock.dlrn;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import penstock.change.Commit;
import penstock.repo.RepoLayout;
import penstock.yaml.YamlLimits;
import penstock.yaml.YamlList;
import penstock.yaml.YamlMap;
import penstock.yaml.YamlNode;
import penstock.yaml.YamlReader;
import penstock.yaml.YamlScalar;

/**
 * A build of another instance, as its {@code commit.yaml} tells it.
 *
 * @param name the package's
 * @param rpms the names of its files, source RPM included
 */
public record RemoteCommit(String name, Commit source, Commit distgit, List<String> rpms) {
    private static final YamlLimits LIMITS = new YamlLimits(1 << 20, 8, 2000);
    private static final Pattern ID = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern SECONDS = Pattern.compile("([0-9]{1,11})(?:\\.[0-9]*)?");
    private static final int MOST = 10;
    private static final int MOST_RPMS = 200;

    public RemoteCommit {
        rpms = List.copyOf(rpms);
    }

    /** What {@code commit.yaml} of an instance said, or why it can't be used. */
    public sealed interface Reading {
        record Commits(List<RemoteCommit> commits) implements Reading {
            public Commits {
                commits = List.copyOf(commits);
            }
        }

        record Unusable(String why) implements Reading {}
    }

    /** Reads a whole {@code commit.yaml}. */
    public static Reading read(byte[] yaml) {
        Optional<YamlNode> root = new YamlReader(LIMITS, java.util.Set.of())
                .read("commit.yaml", yaml)
                .root();
        if (root.isEmpty()
                || !(root.get() instanceof YamlMap map)
                || !(map.get("commits").orElse(null) instanceof YamlList list)
                || list.items().isEmpty()
                || list.items().size() > MOST) {
            return new Reading.Unusable("commit.yaml has no list of 1 to " + MOST + " commits");
        }
        List<RemoteCommit> commits = new ArrayList<>();
        for (YamlNode item : list.items()) {
            Optional<RemoteCommit> commit = item instanceof YamlMap one ? of(one) : Optional.empty();
            if (commit.isEmpty()) {
                return new Reading.Unusable(
                        "commit.yaml names a commit that is no success, or has no hashes of git and names of RPMs");
            }
            commits.add(commit.get());
        }
        return new Reading.Commits(commits);
    }

    private static Optional<RemoteCommit> of(YamlMap commit) {
        String name = text(commit, "project_name");
        Optional<Commit> source = commit(commit, "commit_hash", "dt_commit");
        Optional<Commit> distgit = commit(commit, "distro_hash", "dt_distro");
        List<String> rpms = Arrays.stream(text(commit, "artifacts").split(","))
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .filter(file -> !file.isEmpty())
                .distinct()
                .toList();
        boolean good = RepoLayout.isName(name)
                && text(commit, "status").equals("SUCCESS")
                && rpms.size() <= MOST_RPMS
                && rpms.stream().allMatch(RepoLayout::isRpmFile)
                && rpms.stream().anyMatch(RemoteCommit::isSource);
        return good
                ? source.flatMap(of -> distgit.map(with -> new RemoteCommit(name, of, with, rpms)))
                : Optional.empty();
    }

    /** Whether a file is a source RPM. */
    public static boolean isSource(String file) {
        return file.endsWith(".src.rpm");
    }

    private static Optional<Commit> commit(YamlMap commit, String hash, String time) {
        String id = text(commit, hash);
        var seconds = SECONDS.matcher(text(commit, time));
        return ID.matcher(id).matches() && seconds.matches()
                ? Optional.of(new Commit(
                        id, "", Instant.ofEpochSecond(Long.parseLong(seconds.group(1))), "", "Built elsewhere"))
                : Optional.empty();
    }

    private static String text(YamlMap commit, String key) {
        return commit.get(key).orElse(null) instanceof YamlScalar scalar && !scalar.isNull() ? scalar.text() : "";
    }
}
