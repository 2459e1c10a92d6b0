package penstock.version;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import penstock.change.LoggedCommit;

/**
 * DLRN's rules for what is not a Python project: the version is the nearest tag's, or for a Puppet module that of
 * {@code metadata.json}; the last number is raised when it equals the nearest tag's and commits follow the tag.
 *
 * <p>The nearest tag is {@code git describe}'s: of the first ten tagged commits in the log the one that leaves the fewest
 * commits out.
 */
public final class TagVersion {
    private static final int CANDIDATES = 10;
    private static final Pattern NO_RELEASE = Pattern.compile("private-.*|.*-em|.*-eol");
    private static final Pattern PREFIX = Pattern.compile("^[vVrR]");
    private static final Pattern LAST_NUMBER = Pattern.compile("[0-9]{1,18}");

    private TagVersion() {}

    /** By tags alone; {@code 0.0.1} when there is none. The log is complete, newest first in {@code git log}'s default order. */
    public static Reckoning of(List<LoggedCommit> log) {
        Optional<Nearest> nearest = nearest(log);
        return nearest.map(tag -> raised(tag.version(), tag, "tag " + tag.name()))
                .orElseGet(() -> Reckoning.of("0.0.1", "no tag"));
    }

    /**
     * Of a Puppet module.
     *
     * @param metadataVersion {@code version} of {@code metadata.json}, as written
     */
    public static Reckoning puppet(String metadataVersion, List<LoggedCommit> log) {
        return nearest(log)
                .map(tag -> raised(metadataVersion, tag, "metadata.json"))
                .orElseGet(() -> Reckoning.of(metadataVersion, "metadata.json"));
    }

    private static Reckoning raised(String version, Nearest tag, String source) {
        if (tag.distance == 0 || !version.equals(tag.version()) || version.contains("-rc")) {
            return Reckoning.of(version, source);
        }
        int dot = version.lastIndexOf('.');
        String last = version.substring(dot + 1);
        if (!LAST_NUMBER.matcher(last).matches()) {
            return Reckoning.of(version, source);
        }
        return Reckoning.of(
                version.substring(0, dot + 1) + (Long.parseLong(last) + 1),
                source + " and " + tag.distance + " commits after tag " + tag.name);
    }

    /**
     * @param name the tag's
     * @param distance how many commits of the log are not reachable from it
     */
    private record Nearest(String name, int distance) {
        String version() {
            return PREFIX.matcher(name).replaceFirst("");
        }
    }

    private static Optional<Nearest> nearest(List<LoggedCommit> log) {
        History history = new History(log);
        List<Nearest> candidates = new ArrayList<>();
        IntStream.range(0, log.size())
                .filter(i -> release(log.get(i)).isPresent())
                .limit(CANDIDATES)
                .forEach(i -> {
                    Set<String> reachable = history.reachable(log.get(i));
                    candidates.add(new Nearest(release(log.get(i)).orElseThrow(), log.size() - reachable.size()));
                });
        return candidates.stream().min(Comparator.comparingInt(Nearest::distance));
    }

    /** Of several tags on one commit the one of the highest version. */
    private static Optional<String> release(LoggedCommit logged) {
        return logged.tags().stream()
                .filter(Predicate.not(tag -> NO_RELEASE.matcher(tag).matches()))
                .max(Comparator.comparing(tag -> Evr.parse(PREFIX.matcher(tag).replaceFirst(""))));
    }
}
