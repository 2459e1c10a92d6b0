package penstock.engine.diff;

import java.util.List;
import java.util.Optional;
import penstock.change.Commit;
import penstock.engine.diff.LabelDiff.Commits;
import penstock.engine.diff.LabelDiff.NamedCommit;
import penstock.engine.diff.LabelDiff.Requirements;
import penstock.engine.port.Mirror;
import penstock.engine.port.OutsideFailure;
import penstock.engine.require.RequirementHistory;
import penstock.engine.require.SourceHistories;
import penstock.require.Difference;
import penstock.require.RequirementChange;

/** What lies between two commits, by the local copies as they are: nothing is fetched. */
public final class CommitsBetween {
    private static final int COMMITS = 20;
    private static final int CHANGES = 20;

    private final Mirror mirror;
    private final SourceHistories histories;

    public CommitsBetween(Mirror mirror, SourceHistories histories) {
        this.mirror = mirror;
        this.histories = histories;
    }

    /** Empty when there is no local copy that has both. */
    Optional<Commits> commits(String url, String from, String to) throws OutsideFailure {
        if (from.equals(to)) {
            return Optional.of(Commits.NONE);
        }
        if (mirror.resolve(url, from).isEmpty() || mirror.resolve(url, to).isEmpty()) {
            return Optional.empty();
        }
        List<Commit> came = mirror.firstParentLine(url, to, from, COMMITS + 1);
        List<Commit> gone = mirror.firstParentLine(url, from, to, COMMITS + 1);
        boolean more = came.size() > COMMITS || gone.size() > COMMITS;
        return Optional.of(new Commits(newest(came), newest(gone), more, ""));
    }

    private static List<NamedCommit> newest(List<Commit> all) {
        return all.stream()
                .skip(Math.max(0, all.size() - COMMITS))
                .map(commit -> new NamedCommit(commit.id(), commit.subject()))
                .toList();
    }

    /** Empty likewise. */
    Optional<Requirements> requirements(String url, String from, String to) throws OutsideFailure {
        Optional<Commit> old = mirror.resolve(url, from);
        Optional<Commit> latest = mirror.resolve(url, to);
        if (old.isEmpty() || latest.isEmpty()) {
            return Optional.empty();
        }
        List<RequirementChange> changes = histories.read(url, history -> {
            // The history is its owner's to close.
            @SuppressWarnings("resource")
            RequirementHistory requirements = new RequirementHistory(history);
            return Difference.between(requirements.at(old.orElseThrow()), requirements.at(latest.orElseThrow()));
        });
        return Optional.of(new Requirements(
                changes.stream().limit(CHANGES).map(RequirementChange::toString).toList(),
                Math.max(0, changes.size() - CHANGES),
                ""));
    }
}
