package penstock.edge.sql;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import penstock.engine.testkit.LeftoverCheck;

/** The same on a real PostgreSQL server (A6, B5). */
@Tag("extended")
@ExtendWith({PostgresCluster.class, LeftoverCheck.class})
class PostgresPurgeBookTest extends SqlPurgeBookTest {
    @Override
    Databases databases() {
        return Databases.postgres();
    }
}
