package penstock.edge.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import penstock.build.BuildOutcome;
import penstock.engine.notify.NoticeBook;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.NoticeBookContract;
import penstock.line.Change;
import penstock.line.SnapshotRef;
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

    @Test
    void what_could_not_be_published_is_told_once_also_when_the_clock_was_set_back() throws Exception {
        NoticeBook book = open();
        book.begin(List.of(LINE));
        notPublished(1, Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(told(book)).containsExactly("build-1");
        notPublished(2, Instant.parse("2026-01-01T00:00:00Z"));
        notPublished(3, Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(told(book)).containsExactly("build-2", "build-3");
        assertThat(told(book)).isEmpty();
    }

    private static List<String> told(NoticeBook book) throws OutsideFailure {
        NoticeBook.Untold untold = book.untold(LINE, 10);
        book.take(untold, List.of(), List.of());
        return untold.ends().stream()
                .filter(end -> !end.verdict().succeeded())
                .map(end -> end.request().id())
                .toList();
    }

    /** The build of this number succeeds, and its snapshot fails. */
    private void notPublished(int number, Instant when) throws OutsideFailure {
        BuildEnd end = end(number, true);
        ended(end);
        sequence++;
        SnapshotRef ref =
                new SnapshotRef(LINE, "", "ab/cd/" + number, "a", end.request().id(), number);
        database.orElseThrow().write(handle -> {
            ChangedRows rows = new ChangedRows(handle, LINE, new Stamp("00000000-0000-7000-8000-000000000000", when));
            rows.write(new Change.SnapshotMade(ref));
            rows.write(new Change.SnapshotFailed(ref, end.request(), sequence, "the disk is broken"));
        });
    }
}
