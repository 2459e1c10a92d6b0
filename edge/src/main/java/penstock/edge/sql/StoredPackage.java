package penstock.edge.sql;

import java.util.List;
import java.util.Optional;
import penstock.distro.Package;
import penstock.line.PackageState;
import penstock.line.Task;
import penstock.repo.SnapshotEntry;

/** A package's state as it is stored: all but its entry, which has a table of its own. */
record StoredPackage(
        Package pkg,
        int index,
        PackageState.Taken taken,
        Optional<PackageState.Spec> spec,
        Optional<PackageState.Reading> reading,
        List<Task> tasks) {
    static StoredPackage of(PackageState state) {
        return new StoredPackage(
                state.pkg(), state.index(), state.taken(), state.spec(), state.reading(), state.tasks());
    }

    PackageState with(Optional<SnapshotEntry> entry) {
        return new PackageState(pkg, index, taken, spec, reading, tasks, entry);
    }
}
