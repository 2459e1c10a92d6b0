package penstock.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import penstock.config.FactoryConfig.Build;
import penstock.config.FactoryConfig.Distribution;
import penstock.config.FactoryConfig.Fallback;
import penstock.config.FactoryConfig.Follow;
import penstock.config.FactoryConfig.Limits;
import penstock.config.FactoryConfig.Repository;
import penstock.config.FactoryConfig.Retries;
import penstock.config.FactoryConfig.Rewrite;
import penstock.config.FactoryConfig.Serve;
import penstock.config.FactoryConfig.Service;
import penstock.config.FactoryConfig.Signing;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;
import penstock.problem.Spelling;
import penstock.version.ReleaseScheme;
import penstock.yaml.Fields;
import penstock.yaml.YamlNode;
import penstock.yaml.YamlReader;
import penstock.yaml.YamlReading;

/** Reads one configuration; what each key means is in {@link FactoryConfig} and docs/config.md. */
final class ConfigReader {
    private static final List<String> SCHEMES = List.of("0.date.hash", "0.1.date.hash", "minor.date.hash");

    private final String file;
    private final List<Problem> problems = new ArrayList<>();

    ConfigReader(String file) {
        this.file = file;
    }

    ConfigReading read(byte[] text, Optional<String> repository) {
        YamlReading reading = new YamlReader().read(file, text);
        problems.addAll(reading.problems());
        if (reading.root().isEmpty()) {
            return new ConfigReading(Optional.empty(), problems);
        }
        Fields top = Fields.of(reading.root(), file, "the configuration", problems);
        Optional<Distribution> distribution = distribution(top, repository);
        List<Rewrite> rewrites = rewrites(top);
        Follow follow = follow(top.fields("follow", "follow"));
        SequencedMap<String, TargetConfig> targets = new TargetReader(problems).read(top);
        Build build = build(top.fields("build", "build"), targets);
        Serve serve = serve(top.fields("serve", "serve"));
        Service service = new Service(
                MailReader.read(top),
                new StorageReader(problems).read(top.fields("storage", "storage")),
                WebhookReader.read(top, problems),
                OperationReader.read(top),
                PurgeReader.read(top),
                RequirementsReader.read(top),
                DlrnReader.read(top));
        top.done(Problem.Severity.ERROR);
        problems.sort(Comparator.comparingInt(p -> p.at().line()));
        return new ConfigReading(
                distribution
                        .filter(d -> problems.stream().noneMatch(Problem::isError))
                        .map(d -> new FactoryConfig(d, rewrites, follow, targets, build, serve, service)),
                problems);
    }

    private Optional<Distribution> distribution(Fields top, Optional<String> given) {
        if (!top.has("distribution") && given.isEmpty()) {
            problems.add(Problem.error(
                    "the configuration does not say which distribution to build",
                    SourcePosition.of(file),
                    "add distribution: with repository: URL or folder"));
            return Optional.empty();
        }
        Fields fields = top.fields("distribution", "distribution");
        Optional<String> repository =
                given.isPresent() && !fields.has("repository") ? given : fields.required("repository");
        String branch = fields.text("branch").orElse("");
        String entryPoint = fields.text("entry_point").orElse("rdo.yml");
        if (entryPoint.startsWith("/") || List.of(entryPoint.split("/", -1)).contains("..")) {
            fields.refuse(
                    "entry_point",
                    "the entry point must lie in the repository",
                    "write a path without / in front and ..");
        }
        List<String> lines = fields.texts("lines");
        fields.done(Problem.Severity.ERROR);
        Optional<ScenariosConfig> scenarios = ScenariosReader.read(top);
        return repository.map(url -> new Distribution(url, branch, entryPoint, lines, scenarios));
    }

    private List<Rewrite> rewrites(Fields top) {
        List<Rewrite> rewrites = new ArrayList<>();
        for (YamlNode item : top.items("rewrite")) {
            Fields fields = Fields.of(Optional.of(item), file, "rewrite", problems);
            Optional<String> from = fields.required("from");
            Optional<String> to = fields.required("to");
            fields.done(Problem.Severity.ERROR);
            from.ifPresent(f -> to.ifPresent(t -> rewrites.add(new Rewrite(f, t))));
        }
        return rewrites;
    }

    private Follow follow(Fields fields) {
        Fields interval = fields.fields("interval", "follow.interval");
        Duration least = duration(interval, "least", Duration.ofMinutes(1));
        Duration most = duration(interval, "most", Duration.ofMinutes(30));
        interval.done(Problem.Severity.ERROR);
        if (least.compareTo(most) > 0) {
            interval.refuse("least", "least is longer than most", "");
        }
        int perHost = fields.number("per_host", 1, 1000).orElse(8);
        List<Fallback> fallbacks = new ArrayList<>();
        for (YamlNode item : fields.items("fallbacks")) {
            fallback(Fields.of(Optional.of(item), file, "follow.fallbacks", problems))
                    .ifPresent(fallbacks::add);
        }
        fields.done(Problem.Severity.ERROR);
        return new Follow(least, most, perHost, fallbacks);
    }

