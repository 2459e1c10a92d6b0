package penstock.edge.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import penstock.build.Artifact;
import penstock.build.BuildRequest;
import penstock.engine.dlrn.BuiltCommit;
import penstock.engine.dlrn.Tables;
import penstock.engine.port.OutsideFailure;

/** Rows for GraphQL. */
public final class SqlTables implements Tables {
    private static final String COMMITS = "SELECT b.id, coalesce(s.directory, ''), b.source, b.distgit,"
            + " coalesce(b.extended, ''), coalesce(d.component, s.component, p.component, ''),"
            + " CASE WHEN s.purged IS NULL THEN 0 ELSE 1 END, b.sequence, coalesce(d.name, p.name, b.project), b.status,"
            + " b.ended, b.request, d.kind, d.extended_time, d.artifacts, d.notes, d.versions_csv FROM build b"
            + " LEFT JOIN snapshot s ON s.line = b.line AND s.build = b.id LEFT JOIN dlrn_commit d ON d.build = b.id"
            + " LEFT JOIN package p ON p.line = b.line AND p.project = b.project"
            + " WHERE b.line = ? AND b.sequence IS NOT NULL";

    private static final String VOTES =
            "SELECT e.id, e.subject, e.job, e.result, e.at, e.origin, e.who, e.component, e.url,"
                    + " e.notes, (SELECT b.sequence FROM snapshot s JOIN build b ON b.id = s.build WHERE s.line = e.line"
                    + " AND s.directory = e.subject) FROM evidence e WHERE e.line = ?";

    /** With a wildcard; few gaps, since what they cost grows with each. */
    private static final Pattern PATTERN = Pattern.compile("(?=.*[%_])[0-9a-z_]*(%[0-9a-z_]*){0,3}");

    private final Database database;

    public SqlTables(Database database) {
        this.database = database;
    }

    /** A condition that is there when its value is. */
    private static final class Where {
        private final StringBuilder sql = new StringBuilder();
        private final List<Object> values = new ArrayList<>();

        Where(String line) {
            values.add(line);
        }

        void equal(String column, Optional<?> value) {
            value.ifPresent(wanted -> {
                sql.append(" AND ").append(column).append(" = ?");
                values.add(wanted);
            });
        }

        /** With SQL's wildcards, where it has some and nothing that one database reads otherwise than the other. */
        void like(String column, Optional<String> value) {
            if (value.filter(PATTERN.asMatchPredicate()).isEmpty()) {
                equal(column, value);
                return;
            }
            sql.append(" AND ").append(column).append(" LIKE ?");
            values.add(value.get());
        }

        void and(Optional<String> condition) {
            condition.ifPresent(text -> sql.append(" AND ").append(text));
        }

        Object[] with(Page page) {
            List<Object> all = new ArrayList<>(values);
            all.add(page.limit());
            all.add(page.offset());
            return all.toArray();
        }
    }

    @Override
    public List<CommitRow> commits(String line, CommitFilter filter, Page page, boolean whole) throws OutsideFailure {
        Where where = new Where(line);
        where.equal("b.sequence", filter.number());
        where.equal("b.project", filter.project());
        where.equal("b.status", filter.status());
        where.equal("b.source", filter.source());
        where.equal("b.distgit", filter.distgit());
        where.like("b.extended", filter.extended());
        where.equal("coalesce(d.component, s.component, p.component, '')", filter.component());
        return commits(COMMITS + where.sql + " ORDER BY b.id DESC LIMIT ? OFFSET ?", whole, where.with(page));
    }

    private List<CommitRow> commits(String sql, boolean whole, Object... values) throws OutsideFailure {
        return database.rows(rows -> {
            List<CommitRow> found = new ArrayList<>();
            for (Read read : rows.list(sql, row -> read(row, whole), values)) {
                found.add(whole && read.own() ? withArtifacts(rows, read.row()) : read.row());
            }
            return found;
        });
    }

    @Override
    public List<CommitRow> newest(String line) throws OutsideFailure {
        return commits(
                COMMITS
                        + " AND b.id IN (SELECT (SELECT n.id FROM build n WHERE n.line = k.line AND n.project = k.project"
                        + " AND n.sequence IS NOT NULL ORDER BY n.id DESC LIMIT 1) FROM package k WHERE k.line = ?)"
                        + " ORDER BY coalesce(d.name, p.name, b.project)",
                true,
                line,
                line);
    }

