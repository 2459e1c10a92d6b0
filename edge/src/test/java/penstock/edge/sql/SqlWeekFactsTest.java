package penstock.edge.sql;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.extension.RegisterExtension;
import penstock.build.BuildOptions;
import penstock.build.BuildOutcome;
import penstock.build.BuildRequest;
import penstock.build.Cause;
import penstock.build.Step;
import penstock.build.Verdict;
import penstock.change.Commit;
import penstock.digest.Breakage;
import penstock.engine.digest.WeekFacts;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.WeekFactsContract;
import penstock.line.Change;
import penstock.line.ComponentState;
import penstock.line.Excuse;
import penstock.line.PackageState;
import penstock.line.SnapshotRef;
import penstock.line.Stamp;
import penstock.line.Task;
import penstock.repo.SnapshotEntry;

/** What a real SQLite file has of a week keeps the contract, reading what the journal writes. */
class SqlWeekFactsTest extends WeekFactsContract {
    @RegisterExtension
    final Databases databases = databases();

    private Optional<Database> database = Optional.empty();
    private int steps;

    Databases databases() {
        return Databases.sqlite();
    }

    @Override
    protected WeekFacts open() throws OutsideFailure {
        database = Optional.of(databases.fresh());
        return new SqlWeekFacts(database.orElseThrow());
    }

    /** After a try that was not the last. */
    @Override
    protected void ended(Breakage.End end) throws OutsideFailure {
        Commit commit = new Commit("a".repeat(40), "b".repeat(40), end.at(), "A <a@example.org>", end.subject());
        Verdict failed = Verdict.failed(Step.BUILD, new Cause.MissingDependency("wrapt >= 2.1", "python-a"), List.of());
        Change pkg = new Change.PackageChanged(new PackageState(
                end.pkg(),
                1,
                PackageState.Taken.NOTHING,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty()));
        step(end.at(), pkg);
        build(end, commit, end.build() + "-0", failed, SnapshotEntry.RETRY);
        boolean success = end.failure().isEmpty();
        build(
                end,
                commit,
                end.build(),
                success ? Verdict.SUCCESS : failed,
                success ? SnapshotEntry.SUCCESS : SnapshotEntry.FAILED);
    }

    private void build(Breakage.End end, Commit commit, String id, Verdict verdict, String status)
            throws OutsideFailure {
        BuildRequest request = new BuildRequest(id, LINE, end.pkg(), commit, commit, end.at(), BuildOptions.PLAIN);
        BuildOutcome outcome =
                new BuildOutcome(verdict, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
        step(
                end.at(),
                new Change.BuildStarted(request, Task.Kind.COMMIT, 1),
                new Change.BuildEnded(request, outcome, steps + 1, status, ""));
    }

    @Override
    protected void waits(String project, Excuse excuse) throws OutsideFailure {
        step(excuse.since(), new Change.WaitChanged(project, Optional.of(excuse)));
    }

    @Override
    protected void consistent(Instant at) throws OutsideFailure {
        SnapshotRef ref = new SnapshotRef(LINE, "", "ab/cd/" + steps, "a", "build", steps);
        step(
                at,
                new Change.LabelChanged(
                        "",
                        "consistent",
                        new ComponentState.Label(Optional.of(ref), Optional.empty(), Optional.empty()),
                        Optional.empty()));
    }

    private void step(Instant at, Change... changes) throws OutsideFailure {
        steps++;
        String id =
                new UUID((at.toEpochMilli() << 16) | 0x7000, 0x8000_0000_0000_0000L | ((long) steps << 24)).toString();
        database.orElseThrow().write(handle -> {
            ChangedRows rows = new ChangedRows(handle, LINE, new Stamp(id, at));
            List.of(changes).forEach(rows::write);
        });
    }
}
