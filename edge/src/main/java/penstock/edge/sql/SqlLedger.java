package penstock.edge.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import penstock.engine.dlrn.BuiltCommit;
import penstock.engine.dlrn.Ledger;
import penstock.engine.port.OutsideFailure;

/** Promotions in the tables {@code promotion} and {@code promotion_part}. */
public final class SqlLedger implements Ledger {
    private static final String COMPONENT = "coalesce(q.component, d.component, pp.component)";
    /** Of the parts of a promotion the last has its aggregate. */
    private static final String LAST =
            "pp.place = (SELECT max(o.place) FROM promotion_part o WHERE o.promotion = p.id)";

    private static final String SELECT =
            "SELECT pp.build, pp.directory, coalesce(b.source, ''), coalesce(b.distgit, ''),"
                    + " coalesce(b.extended, ''), coalesce(d.component, pp.component), p.label, p.at, p.who,"
                    + " CASE WHEN " + LAST + " THEN p.aggregate ELSE '' END, " + COMPONENT
                    + " FROM promotion p JOIN promotion_part pp ON pp.promotion = p.id LEFT JOIN build b ON b.id = pp.build"
                    + " LEFT JOIN dlrn_commit d ON d.build = pp.build LEFT JOIN dlrn_promotion q ON q.promotion = p.id"
                    + " WHERE p.line = ?";

    private final Database database;

    public SqlLedger(Database database) {
        this.database = database;
    }

    @Override
    public List<Promoted> promotions(String line, Filter filter, int limit, int offset) throws OutsideFailure {
        StringBuilder sql = new StringBuilder(SELECT);
        List<Object> values = new ArrayList<>(List.of(line));
        filter.directory().ifPresent(directory -> {
            sql.append(" AND pp.directory = ?");
            values.add(directory);
        });
        filter.label().ifPresent(label -> {
            sql.append(" AND p.label = ?");
            values.add(label);
        });
        filter.aggregate().ifPresent(aggregate -> {
            sql.append(" AND p.aggregate = ? AND p.aggregate <> '' AND ").append(LAST);
            values.add(aggregate);
        });
        filter.component().ifPresent(component -> {
            sql.append(" AND ").append(COMPONENT).append(" = ?");
            values.add(component);
        });
        sql.append(" ORDER BY p.id DESC, pp.place DESC LIMIT ? OFFSET ?");
        values.add(limit);
        values.add(offset);
        return database.rows(rows -> rows.list(sql.toString(), SqlLedger::promoted, values.toArray()));
    }

    private static Promoted promoted(ResultSet row) throws SQLException {
        BuiltCommit commit = new BuiltCommit(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                false);
        return new Promoted(
                commit,
                row.getString(7),
                Micros.instant(row.getLong(8)),
                row.getString(9),
                row.getString(10),
                row.getString(11));
    }
}
