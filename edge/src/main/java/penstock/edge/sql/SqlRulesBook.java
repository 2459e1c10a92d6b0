package penstock.edge.sql;

import java.util.Optional;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.RulesBook;
import penstock.promote.RulesText;

/** Rules of labels in a SQL table, a row for each version that came into force. */
public final class SqlRulesBook implements RulesBook {
    private final Database database;

    public SqlRulesBook(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Kept> newest() throws OutsideFailure {
        return database.rows(rows -> rows
                .list(
                        "SELECT file, content, since FROM label_rules ORDER BY number DESC LIMIT 1",
                        row -> new Kept(
                                new RulesText(row.getString(1), row.getString(2)), Micros.instant(row.getLong(3))))
                .stream()
                .findFirst());
    }

    @Override
    public void comes(Kept rules) throws OutsideFailure {
        database.write(handle -> handle.execute(
                "INSERT INTO label_rules (number, file, content, since)"
                        + " SELECT coalesce(max(number), 0) + 1, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS BIGINT)"
                        + " FROM label_rules",
                rules.text().file(),
                rules.text().text(),
                Micros.of(rules.since())));
    }
}
