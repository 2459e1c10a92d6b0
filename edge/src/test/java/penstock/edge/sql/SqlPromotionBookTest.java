package penstock.edge.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.EvidenceBook;
import penstock.engine.promote.PromotionBook;
import penstock.engine.promote.RulesBook;
import penstock.engine.testkit.PromotionBookContract;
import penstock.line.Change;
import penstock.line.Stamp;
import penstock.promote.RulesText;

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

    @Test
    void rules_are_kept_in_the_order_in_which_they_came_into_force() throws Exception {
        SqlRulesBook rules = new SqlRulesBook(database.orElseThrow());
        assertThat(rules.newest()).isEmpty();
        RulesBook.Kept first = new RulesBook.Kept(new RulesText("a.yaml", "labels: []\n"), Instant.EPOCH);
        RulesBook.Kept second = new RulesBook.Kept(RulesText.NONE, Instant.EPOCH.plusSeconds(1));
        rules.comes(first);
        assertThat(rules.newest()).contains(first);
        rules.comes(second);
        assertThat(rules.newest()).contains(second);
    }
}
