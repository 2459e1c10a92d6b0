package penstock.edge.sql;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.AccessContract;

/** Tokens and the record of changes in a real SQLite file keep their contracts. */
class SqlAccessTest extends AccessContract {
    @TempDir
    Path folder;

    private Runnable close = () -> {};

    @Override
    protected Opened open() throws OutsideFailure {
        Database database = Database.own(folder.resolve("state.sqlite"));
        close = database::close;
        return new Opened(new SqlTokens(database), new SqlAuditTrail(database, InstantSource.system()));
    }

    @AfterEach
    void closeIt() {
        close.run();
    }
}
