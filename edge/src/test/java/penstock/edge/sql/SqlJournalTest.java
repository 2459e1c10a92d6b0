package penstock.edge.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
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

    /** Whatever was written, packages that stand alike are counted right, and not counted anew for it. */
    @AfterEach
    void packagesAreCountedRight() throws OutsideFailure {
        String counted = "SELECT line, last_status, phase, packages FROM package_count";
        String there = "SELECT line, last_status, phase, count(*) FROM package GROUP BY line, last_status, phase";
        Database database = databases.again();
        int wrong = database.rows(rows ->
                rows.list(counted + " EXCEPT " + there, row -> row.getString(1)).size()
                        + rows.list(there + " EXCEPT " + counted, row -> row.getString(1))
                                .size());
        assertThat(wrong).isZero();
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
