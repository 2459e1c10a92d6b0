package penstock.edge.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.Listing;
import penstock.engine.query.Queries.BuildRow;
import penstock.engine.query.Queries.EventRow;
import penstock.engine.query.Queries.LabelRow;
import penstock.engine.query.Queries.PackageRow;
import penstock.engine.query.Queries.SnapshotRow;

/** Slices of long lists: each one query along an index that begins with the line and ends with the key. */
public final class SqlListing implements Listing {
    private static final String PACKAGE = SqlQueries.PACKAGE.replaceFirst("SELECT ", "SELECT p.place AS list_key, ");

    private final Database database;

    public SqlListing(Database database) {
        this.database = database;
    }

    private record Keyed<T>(String key, T row) {}

    /** One row more than asked for tells whether the list goes on. */
    private <T> Slice<T> slice(
            Listed<T> listed, String line, Optional<String> project, @Nullable Object behind, int limit)
            throws OutsideFailure {
        List<Object> values = new ArrayList<>(List.of(line));
        project.ifPresent(values::add);
        if (behind != null) {
            values.add(behind);
        }
        values.add(limit + 1);
        String sql = listed.select + " WHERE " + listed.prefix + "line = ?"
                + (project.isPresent() ? " AND " + listed.prefix + "project = ?" : "")
                + (behind == null ? "" : " AND " + listed.prefix + listed.key + (listed.rising ? " > ?" : " < ?"))
                + " ORDER BY " + listed.prefix + listed.key + (listed.rising ? "" : " DESC") + " LIMIT ?";
        List<Keyed<T>> found = database.rows(rows -> rows.list(
                sql, row -> new Keyed<>(row.getString("list_key"), listed.reading.read(row)), values.toArray()));
        boolean more = found.size() > limit;
        List<Keyed<T>> rows = more ? found.subList(0, limit) : found;
        return new Slice<>(
                rows.stream().map(Keyed::row).toList(),
                more ? Optional.of(rows.getLast().key()) : Optional.empty());
    }

    /**
     * @param prefix of the columns' names
     * @param key the column of the keys; the query gives it as {@code list_key}
     */
    private record Listed<T>(String select, String prefix, String key, boolean rising, Rows.Reading<T> reading) {}

    private static @Nullable Object number(Part part) {
        return part.behind().isPresent() ? Long.valueOf(part.behind().get()) : null;
    }

    @Override
    public Slice<PackageRow> packages(String line, Part part) throws OutsideFailure {
        Listed<PackageRow> packages = new Listed<>(PACKAGE, "p.", "place", true, SqlQueries::pkg);
        return slice(packages, line, Optional.empty(), number(part), part.limit());
    }

    @Override
    public Optional<PackageRow> pkg(String line, String project) throws OutsideFailure {
        return database.rows(
                rows -> rows
                        .list(
                                SqlQueries.PACKAGE + " WHERE p.line = ? AND p.project = ?",
                                SqlQueries::pkg,
                                line,
                                project)
                        .stream()
                        .findFirst());
    }

    @Override
    public Slice<BuildRow> builds(String line, Optional<String> project, Part part) throws OutsideFailure {
        Listed<BuildRow> builds = new Listed<>(
                "SELECT b.id AS list_key, " + SqlQueries.BUILD + " FROM build b", "b.", "id", false, SqlQueries::build);
        return slice(builds, line, project, part.behind().orElse(null), part.limit());
    }

    @Override
    public Slice<SnapshotRow> snapshots(String line, Part part) throws OutsideFailure {
        Listed<SnapshotRow> snapshots = new Listed<>(
                "SELECT sequence AS list_key, " + SqlQueries.SNAPSHOT, "", "sequence", false, SqlQueries::snapshot);
        return slice(snapshots, line, Optional.empty(), number(part), part.limit());
    }

    @Override
    public Slice<LabelRow> labelMoves(String line, Part part) throws OutsideFailure {
        Listed<LabelRow> moves = new Listed<>(
                "SELECT id AS list_key, component, name, directory, moved FROM label_move",
                "",
                "id",
                false,
                SqlQueries::label);
        return slice(moves, line, Optional.empty(), part.behind().orElse(null), part.limit());
    }

    @Override
    public Slice<EventRow> events(String line, Optional<String> project, Part part) throws OutsideFailure {
        Listed<EventRow> events =
                new Listed<>("SELECT id AS list_key, " + SqlQueries.EVENT, "", "id", false, SqlQueries::event);
        return slice(events, line, project, part.behind().orElse(null), part.limit());
    }
}
