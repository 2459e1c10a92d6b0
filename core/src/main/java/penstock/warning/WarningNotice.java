package penstock.warning;

import java.util.Optional;
import penstock.distro.Package;

/**
 * A message about one warning, before it is put into words.
 *
 * @param warning as it is now; of one that is over, as it was last
 * @param why what upstream changed; empty when a proposed change was given up
 */
public record WarningNotice(
        Kind kind, String line, Package pkg, PackageWarnings.Commits commits, Warning warning, Optional<Shift> why) {

    public enum Kind {
        /** A commit, or a proposed change, requires what is not met. */
        OPENED,
        /** It asks for something else than was told, or what was proposed is on the branch now. */
        UPDATED,
        /** Upstream took it back. */
        WITHDRAWN
    }
}