    /** @param own whether it was built here */
    private record Read(CommitRow row, boolean own) {}

    private static Read read(ResultSet row, boolean whole) throws SQLException {
        BuiltCommit commit = SqlBuiltCommits.commit(row);
        @Nullable String kind = row.getString(13);
        Optional<More> more = whole ? Optional.of(more(row)) : Optional.empty();
        return new Read(
                new CommitRow(
                        row.getLong(8), row.getString(9), commit, row.getString(10), ViewRows.time(row, 11), more),
                kind == null);
    }

    private static More more(ResultSet row) throws SQLException {
        BuildRequest request = Json.read(row.getString(12), BuildRequest.class);
        Times times = new Times(
                request.source().committed().getEpochSecond(),
                request.distgit().committed().getEpochSecond(),
                row.getLong(14));
        Places places = new Places(
                orElse(row.getString(13), "rpm"),
                request.pkg().source().ref(),
                request.pkg().source().url(),
                request.pkg().distgit().url());
        return new More(
                times,
                places,
                orElse(row.getString(16), ""),
                orElse(row.getString(15), ""),
                orElse(row.getString(17), ""));
    }

    private static String orElse(@Nullable String text, String other) {
        return text == null ? other : text;
    }

    private static CommitRow withArtifacts(Rows rows, CommitRow row) throws SQLException {
        More more = row.more().orElseThrow();
        String files = StoredLine.artifacts(rows, row.commit().build()).stream()
                .filter(artifact -> artifact.kind() != Artifact.Kind.LOG)
                .map(artifact -> "repos/" + row.commit().directory() + "/" + artifact.file())
                .collect(Collectors.joining(","));
        return new CommitRow(
                row.number(),
                row.name(),
                row.commit(),
                row.status(),
                row.built(),
                Optional.of(new More(more.times(), more.places(), more.notes(), files, more.versions())));
    }

    /** The folder of a commit has slashes, an aggregate's hash has none. */
    private static Where votes(String line, boolean aggregates) {
        Where where = new Where(line);
        where.and(Optional.of(aggregates ? "e.subject NOT LIKE '%/%'" : "e.subject LIKE '%/%'"));
        return where;
    }

    private List<VoteRow> votes(Where where, Page page) throws OutsideFailure {
        String sql = VOTES + where.sql + " ORDER BY e.id DESC LIMIT ? OFFSET ?";
        return database.rows(
                rows -> rows.list(sql, row -> new VoteRow(SqlVotes.vote(row), row.getLong(11)), where.with(page)));
    }

    @Override
    public Optional<VoteRow> vote(String line, boolean aggregate, String id) throws OutsideFailure {
        Where where = votes(line, aggregate);
        where.equal("e.id", Optional.of(id));
        return votes(where, new Page(1, 0)).stream().findFirst();
    }

    @Override
    public List<VoteRow> votes(String line, VoteFilter filter, Page page) throws OutsideFailure {
        Where where = votes(line, filter.aggregates());
        where.equal("e.subject", filter.subject());
        where.equal("e.job", filter.job());
        where.and(filter.success().map(yes -> yes ? "e.result = 'SUCCESS'" : "e.result <> 'SUCCESS'"));
        where.and(filter.running().map(yes -> yes ? "e.result = 'RUNNING'" : "e.result <> 'RUNNING'"));
        where.equal("e.at", filter.at().map(Micros::of));
        where.equal("e.who", filter.by().flatMap(By::who));
        where.equal("e.component", filter.by().flatMap(By::component));
        return votes(where, page);
    }

    @Override
    public Optional<Last> last(String line, String project) throws OutsideFailure {
        return database
                .rows(rows -> rows.list(
                        "SELECT b.status, b.source, (SELECT g.ended FROM build g WHERE g.line = b.line"
                                + " AND g.project = b.project AND g.status = 'SUCCESS' ORDER BY g.ended DESC LIMIT 1)"
                                + " FROM build b WHERE b.line = ? AND b.project = ? AND b.ended IS NOT NULL"
                                + " ORDER BY b.id DESC LIMIT 1",
                        row -> new Last(row.getString(1), row.getString(2), ViewRows.time(row, 3)),
                        line,
                        project))
                .stream()
                .findFirst();
    }
}
