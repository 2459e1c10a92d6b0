package penstock.edge.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import penstock.dlrn.TestedQuery;
import penstock.engine.dlrn.Votes;
import penstock.engine.port.OutsideFailure;
import penstock.promote.Evidence;
import penstock.repo.RepoLayout;

/** Votes in the table {@code evidence}. */
public final class SqlVotes implements Votes {
    private static final String COLUMNS = "id, subject, job, result, at, origin, who, component, url, notes";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM evidence WHERE line = ?";
    /** In these words in the indexes too, which is how they are found to be the right ones. */
    private static final String OF_SNAPSHOTS = " AND subject LIKE '%/%'";

    private static final String TESTED = " AND job <> 'consistent'";

    private final Database database;

    public SqlVotes(Database database) {
        this.database = database;
    }

    @Override
    public List<Evidence> of(String line, String subject, Optional<Boolean> success) throws OutsideFailure {
        String outcome = success.map(yes -> yes ? " AND result = 'SUCCESS'" : " AND result <> 'SUCCESS'")
                .orElse("");
        return database.rows(rows ->
                rows.list(SELECT + " AND subject = ?" + outcome + " ORDER BY id", SqlVotes::vote, line, subject));
    }

    /** The latest of each result, each one step into an index; the latest of those in here. */
    @Override
    public Optional<Evidence> latest(String line, TestedQuery query, boolean consistentToo) throws OutsideFailure {
        StringBuilder where = new StringBuilder(OF_SNAPSHOTS);
        List<Object> values = new ArrayList<>(List.of(line));
        query.job().ifPresent(job -> {
            where.append(" AND job = ?");
            values.add(job);
        });
        query.component().ifPresent(component -> {
            where.append(" AND component = ?");
            values.add(component);
        });
        if (!consistentToo) {
            if (query.job().filter(RepoLayout.CONSISTENT::equals).isPresent()) {
                return Optional.empty();
            }
            if (query.job().isEmpty()) {
                where.append(TESTED);
            }
        }
        boolean any = query.since().equals(Instant.EPOCH);
        where.append(any ? " AND result = ?" : " AND result = ? AND at > ?")
                .append(" ORDER BY at DESC, id DESC LIMIT 1");
        List<String> parts = new ArrayList<>();
        List<Object> all = new ArrayList<>();
        for (Evidence.Result result : Evidence.Result.values()) {
            if (query.success()
                    .filter(yes -> yes != (result == Evidence.Result.SUCCESS))
                    .isEmpty()) {
                parts.add("SELECT * FROM (" + SELECT + where + ") newest");
                all.addAll(values);
                all.add(result.name());
                if (!any) {
                    all.add(Micros.of(query.since()));
                }
            }
        }
        String sql = String.join(" UNION ALL ", parts);
        List<Evidence> found = database.rows(rows -> rows.list(sql, SqlVotes::vote, all.toArray()));
        // Of two at one moment DLRN gives the one that came first.
        return found.stream()
                .max(Comparator.comparing(Evidence::at).thenComparing(Evidence::id, Comparator.reverseOrder()));
    }

    @Override
    public List<Evidence> latest(String line, Subjects subjects, int limit, int offset) throws OutsideFailure {
        String about = subjects == Subjects.SNAPSHOTS ? OF_SNAPSHOTS + TESTED : " AND subject NOT LIKE '%/%'";
        return database.rows(rows -> rows.list(
                SELECT + about + " ORDER BY at DESC, id DESC LIMIT ? OFFSET ?", SqlVotes::vote, line, limit, offset));
    }

    @Override
    public boolean isAggregate(String line, String hash) throws OutsideFailure {
        return !hash.isEmpty()
                && !database.rows(rows -> rows.list(
                                "SELECT 1 FROM promotion WHERE line = ? AND aggregate = ? AND aggregate <> '' UNION ALL"
                                        + " SELECT 1 FROM label_move WHERE line = ? AND aggregate = ? AND aggregate <> ''"
                                        + " LIMIT 1",
                                row -> row.getInt(1),
                                line,
                                hash,
                                line,
                                hash))
                        .isEmpty();
    }

    static Evidence vote(ResultSet row) throws SQLException {
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
