package penstock.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Where the factory keeps what it knows and what it made.
 *
 * @param folder an absolute path: what holds {@code artifacts}, {@code repositories} and {@code logs}, so that a standby on another
 *     machine sees them; empty for the data folder
 * @param database empty for a SQLite file in the data folder
 */
public record StorageConfig(Optional<String> folder, Optional<Postgres> database) {
    /**
     * A PostgreSQL database.
     *
     * @param url as libpq writes it, with a host and a database and without a password
     * @param passwordFile holds the password; relative to the data folder
     * @param lease how long the process that owns the factory may be silent before another may take over
     */
    public record Postgres(String url, Optional<String> passwordFile, Duration lease) {}
}
