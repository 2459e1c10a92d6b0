package penstock.edge.sql;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import penstock.engine.testkit.LeftoverCheck;

/** The same tokens and record on a real PostgreSQL server (part 2, B5). */
@Tag("extended")
@ExtendWith({PostgresCluster.class, LeftoverCheck.class})
class PostgresAccessTest extends SqlAccessTest {
    @Override
    Databases databases() {
        return Databases.postgres();
    }
}
