package penstock.edge.sql;

import java.time.InstantSource;
import org.junit.jupiter.api.extension.RegisterExtension;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.AccessContract;

/** Tokens and the record of changes in a real SQLite file keep their contracts. */
class SqlAccessTest extends AccessContract {
    @RegisterExtension
    final Databases databases = databases();

    Databases databases() {
        return Databases.sqlite();
    }

    @Override
    protected Opened open() throws OutsideFailure {
        Database database = databases.fresh();
        return new Opened(
                new SqlTokens(database), new SqlUsers(database), new SqlAuditTrail(database, InstantSource.system()));
    }
}
