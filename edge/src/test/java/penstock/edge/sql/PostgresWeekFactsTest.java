package penstock.edge.sql;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import penstock.engine.testkit.LeftoverCheck;

/** The same on a real PostgreSQL server (part 4, C5). */
@Tag("extended")
@ExtendWith({PostgresCluster.class, LeftoverCheck.class})
class PostgresWeekFactsTest extends SqlWeekFactsTest {
    @Override
    Databases databases() {
        return Databases.postgres();
    }
}
