package penstock.edge.sql;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.line.Journal;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.JournalContract;

/** The journal on a real SQLite file keeps the journals' contract (D2). */
class SqlJournalTest extends JournalContract {
    @TempDir
    Path folder;

    private final List<Database> databases = new ArrayList<>();
    private int files;

    @Override
    protected Journal open() throws OutsideFailure {
        files++;
        return own();
    }

    private Journal own() throws OutsideFailure {
        Database database = Database.own(folder.resolve("state" + files + ".sqlite"));
        databases.add(database);
        return new SqlJournal(database);
    }

    @Override
    protected int seeds() {
        return 2;
    }

    @Override
    protected Journal again(Journal journal) throws OutsideFailure {
        closeAll();
        return own();
    }

    @AfterEach
    void closeAll() {
        databases.forEach(Database::close);
        databases.clear();
    }
}
