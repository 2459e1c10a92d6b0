package penstock.edge.sql;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import penstock.engine.testkit.LeftoverCheck;

/** The same on a real PostgreSQL server (part 2, B6). */
@Tag("extended")
@ExtendWith({PostgresCluster.class, LeftoverCheck.class})
class PostgresMigrationTest extends SqlMigrationTest {
    @Override
    Databases databases() {
        return Databases.postgres();
    }
}
