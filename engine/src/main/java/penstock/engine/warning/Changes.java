package penstock.engine.warning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.engine.port.OutsideFailure;
import penstock.engine.require.RequirementHistory;
import penstock.engine.require.RequirementRange;
import penstock.engine.require.SourceHistories;
import penstock.engine.require.SourceHistory;
import penstock.require.RequirementChange;
import penstock.warning.Shift;

/** What upstream changed from one commit of a package to another, and who did. */
final class Changes {
    private final SourceHistories histories;

    Changes(SourceHistories histories) {
        this.histories = histories;
    }

    /** Empty when the earlier commit is no longer there, as after a rewritten history that was fetched anew: then nobody knows. */
    Optional<List<Shift>> between(Package pkg, Commit old, Commit latest) throws OutsideFailure {
        return old.id().equals(latest.id())
                ? Optional.of(List.of())
                : histories.read(pkg.source().url(), history -> between(history, old, latest));
    }

    private static Optional<List<Shift>> between(SourceHistory history, Commit old, Commit latest)
            throws OutsideFailure {
        if (history.resolve(old.id()).isEmpty()) {
            return Optional.empty();
        }
        // The history is its owner's to close.
        @SuppressWarnings("resource")
        RequirementHistory requirements = new RequirementHistory(history);
        List<RequirementRange.Changed> changed =
                requirements.between(old, latest).changes();
        return Optional.of(Shift.of(
                changed.stream().map(RequirementRange.Changed::change).toList(),
                change -> by(changed, change, latest)));
    }

    /** What the earlier commit's side changed has nobody to name but the later commit, which came without it. */
    private static List<Commit> by(List<RequirementRange.Changed> changed, RequirementChange change, Commit latest) {
        List<Commit> by = new ArrayList<>();
        changed.stream().filter(one -> one.change().equals(change)).forEach(one -> by.addAll(one.by()));
        return by.isEmpty() ? List.of(latest) : by;
    }
}
