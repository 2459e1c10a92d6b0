package penstock.engine.warning;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.engine.line.CommitWatch;
import penstock.engine.port.OutsideFailure;
import penstock.warning.Look;
import penstock.warning.PackageWarnings;
import penstock.warning.PackageWarnings.Commits;
import penstock.warning.Shift;
import penstock.warning.Unmet;
import penstock.warning.WarningStep;

/**
 * Compares what each new commit of a package requires with what was there before it, and warns of what the line can't meet.
 *
 * <p>A commit that changes no requirement costs a look at the files that could say so, and one row written. One that does costs a check of
 * this one package against an index that is kept; never one of the distribution.
 *
 * <p>What can't be judged, because something outside failed, is kept with the reason and judged again by {@link #again}; a build does not wait
 * for it.
 */
public final class EarlyWarning implements CommitWatch {
    private static final Logger LOG = LoggerFactory.getLogger(EarlyWarning.class);

    /** Packages whose warnings are in memory at a time. */
    private static final int AT_ONCE = 100;

    private final Judge judge;
    private final WarningDesk desk;

    EarlyWarning(Judge judge, WarningDesk desk) {
        this.judge = judge;
        this.desk = desk;
    }

    /** A look at the branch as it is now, whatever it was before. */
    @Override
    public void commits(String line, Package pkg, Commit source, Commit distgit) throws InterruptedException {
        desk.alone(line, pkg, before -> {
            Commits commits = new Commits(source, distgit);
            if (before.filter(one -> one.judgedLast(commits)).isEmpty()) {
                judge(before.orElseGet(() -> PackageWarnings.none(line, pkg, commits)), pkg, commits);
            }
        });
    }

    /** Looks once more at what has warnings or could not be judged: what is provided may have changed since. */
    public void again(String line) throws OutsideFailure, InterruptedException {
        again(line, _ -> true);
    }

    /** Looks once more at what could not be judged. */
    public void unjudged(String line) throws OutsideFailure, InterruptedException {
        again(line, one -> !one.problem().isEmpty());
    }

    private void again(String line, Predicate<PackageWarnings> which) throws OutsideFailure, InterruptedException {
        List<PackageWarnings> open = desk.book().open(line, "", AT_ONCE);
        while (!open.isEmpty()) {
            for (PackageWarnings one : open) {
                if (which.test(one)) {
                    again(line, one.pkg());
                }
            }
            open = desk.book().open(line, open.getLast().pkg().project(), AT_ONCE);
        }
    }

    /** The package is as it is followed now; one that is followed no more is forgotten. */
    private void again(String line, Package known) throws InterruptedException {
        desk.alone(line, known, before -> {
            Optional<Package> pkg = judge.followed(line, known.project());
            if (pkg.isEmpty()) {
                desk.book().forget(line, known.project());
            } else if (before.isPresent()) {
                judge(before.get(), pkg.get(), before.get().latest());
            }
        });
    }

    private void judge(PackageWarnings before, Package pkg, Commits commits)
            throws OutsideFailure, InterruptedException {
        try {
            WarningStep.Told step = step(before, pkg, commits);
            desk.keep(step);
        } catch (OutsideFailure e) {
            LOG.warn("what {} requires in {} is not judged yet: {}", pkg.name(), before.line(), e.getMessage(), e);
            desk.book().take(before.unjudged(pkg, commits, String.valueOf(e.getMessage())), List.of());
        }
    }

    private WarningStep.Told step(PackageWarnings before, Package pkg, Commits commits)
            throws OutsideFailure, InterruptedException {
        Optional<List<Shift>> shifts = before.judged().isEmpty()
                ? Optional.empty()
                : judge.changes().between(pkg, before.judged().get().source(), commits.source());
        boolean repackaged = !before.judged()
                .map(judged -> judged.distgit().id())
                .equals(Optional.of(commits.distgit().id()));
        boolean open = before.warnings().stream().anyMatch(one -> !one.proposed());
        boolean asBefore = shifts.filter(List::isEmpty).isPresent()
                && !repackaged
                && !open
                && before.problem().isEmpty();
        List<Unmet> unmet = asBefore ? List.of() : judge.unmet(before.line(), pkg, commits);
        return desk.step(before, new Look(pkg, commits, "", unmet, shifts.orElse(List.of())));
    }
}
