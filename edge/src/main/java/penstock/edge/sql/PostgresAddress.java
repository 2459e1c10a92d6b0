package penstock.edge.sql;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where a PostgreSQL database is, and who opens it.
 *
 * @param url as libpq writes it, without a password: {@code postgresql://user@host:port/database?sslmode=verify-full}; the
 *     parameters are those of the PostgreSQL JDBC driver
 * @param password empty where the server asks for none, or {@code ~/.pgpass} has it
 */
public record PostgresAddress(String url, Optional<String> password) {
    /** A server that is gone is noticed, rather than waited for without end. Seconds. */
    private static final Map<String, String> USUAL = Map.of(
            "connectTimeout", "10", "socketTimeout", "60", "tcpKeepAlive", "true", "ApplicationName", "penstock");

    /** @param bounds parameters of the driver that go before the usual ones, but not before those of the URL */
    PGSimpleDataSource source(Map<String, String> bounds) {
        URI address = URI.create(url);
        Map<String, String> parameters = new LinkedHashMap<>(USUAL);
        bounds.forEach((name, value) -> parameters.put(name, URLEncoder.encode(value, StandardCharsets.UTF_8)));
        String query = address.getRawQuery() == null ? "" : address.getRawQuery();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        StringBuilder jdbc = new StringBuilder("jdbc:postgresql://").append(address.getHost());
        if (address.getPort() >= 0) {
            jdbc.append(':').append(address.getPort());
        }
        jdbc.append(address.getRawPath()).append('?');
        parameters.forEach(
                (name, value) -> jdbc.append(name).append('=').append(value).append('&'));
        jdbc.setLength(jdbc.length() - 1);
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(jdbc.toString());
        Optional.ofNullable(address.getUserInfo()).ifPresent(source::setUser);
        password.ifPresent(source::setPassword);
        return source;
    }

    /** What a person is shown: the server and the database. */
    String name() {
        URI address = URI.create(url);
        return address.getPath().substring(1) + " on " + address.getHost()
                + (address.getPort() < 0 ? "" : ":" + address.getPort());
    }

    @Override
    public String toString() {
        return url + (password.isPresent() ? " with a password" : "");
    }
}
