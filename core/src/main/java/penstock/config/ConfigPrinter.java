package penstock.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import penstock.config.FactoryConfig.Build;
import penstock.config.FactoryConfig.Fallback;
import penstock.config.FactoryConfig.Repository;
import penstock.config.FactoryConfig.Rewrite;
import penstock.version.ReleaseScheme;

/** Prints a configuration as YAML, every text in double quotes so that nothing is taken for a number or a truth value. */
final class ConfigPrinter {
    private static final Pattern PASSWORD = Pattern.compile("(?<=://)[^/@\\s]+@");
    private static final Pattern QUERY_VALUE = Pattern.compile("(?<=[?&][^=&#\\s]{1,100}=)[^&#\\s]+");
    private final StringBuilder out = new StringBuilder();
    private final boolean masked;

    ConfigPrinter(boolean masked) {
        this.masked = masked;
    }

    String print(FactoryConfig config) {
        key(0, "distribution");
        text(1, "repository", config.distribution().repository());
        text(1, "branch", config.distribution().branch());
        text(1, "entry_point", config.distribution().entryPoint());
        texts(1, "lines", config.distribution().lines());
        rewrites(config.rewrites());
        follow(config.follow());
        key(0, "targets");
        config.targets().forEach(this::target);
        build(config.build());
        key(0, "serve");
        text(1, "address", config.serve().address());
        plain(1, "port", config.serve().port());
        text(1, "base_url", config.serve().baseUrl());
        text(1, "read", config.serve().readOpen() ? "open" : "token");
        plain(1, "requests_per_minute", config.serve().requestsPerMinute());
        signing(config.serve().signing());
        webhooks(config.service().webhooks());
        config.service().mail().ifPresent(this::mail);
        storage(config.service().storage());
        operation(config.service().operation());
        config.service().purge().ifPresent(this::purge);
        requirements(config.service().requirements());
        dlrn(config.service().dlrn());
        config.distribution().scenarios().ifPresent(this::scenarios);
        return out.toString();
    }

    private void dlrn(DlrnConfig dlrn) {
        List<String> hosts = dlrn.importFrom().hosts();
        if (dlrn.line().isPresent() || !hosts.isEmpty()) {
            key(0, "dlrn");
            dlrn.line().ifPresent(line -> text(1, "line", line));
            if (!hosts.isEmpty()) {
                texts(1, "import_from", hosts);
            }
        }
    }

    private void operation(OperationConfig operation) {
        key(0, "operation");
        plain(1, "log", operation.log().name().toLowerCase(Locale.ROOT));
        plain(1, "free_disk", Quantity.text(operation.freeDisk()));
    }

    private void purge(PurgeConfig purge) {
        key(0, "purge");
        plain(1, "older_than", Quantity.text(purge.olderThan()));
        plain(1, "every", Quantity.text(purge.every()));
        texts(1, "keep", purge.keep());
    }

    private void requirements(RequirementsConfig requirements) {
        key(0, "requirements");
        if (requirements.names().isEmpty()) {
            plain(1, "names", "{}");
            return;
        }
        key(1, "names");
        requirements.names().forEach((name, packages) -> texts(2, quoted(name), packages));
    }

    private void scenarios(ScenariosConfig scenarios) {
        key(0, "scenarios");
        text(1, "repository", scenarios.repository());
        text(1, "ref", scenarios.ref());
        text(1, "folder", scenarios.folder());
    }

    private void signing(FactoryConfig.Signing signing) {
        key(1, "signing");
        plain(2, "sign", signing.on());
        text(2, "owner", signing.owner());
        if (!signing.passphraseEnv().isEmpty()) {
            text(2, "passphrase_env", signing.passphraseEnv());
        }
        if (!signing.passphraseFile().isEmpty()) {
            text(2, "passphrase_file", signing.passphraseFile());
        }
    }

    private void storage(StorageConfig storage) {
        if (storage.folder().isEmpty() && storage.database().isEmpty()) {
            plain(0, "storage", "{}");
            return;
        }
        key(0, "storage");
        storage.folder().ifPresent(folder -> text(1, "folder", folder));
        storage.database().ifPresent(database -> {
            key(1, "database");
            // Read without a password, so the name before the @ may be seen.
            plain(2, "url", quotedAsIs(database.url()));
            database.passwordFile().ifPresent(file -> text(2, "password_file", file));
            plain(2, "lease", Quantity.text(database.lease()));
        });
    }

    private void rewrites(List<Rewrite> rewrites) {
        if (rewrites.isEmpty()) {
            plain(0, "rewrite", "[]");
            return;
        }
        key(0, "rewrite");
        for (Rewrite rewrite : rewrites) {
            text(0, "- from", rewrite.from());
            text(1, "to", rewrite.to());
        }
    }

