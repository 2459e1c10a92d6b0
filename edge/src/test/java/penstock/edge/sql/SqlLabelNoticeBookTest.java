package penstock.edge.sql;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;
import penstock.engine.notify.NoticeBook.Letter;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.notice.LabelNoticeBook;
import penstock.engine.testkit.LabelNoticeBookContract;

/** What a real SQLite file has of labels' notices keeps the contract. */
class SqlLabelNoticeBookTest extends LabelNoticeBookContract {
    @RegisterExtension
    final Databases databases = databases();

    private Optional<Database> database = Optional.empty();

    Databases databases() {
        return Databases.sqlite();
    }

    @Override
    protected LabelNoticeBook open() throws OutsideFailure {
        database = Optional.of(databases.fresh());
        return new SqlLabelNoticeBook(database.orElseThrow());
    }

    @Override
    protected List<Letter> letters() throws OutsideFailure {
        return new SqlNoticeBook(database.orElseThrow())
                .due(Instant.parse("2100-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"), 10);
    }
}
