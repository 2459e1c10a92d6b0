package penstock.warning;

import java.util.List;
import penstock.distro.Package;

/**
 * A look at a package's requirements.
 *
 * @param change the address of a proposed change; empty for the branch
 * @param unmet all that is not met there; of a proposed change, all that it brings
 * @param shifts what upstream changed since the look before, one for each subject; of a proposed change, what it changes
 */
public record Look(Package pkg, PackageWarnings.Commits commits, String change, List<Unmet> unmet, List<Shift> shifts) {
    public Look {
        unmet = List.copyOf(unmet);
        shifts = List.copyOf(shifts);
    }
}