    private Optional<Fallback> fallback(Fields fields) {
        Optional<Repository> of = fields.text("of").flatMap(text -> switch (text) {
            case "source" -> Optional.of(Repository.SOURCE);
            case "distgit" -> Optional.of(Repository.DISTGIT);
            default -> {
                fields.refuse("of", "of is source or distgit, not " + text, "leave it out for both");
                yield Optional.empty();
            }
        });
        Optional<String> branch = fields.required("branch");
        if (branch.filter(b -> b.indexOf('*') != b.lastIndexOf('*')).isPresent()) {
            fields.refuse("branch", "more than one *", "a pattern has at most one");
        }
        List<String> use = fields.texts("use");
        if (use.isEmpty()) {
            fields.refuse(
                    "use", "nothing to use in place of the branch", "add use: with a branch or tag, or a list of them");
        }
        boolean open = branch.filter(b -> b.indexOf('*') >= 0).isPresent();
        for (String ref : use) {
            if ((!open && ref.indexOf('*') >= 0) || ref.indexOf('$') >= 0) {
                fields.refuse(
                        "use",
                        ref + " can't be filled in",
                        "* stands for what * in branch stood for; $ is not allowed");
            }
        }
        fields.done(Problem.Severity.ERROR);
        return branch.map(b -> new Fallback(of, b, use));
    }

    private Build build(Fields fields, SequencedMap<String, TargetConfig> targets) {
        String target = fields.text("target").orElse(targets.firstEntry().getKey());
        if (!targets.containsKey(target)) {
            fields.refuse("target", "no target is called " + target, Spelling.hint(target, targets.keySet()));
        }
        Build build = new Build(
                target,
                fields.number("workers", 0, 1000).orElse(0),
                fields.flag("with_tests").orElse(false),
                limits(fields.fields("limits", "build.limits")),
                retries(fields.fields("retries", "build.retries")),
                fields.flag("allow_no_process_limit").orElse(false),
                release(fields));
        if (build.limits().processes() == 0 && !build.allowNoProcessLimit()) {
            fields.refuse(
                    "limits",
                    "processes: 0 is no limit, and a build could then stop the whole machine",
                    "give a number, or allow it with allow_no_process_limit: true");
        }
        fields.done(Problem.Severity.ERROR);
        return build;
    }

    private Limits limits(Fields fields) {
        Limits limits = new Limits(
                duration(fields, "time", Duration.ofHours(2)),
                size(fields, "memory", 4L << 30),
                fields.number("processes", 0, 4_000_000).orElse(2000),
                size(fields, "disk", 20L << 30),
                size(fields, "output", 256L << 20));
        fields.done(Problem.Severity.ERROR);
        return limits;
    }

    private Retries retries(Fields fields) {
        int most = fields.number("most", 0, 100).orElse(3);
        Duration after = duration(fields, "after", Duration.ofMinutes(1));
        List<String> patterns = fields.texts("patterns");
        for (String pattern : patterns) {
            try {
                Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                fields.refuse("patterns", "not a regular expression: " + pattern, e.getDescription());
            }
        }
        fields.done(Problem.Severity.ERROR);
        return new Retries(most, after, patterns);
    }

    private static ReleaseScheme release(Fields fields) {
        String scheme = fields.text("release").orElse("0.date.hash");
        int minor = fields.number("release_minor", 0, 1_000_000).orElse(0);
        return switch (scheme) {
            case "0.date.hash" -> new ReleaseScheme.DateHash();
            case "0.1.date.hash" -> new ReleaseScheme.FedoraDateHash();
            case "minor.date.hash" -> new ReleaseScheme.MinorDateHash(minor);
            default -> {
                fields.refuse("release", "no release scheme is called " + scheme, Spelling.hint(scheme, SCHEMES));
                yield new ReleaseScheme.DateHash();
            }
        };
    }

    private static Serve serve(Fields fields) {
        Serve serve = new Serve(
                fields.text("address").orElse("127.0.0.1"),
                fields.number("port", 0, 65535).orElse(8080),
                fields.text("base_url").map(url -> url.replaceFirst("/+$", "")).orElse(""),
                signing(fields.fields("signing", "serve.signing")),
                readOpen(fields),
                fields.number("requests_per_minute", 1, 1_000_000).orElse(1200));
        if (!serve.baseUrl().isEmpty() && !serve.baseUrl().matches("https?://[^\\s/]+\\S*")) {
            fields.refuse(
                    "base_url", "not an address of a server: " + serve.baseUrl(), "it starts with http:// or https://");
        }
        fields.done(Problem.Severity.ERROR);
        return serve;
    }

    private static Signing signing(Fields fields) {
        Signing signing = new Signing(
                fields.flag("sign").orElse(true),
                fields.text("owner").orElse("Penstock"),
                fields.text("passphrase_env").orElse(""),
                fields.text("passphrase_file").orElse(""));
        if (!signing.passphraseEnv().isEmpty() && !signing.passphraseFile().isEmpty()) {
            fields.refuse(
                    "passphrase_env",
                    "there are two places for one passphrase",
                    "name passphrase_env or passphrase_file");
        }
        if (signing.owner().isBlank()
                || signing.owner().length() > 200
                || signing.owner().chars().anyMatch(Character::isISOControl)) {
            fields.refuse("owner", "the owner of a key is a line of text", "Packages of Mill <mill@example.org>");
        }
        fields.done(Problem.Severity.ERROR);
        return signing;
    }

    private static boolean readOpen(Fields fields) {
        String read = fields.text("read").orElse("open");
        if (!List.of("open", "token").contains(read)) {
            fields.refuse("read", "read is open or token, not " + read, "open: anybody may read");
        }
        return read.equals("open");
    }

    private static Duration duration(Fields fields, String key, Duration usual) {
        return fields.text(key)
                .map(text -> Quantity.duration(text).orElseGet(() -> {
                    fields.refuse(key, "not a duration: " + text, "write a number and ms, s, m, h or d: 90s");
                    return usual;
                }))
                .orElse(usual);
    }

    private static long size(Fields fields, String key, long usual) {
        return fields.text(key)
                .map(text -> Quantity.size(text).filter(size -> size > 0).orElseGet(() -> {
                    fields.refuse(key, "not a size: " + text, "write a number and K, M, G or T: 4G");
                    return usual;
                }))
                .orElse(usual);
    }
}
