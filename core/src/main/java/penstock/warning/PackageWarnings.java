package penstock.warning;

import java.util.List;
import java.util.Optional;
import penstock.change.Commit;
import penstock.distro.Package;

/**
 * What is known of a package's requirements.
 *
 * @param pkg as it was when it was looked at
 * @param judged the upstream and packaging commits that the warnings are about; empty before the first look that succeeded
 * @param latest the commits of the newest look, also of one that failed
 * @param problem why {@code latest} could not be judged; empty when it was
 * @param warnings by subject, those of the branch first
 */
public record PackageWarnings(
        String line, Package pkg, Optional<Commits> judged, Commits latest, String problem, List<Warning> warnings) {
    public PackageWarnings {
        warnings = List.copyOf(warnings);
    }

    /** A package that is looked at for the first time. */
    public static PackageWarnings none(String line, Package pkg, Commits latest) {
        return new PackageWarnings(line, pkg, Optional.empty(), latest, "", List.of());
    }

    /** A pair of commits that a package is made of. */
    public record Commits(Commit source, Commit distgit) {}

    /** With the reason why the newest commits could not be judged; the warnings stay as they are. */
    public PackageWarnings unjudged(Package now, Commits commits, String why) {
        return new PackageWarnings(line, now, judged, commits, why, warnings);
    }

    /** Whether the newest look was at these commits, and they were judged. */
    public boolean judgedLast(Commits commits) {
        return latest.equals(commits) && judged.equals(Optional.of(commits));
    }

    /** Whether it has to be looked at again when something else than its commits changes. */
    public boolean open() {
        return !warnings.isEmpty() || !problem.isEmpty();
    }
}
