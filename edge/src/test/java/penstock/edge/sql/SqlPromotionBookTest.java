package penstock.edge.sql;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.EvidenceBook;
import penstock.engine.promote.PromotionBook;
import penstock.engine.testkit.PromotionBookContract;
import penstock.line.Change;
import penstock.line.Stamp;

/** The ledger, decisions and evidence of a real SQLite file keep the contract. */
class SqlPromotionBookTest extends PromotionBookContract {
    @RegisterExtension
    final Databases databases = databases();

    private Optional<Database> database = Optional.empty();

    Databases databases() {
        return Databases.sqlite();
    }

    @Override
    protected void open() throws OutsideFailure {
        database = Optional.of(databases.fresh());
    }

    @Override
    protected PromotionBook book() {
        return new SqlPromotionBook(database.orElseThrow());
    }

    @Override
    protected EvidenceBook evidence() {
        return new SqlEvidenceBook(database.orElseThrow());
    }

    @Override
    protected void step(Stamp stamp, List<Change> changes) throws OutsideFailure {
        database.orElseThrow().write(handle -> {
            ChangedRows rows = new ChangedRows(handle, LINE, stamp);
            changes.forEach(rows::write);
        });
    }

    @Override
    protected void purge(String directory) throws OutsideFailure {
        database.orElseThrow()
                .write(handle -> handle.execute("UPDATE snapshot SET purged = 1 WHERE directory = ?", directory));
    }
}