    private void webhooks(List<WebhookConfig> webhooks) {
        if (webhooks.isEmpty()) {
            plain(0, "webhooks", "{}");
            return;
        }
        key(0, "webhooks");
        for (WebhookConfig webhook : webhooks) {
            key(1, quoted(webhook.name()));
            plain(2, "kind", webhook.kind().name().toLowerCase(Locale.ROOT));
            webhook.secretFile().ifPresent(file -> text(2, "secret_file", file));
            webhook.secretVariable().ifPresent(variable -> text(2, "secret_env", variable));
        }
    }

    private void follow(FactoryConfig.Follow follow) {
        key(0, "follow");
        key(1, "interval");
        plain(2, "least", Quantity.text(follow.least()));
        plain(2, "most", Quantity.text(follow.most()));
        plain(1, "per_host", follow.perHost());
        if (follow.fallbacks().isEmpty()) {
            plain(1, "fallbacks", "[]");
            return;
        }
        key(1, "fallbacks");
        for (Fallback fallback : follow.fallbacks()) {
            text(1, "- branch", fallback.branch());
            fallback.of().ifPresent(of -> plain(2, "of", of == Repository.SOURCE ? "source" : "distgit"));
            texts(2, "use", fallback.use());
        }
    }

    private void target(String name, TargetConfig target) {
        key(1, quoted(name));
        plain(2, "kind", target.kind());
        switch (target) {
            case TargetConfig.DebianRoot debian -> {
                text(2, "suite", debian.suite());
                texts(2, "mirrors", debian.mirrors());
                texts(2, "packages", debian.packages());
                text(2, "dist", debian.dist());
                overrides(new TreeMap<>(debian.overrides()));
            }
            case TargetConfig.DnfRoot dnf -> {
                text(2, "release", dnf.release());
                texts(2, "repositories", dnf.repositories());
                texts(2, "packages", dnf.packages());
                text(2, "dist", dnf.dist());
            }
            case TargetConfig.Directory directory -> text(2, "path", directory.path());
            case TargetConfig.Host host -> text(2, "dist", host.dist());
        }
    }

    private void overrides(Map<String, String> overrides) {
        if (overrides.isEmpty()) {
            plain(2, "overrides", "{}");
            return;
        }
        key(2, "overrides");
        overrides.forEach((required, name) -> text(3, quoted(required), name));
    }

    private void build(Build build) {
        key(0, "build");
        text(1, "target", build.target());
        plain(1, "workers", build.workers());
        plain(1, "with_tests", build.withTests());
        key(1, "limits");
        plain(2, "time", Quantity.text(build.limits().time()));
        plain(2, "memory", Quantity.text(build.limits().memory()));
        plain(2, "processes", build.limits().processes());
        plain(2, "disk", Quantity.text(build.limits().disk()));
        plain(2, "output", Quantity.text(build.limits().output()));
        key(1, "retries");
        plain(2, "most", build.retries().most());
        plain(2, "after", Quantity.text(build.retries().after()));
        texts(2, "patterns", build.retries().patterns());
        plain(1, "allow_no_process_limit", build.allowNoProcessLimit());
        switch (build.release()) {
            case ReleaseScheme.DateHash() -> plain(1, "release", "0.date.hash");
            case ReleaseScheme.FedoraDateHash() -> plain(1, "release", "0.1.date.hash");
            case ReleaseScheme.MinorDateHash(int minor) -> {
                plain(1, "release", "minor.date.hash");
                plain(1, "release_minor", minor);
            }
        }
    }

    private void mail(MailConfig mail) {
        key(0, "mail");
        text(1, "host", mail.host());
        plain(1, "port", mail.port());
        plain(1, "security", mail.security().name().toLowerCase(Locale.ROOT));
        text(1, "from", mail.from());
        mail.login().ifPresent(login -> {
            text(1, "user", login.user());
            text(1, "password_file", login.passwordFile());
        });
        texts(1, "operators", mail.operators());
        mail.digest().every().ifPresent(every -> plain(1, "digest", Quantity.text(every)));
        mail.digest().weekly().ifPresent(weekly -> {
            key(1, "digest_week");
            text(2, "at", weekly.at().text());
            texts(2, "to", weekly.to());
        });
    }

    private void key(int level, String key) {
        out.append("  ".repeat(level)).append(key).append(":\n");
    }

    private void plain(int level, String key, Object value) {
        out.append("  ".repeat(level)).append(key).append(": ").append(value).append('\n');
    }

    private void text(int level, String key, String value) {
        plain(level, key, quoted(value));
    }

    private void texts(int level, String key, List<String> values) {
        plain(
                level,
                key,
                "[" + String.join(", ", values.stream().map(this::quoted).toList()) + "]");
    }

    private String quoted(String value) {
        return quotedAsIs(masked && value.contains("://") ? masked(value) : value);
    }

    private static String masked(String address) {
        String withoutPassword = PASSWORD.matcher(address).replaceAll("********@");
        return QUERY_VALUE.matcher(withoutPassword).replaceAll("********");
    }

    private static String quotedAsIs(String shown) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
                quoted.append("\\u%04x".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
