package penstock.edge.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.EvidenceBook;
import penstock.promote.Evidence;

/** Evidence in a SQL table. */
public final class SqlEvidenceBook implements EvidenceBook {
    /** Bound values of one statement; SQLite and PostgreSQL allow many more. */
    private static final int AT_ONCE = 500;

    private final Database database;

    public SqlEvidenceBook(Database database) {
        this.database = database;
    }

    @Override
    public void add(String line, Collection<Evidence> evidence) throws OutsideFailure {
        database.write(handle -> evidence.forEach(one -> add(handle, line, one)));
    }

    static void add(Handle handle, String line, Evidence one) {
        handle.execute(
                "INSERT INTO evidence (id, line, subject, job, result, at, origin, who, component, url, notes)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                one.id(),
                line,
                one.subject(),
                one.job(),
                one.result().name(),
                Micros.of(one.at()),
                one.source().origin().name(),
                one.source().who(),
                one.source().component(),
                one.remarks().url(),
                one.remarks().notes());
    }

    @Override
    public List<Evidence> of(String line, Collection<String> subjects) throws OutsideFailure {
        List<String> all = List.copyOf(subjects);
        return database.rows(rows -> {
            List<Evidence> found = new ArrayList<>();
            for (int from = 0; from < all.size(); from += AT_ONCE) {
                List<String> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
                List<Object> values = new ArrayList<>(List.of(line));
                values.addAll(some);
                found.addAll(rows.list(
                        "SELECT id, subject, job, result, at, origin, who, component, url, notes FROM evidence"
                                + " WHERE line = ? AND subject IN (" + marks(some.size()) + ")",
                        SqlEvidenceBook::evidence,
                        values.toArray()));
            }
            found.sort(Evidence.BY_TIME);
            return found;
        });
    }

    static String marks(int count) {
        return "?, ".repeat(count - 1) + "?";
    }

    private static Evidence evidence(ResultSet row) throws SQLException {
        return new Evidence(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                Evidence.Result.valueOf(row.getString(4)),
                Micros.instant(row.getLong(5)),
                new Evidence.Source(Evidence.Origin.valueOf(row.getString(6)), row.getString(7), row.getString(8)),
                new Evidence.Remarks(row.getString(9), row.getString(10)));
    }
}
