package penstock.edge.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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

    /**
     * Whatever was written, packages that stand alike are counted right, and not counted anew for it, and a package's row says of its newest ended
     * build what that build's own row says.
     */
    @AfterEach
    void whatIsKeptTwiceIsTheSame() throws OutsideFailure {
        String counted = "SELECT line, last_status, phase, packages FROM package_count";
        String there = "SELECT line, last_status, phase, count(*) FROM package GROUP BY line, last_status, phase";
        String told = "SELECT line, project, last_status, coalesce(last_ended, 0), last_step, last_cause FROM package";
        String ended = "SELECT p.line, p.project, coalesce(b.status, ''), coalesce(b.ended, 0), coalesce(b.step, ''),"
                + " coalesce(b.failure, '') FROM package p LEFT JOIN build b ON b.id = p.last_build";
        Database database = databases.again();
        List<String> wrong = new ArrayList<>();
        for (String difference : List.of(
                counted + " EXCEPT " + there,
                there + " EXCEPT " + counted,
                told + " EXCEPT " + ended,
                ended + " EXCEPT " + told)) {
            wrong.addAll(
                    database.rows(rows -> rows.list(difference, row -> row.getString(1) + " " + row.getString(2))));
        }
        assertThat(wrong).isEmpty();
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
