package penstock.edge.sql;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;
import penstock.build.BuildOutcome;
import penstock.engine.notify.NoticeBook;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.NoticeBookContract;
import penstock.line.Change;
import penstock.line.Stamp;
import penstock.line.Task;
import penstock.notice.BuildEnd;

/** The notices of a real SQLite file keep the contract, reading builds as the journal writes them. */
class SqlNoticeBookTest extends NoticeBookContract {
    @RegisterExtension
    final Databases databases = databases();

    private Optional<Database> database = Optional.empty();
    private long sequence;

    Databases databases() {
        return Databases.sqlite();
    }

    @Override
    protected NoticeBook open() throws OutsideFailure {
        database = Optional.of(databases.fresh());
        return new SqlNoticeBook(database.orElseThrow());
    }

    @Override
    protected void ended(BuildEnd end) throws OutsideFailure {
        sequence++;
        BuildOutcome outcome =
                new BuildOutcome(end.verdict(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());
        database.orElseThrow().write(handle -> {
            ChangedRows rows =
                    new ChangedRows(handle, LINE, new Stamp("00000000-0000-7000-8000-000000000000", Instant.EPOCH));
            rows.write(new Change.BuildStarted(end.request(), Task.Kind.COMMIT, 1));
            rows.write(new Change.BuildEnded(end.request(), outcome, sequence, end.status(), ""));
        });
    }
}
