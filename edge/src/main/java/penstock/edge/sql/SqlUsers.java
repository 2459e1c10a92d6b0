package penstock.edge.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import penstock.engine.access.Role;
import penstock.engine.access.Users;
import penstock.engine.port.OutsideFailure;

/** Users in the table {@code account}. */
public final class SqlUsers implements Users {
    private static final String SELECT = "SELECT name, password, roles, created, changed FROM account";

    private final Database database;

    public SqlUsers(Database database) {
        this.database = database;
    }

    @Override
    public boolean add(User user) throws OutsideFailure {
        return database.change(
                "INSERT INTO account (name, password, roles, created, changed) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                user.name(),
                user.hash(),
                String.join(" ", Role.words(user.roles())),
                Micros.of(user.created()),
                Micros.of(user.changed()));
    }

    @Override
    public boolean remove(String name) throws OutsideFailure {
        return database.change("DELETE FROM account WHERE name = ?", name);
    }

    @Override
    public boolean password(String name, String hash, Instant changed) throws OutsideFailure {
        return database.change(
                "UPDATE account SET password = ?, changed = ? WHERE name = ?", hash, Micros.of(changed), name);
    }

    @Override
    public List<User> all() throws OutsideFailure {
        return database.rows(rows -> rows.list(SELECT + " ORDER BY name", SqlUsers::user));
    }

    @Override
    public Optional<User> find(String name) throws OutsideFailure {
        return database.rows(rows -> rows.list(SELECT + " WHERE name = ?", SqlUsers::user, name)).stream()
                .findFirst();
    }

    private static User user(ResultSet row) throws SQLException {
        return new User(
                row.getString("name"),
                row.getString("password"),
                Role.read(List.of(row.getString("roles").split(" "))),
                Micros.instant(row.getLong("created")),
                Micros.instant(row.getLong("changed")));
    }
}
