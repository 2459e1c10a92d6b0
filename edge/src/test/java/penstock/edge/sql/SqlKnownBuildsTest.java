package penstock.edge.sql;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.build.KnownBuilds;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.KnownBuildsContract;

/** The known builds in a real SQLite file keep the contract (C5, D2). */
class SqlKnownBuildsTest extends KnownBuildsContract {
    @TempDir
    Path folder;

    private Runnable close = () -> {};

    @Override
    protected KnownBuilds open() throws OutsideFailure {
        Database database = Database.own(folder.resolve("state.sqlite"));
        close = database::close;
        return new SqlKnownBuilds(database, InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")));
    }

    @AfterEach
    void closeIt() {
        close.run();
    }
}
