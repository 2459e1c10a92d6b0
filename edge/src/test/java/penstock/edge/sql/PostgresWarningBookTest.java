package penstock.edge.sql;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import penstock.engine.testkit.LeftoverCheck;

/** The same warnings on a real PostgreSQL server (E of part 3). */
@Tag("extended")
@ExtendWith({PostgresCluster.class, LeftoverCheck.class})
class PostgresWarningBookTest extends SqlWarningBookTest {
    @Override
    Databases databases() {
        return Databases.postgres();
    }
}
