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

    /** A look at the branch; commits that are older than those of the look before are no news. */
    @Override
    public void commits(String line, Package pkg, Commit source, Commit distgit) throws InterruptedException {
        desk.alone(line, pkg, before -> {
            Commits commits = new Commits(source, distgit);
            if (isNews(before, commits)) {
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

    private void again(String line, Package pkg) throws InterruptedException {
        desk.alone(line, pkg, before -> {
            if (before.isPresent()) {
                judge(before.get(), before.get().pkg(), before.get().latest());
            }
        });
    }

    private boolean isNews(Optional<PackageWarnings> before, Commits commits) throws OutsideFailure {
        Optional<Commits> judged = before.flatMap(PackageWarnings::judged);
        if (judged.isEmpty()) {
            return true;
        }
        Package pkg = before.get().pkg();
        boolean sameSource = judged.get().source().id().equals(commits.source().id());
        boolean sameDistgit =
                judged.get().distgit().id().equals(commits.distgit().id());
        return !(sameSource && sameDistgit)
                && (sameSource
                        || !isOlder(
                                pkg.source().url(),
                                commits.source(),
                                judged.get().source()))
                && (sameDistgit
                        || !isOlder(
                                pkg.distgit().url(),
                                commits.distgit(),
                                judged.get().distgit()));
    }

    private boolean isOlder(String url, Commit one, Commit other) throws OutsideFailure {
        return judge.isAncestor(url, one, other);
    }

    private void judge(PackageWarnings before, Package pkg, Commits commits)
            throws OutsideFailure, InterruptedException {
        try {
            WarningStep.Told step = step(before, pkg, commits);
            desk.keep(step);
        } catch (OutsideFailure e) {
            LOG.warn("what {} requires in {} is not judged yet: {}", pkg.name(), before.line(), e.getMessage(), e);
            desk.book().take(before.unjudged(commits, String.valueOf(e.getMessage())), List.of());
        }
    }

    private WarningStep.Told step(PackageWarnings before, Package pkg, Commits commits)
            throws OutsideFailure, InterruptedException {
        List<Shift> shifts = before.judged().isEmpty()
                ? List.of()
                : judge.changes().between(pkg, before.judged().get().source(), commits.source());
        boolean repackaged = !before.judged()
                .map(judged -> judged.distgit().id())
                .equals(Optional.of(commits.distgit().id()));
        boolean open = before.warnings().stream().anyMatch(one -> !one.proposed());
        List<Unmet> unmet =
                shifts.isEmpty() && !repackaged && !open && before.problem().isEmpty()
                        ? List.of()
                        : judge.unmet(before.line(), pkg, commits);
        return desk.step(before, new Look(pkg, commits, "", unmet, shifts));
    }
}
