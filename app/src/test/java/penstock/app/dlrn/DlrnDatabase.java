package penstock.app.dlrn;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes a database as DLRN has it. */
final class DlrnDatabase implements AutoCloseable {
    private final Connection connection;
    final Path file;

    DlrnDatabase(Path file) throws SQLException {
        this.file = file;
        this.connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE commits (id INTEGER PRIMARY KEY, type TEXT, dt_commit INTEGER, dt_distro INTEGER,"
                            + " dt_extended INTEGER, dt_build INTEGER, project_name TEXT, commit_hash TEXT, distro_hash TEXT,"
                            + " extended_hash TEXT, commit_branch TEXT, status TEXT, component TEXT, artifacts TEXT, notes TEXT,"
                            + " flags INTEGER)");
            statement.execute(
                    "CREATE TABLE civotes (id INTEGER PRIMARY KEY, commit_id INTEGER, ci_name TEXT, ci_url TEXT,"
                            + " ci_vote BOOLEAN, ci_in_progress BOOLEAN, timestamp INTEGER, notes TEXT, user TEXT, component TEXT)");
            statement.execute(
                    "CREATE TABLE civotes_agg (id INTEGER PRIMARY KEY, ref_hash TEXT, ci_name TEXT, ci_url TEXT,"
                            + " ci_vote BOOLEAN, ci_in_progress BOOLEAN, timestamp INTEGER, notes TEXT, user TEXT)");
            statement.execute("CREATE TABLE promotions (id INTEGER PRIMARY KEY, commit_id INTEGER, promotion_name TEXT,"
                    + " timestamp INTEGER, user TEXT, component TEXT, aggregate_hash TEXT)");
            statement.execute("CREATE TABLE users (username TEXT PRIMARY KEY, password TEXT)");
        }
    }

    DlrnDatabase row(String table, Map<String, ?> values) throws SQLException {
        Map<String, Object> sorted = new TreeMap<>(values);
        String sql = "INSERT INTO " + table + " (" + String.join(", ", sorted.keySet()) + ") VALUES ("
                + sorted.keySet().stream().map(_ -> "?").collect(Collectors.joining(", ")) + ")";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            int i = 1;
            for (Object value : sorted.values()) {
                insert.setObject(i++, value);
            }
            insert.executeUpdate();
        }
        return this;
    }

    /** A commit that was built; its hashes are made of a digit. */
    DlrnDatabase commit(int id, String name, String digit, String component, String status) throws SQLException {
        Map<String, Object> values = new TreeMap<>(Map.of(
                "id",
                id,
                "type",
                "rpm",
                "project_name",
                name,
                "commit_hash",
                digit.repeat(40),
                "distro_hash",
                "d".repeat(40),
                "dt_commit",
                1_700_000_000 + id,
                "dt_distro",
                1_700_000_000,
                "dt_build",
                1_700_001_000 + id,
                "status",
                status,
                "flags",
                0));
        if (!component.isEmpty()) {
            values.put("component", component);
        }
        return row("commits", values);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
