package penstock.edge.sql;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.RegisterExtension;
import penstock.engine.build.KnownBuilds;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.KnownBuildsContract;

/** The known builds in a real SQLite file keep the contract (C5, D2). */
class SqlKnownBuildsTest extends KnownBuildsContract {
    @RegisterExtension
    final Databases databases = databases();

    Databases databases() {
        return Databases.sqlite();
    }

    @Override
    protected KnownBuilds open() throws OutsideFailure {
        return new SqlKnownBuilds(databases.fresh(), InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")));
    }
}
