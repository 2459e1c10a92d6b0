package penstock.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;
import penstock.yaml.Fields;

/** Reads {@code storage}. */
final class StorageReader {
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration LEAST_LEASE = Duration.ofSeconds(3);
    private static final Duration MOST_LEASE = Duration.ofMinutes(10);
    private static final List<String> SCHEMES = List.of("postgresql", "postgres");
    private static final String EXAMPLE = "postgresql://penstock@db.example.org/penstock";

    private final List<Problem> problems;

    StorageReader(List<Problem> problems) {
        this.problems = problems;
    }

    StorageConfig read(Fields fields) {
        Optional<String> folder = fields.text("folder");
        if (folder.filter(path -> !path.startsWith("/")).isPresent()) {
            fields.refuse("folder", "the folder for what is made must be an absolute path", "it begins with /");
        }
        Optional<StorageConfig.Postgres> database =
                fields.has("database") ? database(fields.fields("database", "storage.database")) : Optional.empty();
        fields.done(Problem.Severity.ERROR);
        return new StorageConfig(folder, database);
    }

    private Optional<StorageConfig.Postgres> database(Fields fields) {
        Optional<String> url = fields.required("url").filter(text -> address(fields, text));
        Optional<String> passwordFile = fields.text("password_file");
        Duration lease = fields.text("lease")
                .map(text -> Quantity.duration(text)
                        .filter(found -> found.compareTo(LEAST_LEASE) >= 0 && found.compareTo(MOST_LEASE) <= 0)
                        .orElseGet(() -> {
                            fields.refuse("lease", "not a time from 3s to 10m: " + text, "15s is usual");
                            return LEASE;
                        }))
                .orElse(LEASE);
        fields.done(Problem.Severity.ERROR);
        return url.map(text -> new StorageConfig.Postgres(text, passwordFile, lease));
    }

    private boolean address(Fields fields, String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            refuse(fields, "not a URL: " + e.getReason(), "write it like " + EXAMPLE);
            return false;
        }
        if (url.getScheme() == null || !SCHEMES.contains(url.getScheme())) {
            refuse(fields, "not the address of a PostgreSQL database", "write it like " + EXAMPLE);
            return false;
        }
        if (url.getHost() == null || url.getPath() == null || !url.getPath().matches("/[^/]+")) {
            refuse(fields, "the address lacks a host or a database", "write it like " + EXAMPLE);
            return false;
        }
        String query = url.getRawQuery() == null ? "" : url.getRawQuery();
        boolean secret = (url.getRawUserInfo() != null && url.getRawUserInfo().contains(":"))
                || List.of(query.split("&", -1)).stream().anyMatch(pair -> pair.matches("(?i)(ssl)?password(=.*)?"));
        if (secret) {
            refuse(
                    fields,
                    "a password has no place in this file",
                    "put it into a file and name that with password_file");
            return false;
        }
        return true;
    }

    /** As {@link Fields#refuse} of the URL, but without showing what was written: it may hold a password. */
    private void refuse(Fields fields, String message, String hint) {
        SourcePosition at = fields.at("url");
        problems.add(Problem.error(
                "storage.database: " + message, new SourcePosition(at.file(), at.line(), at.column(), ""), hint));
    }
}
