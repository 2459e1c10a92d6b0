package penstock.version;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import penstock.change.LoggedCommit;
import penstock.version.SemanticVersion.Change;

/**
 * PBR's rule ({@code pbr/packaging.py}, {@code _get_version_from_git}): the version of the last tag, raised by what the
 * {@code Sem-Ver:} lines of the commits after it ask for, and {@code .devN} with their number.
 *
 * <p>Two details follow PBR rather than common sense. N is the <em>position</em> of the tagged commit in {@code git log}'s
 * default order, so commits of a branch merged after the tag but written before it are not counted; their {@code Sem-Ver:}
 * lines do count. And a history without any tag has one less than its commits.
 */
public final class PbrVersion {
    private PbrVersion() {}

    /**
     * @param log the history of a commit, newest first in {@code git log}'s default order; complete, or cut after the first commit
     *     that has a version tag (then only the lines of commits listed before it count)
     * @param preVersion {@code version} of {@code setup.cfg}'s {@code [metadata]}, the least version that comes next; mostly absent
     */
    public static Reckoning of(List<LoggedCommit> log, Optional<String> preVersion) {
        for (int i = 0; i < log.size(); i++) {
            Optional<Tag> tag = lastTag(log.get(i));
            if (tag.isPresent()) {
                return after(log, i, tag.get(), preVersion);
            }
        }
        return after(log, Math.max(0, log.size() - 1), new Tag("", SemanticVersion.ZERO), preVersion);
    }

    /** Whether a commit has a tag that PBR takes for a version. */
    public static boolean hasVersionTag(LoggedCommit logged) {
        return lastTag(logged).isPresent();
    }

    private record Tag(String name, SemanticVersion version) {}

    private static Optional<Tag> lastTag(LoggedCommit logged) {
        return logged.tags().stream()
                .map(name -> name.replace('-', '.'))
                .flatMap(name -> SemanticVersion.parse(name).map(v -> new Tag(name, v)).stream())
                .max(Comparator.comparing(Tag::version));
    }

    private static Reckoning after(List<LoggedCommit> log, int distance, Tag tag, Optional<String> preVersion) {
        String basis = tag.name.isEmpty()
                ? "no tag and " + log.size() + " commits"
                : distance == 0 ? "tag " + tag.name : "tag " + tag.name + " and " + distance + " commits after it";
        if (distance == 0) {
            return Reckoning.of(tag.version.releaseString(), basis);
        }
        SemanticVersion next = tag.version.increment(change(log, distance, tag));
        if (preVersion.isEmpty()) {
            return Reckoning.of(next.withDev(distance).releaseString(), basis);
        }
        Optional<SemanticVersion> target = SemanticVersion.parse(preVersion.get());
        if (target.isEmpty()) {
            return new Reckoning.Refused("setup.cfg asks for a version that is none; remove it or write three numbers");
        }
        if (next.compareTo(target.get()) > 0) {
            return new Reckoning.Refused("the history asks for " + next.releaseString()
                    + ", but setup.cfg's version is " + target.get().releaseString() + "; raise or remove it");
        }
        SemanticVersion dev = target.get().withDev(distance);
        SemanticVersion ours = next.withDev(distance);
        return Reckoning.of((dev.compareTo(ours) > 0 ? dev : ours).releaseString(), basis);
    }

    /** The greatest change that a {@code Sem-Ver:} line after the tag asks for. */
    private static Change change(List<LoggedCommit> log, int distance, Tag tag) {
        // PBR asks git for TAG..HEAD by the name with dots for hyphens, which git does not know then: no line counts.
        if (!tag.name.isEmpty() && !log.get(distance).tags().contains(tag.name)) {
            return Change.PATCH;
        }
        Set<String> released = tag.name.isEmpty() ? Set.of() : new History(log).reachable(log.get(distance));
        EnumSet<Change> changes = EnumSet.of(Change.PATCH);
        for (LoggedCommit logged : log) {
            if (!released.contains(logged.commit().id())) {
                logged.message().lines().forEach(line -> changes.add(asked(line)));
            }
        }
        return changes.stream().max(Comparator.naturalOrder()).orElse(Change.PATCH);
    }

    private static Change asked(String line) {
        // PBR cuts the header's length off the line as written, so a line that is indented loses its first word.
        if (!line.strip().toLowerCase(Locale.ROOT).startsWith("sem-ver:")) {
            return Change.PATCH;
        }
        Change most = Change.PATCH;
        for (String symbol : line.substring("sem-ver:".length()).strip().split(",")) {
            Change change = switch (symbol.strip()) {
                case "api-break" -> Change.MAJOR;
                case "feature", "deprecation" -> Change.MINOR;
                default -> Change.PATCH;
            };
            most = change.compareTo(most) > 0 ? change : most;
        }
        return most;
    }
}
