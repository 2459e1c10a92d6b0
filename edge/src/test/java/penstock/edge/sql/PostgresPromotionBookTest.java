package penstock.edge.sql;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import penstock.engine.testkit.LeftoverCheck;

/** The same books on a real PostgreSQL server. */
@Tag("extended")
@ExtendWith({PostgresCluster.class, LeftoverCheck.class})
class PostgresPromotionBookTest extends SqlPromotionBookTest {
    @Override
    Databases databases() {
        return Databases.postgres();
    }
}
