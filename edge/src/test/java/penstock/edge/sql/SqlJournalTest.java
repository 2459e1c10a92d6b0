package penstock.edge.sql;

import org.junit.jupiter.api.extension.RegisterExtension;
import penstock.engine.line.Journal;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.JournalContract;

/** The journal on a real SQLite file keeps the journals' contract (D2). */
class SqlJournalTest extends JournalContract {
    @RegisterExtension
    final Databases databases = databases();

    Databases databases() {
        return Databases.sqlite();
    }

    @Override
    protected Journal open() throws OutsideFailure {
        return new SqlJournal(databases.fresh());
    }

    @Override
    protected int seeds() {
        return 2;
    }

    @Override
    protected Journal again(Journal journal) throws OutsideFailure {
        return new SqlJournal(databases.again());
    }
}
