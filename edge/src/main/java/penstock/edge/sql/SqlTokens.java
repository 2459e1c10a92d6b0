package penstock.edge.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import penstock.engine.access.Role;
import penstock.engine.access.Tokens;
import penstock.engine.port.OutsideFailure;

/** Tokens in the table {@code token}. */
public final class SqlTokens implements Tokens {
    private static final String SELECT = "SELECT name, id, sha256, created, expires, used, roles FROM token";

    private final Database database;

    public SqlTokens(Database database) {
        this.database = database;
    }

    @Override
    public boolean add(Token token) throws OutsideFailure {
        return database.change(
                "INSERT INTO token (name, id, sha256, created, expires, roles) VALUES (?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                token.name(),
                token.id(),
                token.digest(),
                Micros.of(token.created()),
                token.expires().map(Micros::of).orElse(null),
                String.join(" ", Role.words(token.roles())));
    }

    @Override
    public boolean remove(String name) throws OutsideFailure {
        return database.change("DELETE FROM token WHERE name = ?", name);
    }

    @Override
    public void used(String id, Instant when) throws OutsideFailure {
        database.write(handle -> handle.execute("UPDATE token SET used = ? WHERE id = ?", Micros.of(when), id));
    }

    @Override
    public List<Token> all() throws OutsideFailure {
        return database.rows(rows -> rows.list(SELECT + " ORDER BY name", SqlTokens::token));
    }

    @Override
    public Optional<Token> find(String id) throws OutsideFailure {
        return database.rows(rows -> rows.list(SELECT + " WHERE id = ?", SqlTokens::token, id)).stream()
                .findFirst();
    }

    private static Token token(ResultSet row) throws SQLException {
        return new Token(
                row.getString("name"),
                row.getString("id"),
                row.getString("sha256"),
                Micros.instant(row.getLong("created")),
                Micros.optional(row, "expires"),
                Micros.optional(row, "used"),
                Role.read(List.of(row.getString("roles").split(" "))));
    }
}
