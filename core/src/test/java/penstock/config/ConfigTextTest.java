package penstock.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import penstock.config.FactoryConfig.Repository;
import penstock.dlrn.ImportSources;
import penstock.problem.Problem;
import penstock.version.ReleaseScheme;

/** A5: {@code penstock.yaml}. */
class ConfigTextTest {
    private static final String FULL = """
            distribution:
              repository: https://me:secret@git.example.org/rdoinfo
              branch: main
              entry_point: rdo-full.yml
              lines: [flamingo, flamingo-uc]
            rewrite:
            - from: https://opendev.org/
              to: file:///srv/git/
            follow:
              interval: {least: 10s, most: 1h}
              per_host: 4
              fallbacks:
              - branch: stable/*
                of: source
                use: [unmaintained/*, "*-eol", master]
              - branch: epoxy-rdo
                use: rpm-master
            targets:
              debian:
                kind: debian-root
                suite: forky
                mirrors: [http://deb.example.org/debian]
                packages: [git]
                dist: .deb14
                overrides:
                  python3dist(wrapt): python3-wrapt
                  python3-sphinx: ""
              el10:
                kind: dnf-root
                release: 10
                repositories: [http://mirror.example.org/10/BaseOS]
              made: {kind: directory, path: /srv/root}
              own: {kind: host, dist: .own}
            build:
              target: el10
              workers: 8
              with_tests: true
              limits: {time: 90m, memory: 8G, processes: 500, disk: 10G, output: 1M}
              retries: {most: 5, after: 30s, patterns: ["Connection (reset|refused)", '\\d+ "x"']}
              allow_no_process_limit: true
              release: minor.date.hash
              release_minor: 4
            serve:
              address: 0.0.0.0
              port: 80
              base_url: https://trunk.example.org/
              read: token
              requests_per_minute: 60
            webhooks:
              hub: {kind: github, secret_file: hub-key}
              forge: {kind: forgejo, secret_env: FORGE_KEY}
            mail:
              host: smtp.example.org
              port: 2525
              security: tls
              from: Penstock <penstock@example.org>
              user: penstock
              password_file: /etc/penstock/smtp
              operators: [ops@example.org]
              digest: 1d
              digest_week: {at: Friday 17:30, to: [team@example.org]}
            operation: {log: json, free_disk: 5G}
            purge: {older_than: 30d, every: 12h, keep: [current-passed-ci, component/network/consistent]}
            scenarios:
              repository: https://git.mill.example/mill-scenarios
              folder: deploy
            dlrn: {line: flamingo, import_from: [trunk.example.org, "builder.example.org:8080"]}
            requirements:
              names:
                PyYAML: python3-yaml
                puppetlabs-stdlib: [puppet-stdlib, puppetlabs-stdlib]
            storage:
              folder: /srv/penstock
              database:
                url: postgresql://penstock@db.example.org:5433/factory?sslmode=verify-full
                password_file: db-password
                lease: 30s
            """;

    @Test
    void readsEveryKey() {
        FactoryConfig config = good(FULL);
        assertThat(config.distribution().lines()).containsExactly("flamingo", "flamingo-uc");
        assertThat(config.rewrites())
                .containsExactly(new FactoryConfig.Rewrite("https://opendev.org/", "file:///srv/git/"));
        assertThat(config.follow().least()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.follow().fallbacks())
                .containsExactly(
                        new FactoryConfig.Fallback(
                                Optional.of(Repository.SOURCE),
                                "stable/*",
                                List.of("unmaintained/*", "*-eol", "master")),
                        new FactoryConfig.Fallback(Optional.empty(), "epoxy-rdo", List.of("rpm-master")));
        assertThat(config.targets().keySet()).containsExactly("debian", "el10", "made", "own");
        assertThat(config.targets().get("own")).isEqualTo(new TargetConfig.Host(".own"));
        assertThat(config.target())
                .isInstanceOfSatisfying(
                        TargetConfig.DnfRoot.class,
                        dnf -> assertThat(dnf.release()).isEqualTo("10"));
        assertThat(config.targets().firstEntry().getValue())
                .isInstanceOfSatisfying(
                        TargetConfig.DebianRoot.class,
                        debian -> assertThat(debian.overrides())
                                .containsEntry("python3dist(wrapt)", "python3-wrapt")
                                .containsEntry("python3-sphinx", ""));
        assertThat(config.build().limits().memory()).isEqualTo(8L << 30);
        assertThat(config.build().release()).isEqualTo(new ReleaseScheme.MinorDateHash(4));
        assertThat(config.serve().baseUrl()).isEqualTo("https://trunk.example.org");
        assertThat(config.service().operation()).isEqualTo(new OperationConfig(OperationConfig.Log.JSON, 5L << 30));
        assertThat(config.service().purge())
                .contains(new PurgeConfig(
                        Duration.ofDays(30),
                        Duration.ofHours(12),
                        List.of("current-passed-ci", "component/network/consistent")));
        assertThat(config.distribution().scenarios())
                .contains(new ScenariosConfig("https://git.mill.example/mill-scenarios", "master", "deploy"));
        assertThat(config.service().requirements().names())
                .containsExactly(
                        entry("PyYAML", List.of("python3-yaml")),
                        entry("puppetlabs-stdlib", List.of("puppet-stdlib", "puppetlabs-stdlib")));
        assertThat(config.service().storage())
                .isEqualTo(new StorageConfig(
                        Optional.of("/srv/penstock"),
                        Optional.of(new StorageConfig.Postgres(
                                "postgresql://penstock@db.example.org:5433/factory?sslmode=verify-full",
                                Optional.of("db-password"),
                                Duration.ofSeconds(30)))));
    }

    @Test
    void anEmptyFileIsValidApartFromTheDistribution() {
        assertThat(ConfigText.read("penstock.yaml", new byte[0]).problems())
                .extracting(Problem::message)
                .containsExactly("the configuration does not say which distribution to build");
        FactoryConfig config = ConfigText.read("penstock.yaml", new byte[0], "/srv/rdoinfo")
                .config()
                .orElseThrow();
        assertThat(config.distribution().repository()).isEqualTo("/srv/rdoinfo");
        assertThat(config.target().kind()).isEqualTo("debian-root");
    }

    @Test
    void whatIsShownReadsAsTheSame() {
        FactoryConfig config = good(FULL);
        assertThat(good(ConfigText.show(config, false))).isEqualTo(config);
        FactoryConfig usual = good("distribution: {repository: \"a\\tb\\\"c: #\"}");
        assertThat(good(ConfigText.show(usual, true))).isEqualTo(usual);
    }

    @Test
    void passwordsAreMasked() {
        assertThat(ConfigText.show(good(FULL), true))
                .doesNotContain("me:secret", ":secret@")
                .contains("https://********@git.example.org/rdoinfo");
    }

    @Test
    void whatAnAddressAsksWithIsMasked() {
        String text = """
                distribution:
                  repository: https://git.example.org/rdoinfo?token=hidden&depth=also#top
                """;
        assertThat(ConfigText.show(good(text), true))
                .contains("https://git.example.org/rdoinfo?token=********&depth=********#top");
        assertThat(ConfigText.show(good(text), false)).contains("token=hidden");
    }

    @Test
    void aBuildWithoutAnyMemoryIsRefused() {
        String text = """
                distribution:
                  repository: https://git.example.org/rdoinfo
                build:
                  limits: {memory: 0}
                """;
        assertThat(read(text).problems())
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.toString()).contains("penstock.yaml:4", "not a size: 0", "4G"));
    }

    @Test
    void noLimitOnProcessesMustBeAllowed() {
        String text = """
                distribution:
                  repository: https://git.example.org/rdoinfo
                build:
                  limits: {processes: 0}
                """;
        assertThat(read(text).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .contains("penstock.yaml:4", "processes: 0 is no limit", "allow_no_process_limit: true"));
        assertThat(good(text + "  allow_no_process_limit: true\n")
                        .build()
                        .limits()
                        .processes())
                .isZero();
    }

    @Test
    void buildsComeFromTheHostsThatAreNamed() {
        assertThat(good(FULL).service().dlrn())
                .isEqualTo(new DlrnConfig(
                        Optional.of("flamingo"),
                        new ImportSources(List.of("trunk.example.org", "builder.example.org:8080"))));
        assertThat(read("distribution: {repository: /r}\ndlrn: {import_from: [\"https://trunk.example.org\"]}\n")
                        .problems())
                .singleElement()
                .asString()
                .contains("no host is called https://trunk.example.org");
    }

    @ParameterizedTest
    @CsvSource({
        "mysql://u@h/db, not the address of a PostgreSQL database",
        "postgresql://u@h, lacks a host or a database",
        "postgresql:///db, lacks a host or a database",
        "postgresql://u:hidden@h/db, a password has no place",
        "postgresql://u@h/db?sslmode=require&password=hidden, a password has no place",
        "postgresql://u@h/d b%, not a URL"
    })
    void anAddressOfADatabaseIsRefusedWithoutShowingIt(String url, String message) {
        List<Problem> problems = read("""
                        distribution: {repository: x}
                        storage:
                          folder: here
                          database:
                            url: "%s"
                            lease: 1s
                        """.formatted(url)).problems();
        assertThat(problems.stream().map(Problem::toString).toList())
                .anySatisfy(p -> assertThat(p).contains("penstock.yaml:5:").contains(message))
                .anySatisfy(p -> assertThat(p).contains("must be an absolute path"))
                .anySatisfy(p -> assertThat(p).contains("not a time from 3s to 10m: 1s"))
                .noneSatisfy(p -> assertThat(p).contains("hidden"));
    }

    @Test
    void everyMistakeIsFoundAtOnceWithLineAndHint() {
        List<Problem> problems = read("""
                        distribution:
                          repositry: x
                          entry_point: ../rdo.yml
                        folow: {}
                        build:
                          target: el9
                          workers: -1
                          with_tests: maybe
                          limits: {time: soon, memory: 4GB}
                          release: date
                        targets:
                          el10: {kind: dnf-rot}
                          debian: {kind: debian-root, suite: "x; rm"}
                        serve: []
                        follow: {fallbacks: [{branch: main, use: "x-*"}, {branch: "a*b*", use: "$2"}]}
                        """).problems();
        assertThat(problems.stream().map(Problem::toString).toList())
                .anySatisfy(p -> assertThat(p).contains("penstock.yaml:2:").contains("did you mean repository?"))
                .anySatisfy(p -> assertThat(p).contains("lacks the key repository"))
                .anySatisfy(p -> assertThat(p).contains("penstock.yaml:3:").contains("lie in the repository"))
                .anySatisfy(p -> assertThat(p).contains("penstock.yaml:4:").contains("did you mean follow?"))
                .anySatisfy(p -> assertThat(p).contains("penstock.yaml:6:").contains("no target is called el9"))
                .anySatisfy(p -> assertThat(p).contains("penstock.yaml:7:").contains("from 0 to 1000"))
                .anySatisfy(p -> assertThat(p).contains("penstock.yaml:8:").contains("true or false"))
                .anySatisfy(p -> assertThat(p).contains("penstock.yaml:9:").contains("not a duration: soon"))
                .anySatisfy(p -> assertThat(p).contains("not a size: 4GB"))
                .anySatisfy(p -> assertThat(p).contains("penstock.yaml:10:").contains("no release scheme"))
                .anySatisfy(p -> assertThat(p).contains("penstock.yaml:12:").contains("did you mean dnf-root?"))
                .anySatisfy(p -> assertThat(p).contains("penstock.yaml:13:").contains("not the name of a Debian suite"))
                .anySatisfy(p -> assertThat(p).contains("penstock.yaml:15:").contains("x-* can't be filled in"))
                .anySatisfy(p -> assertThat(p).contains("$2 can't be filled in"))
                .anySatisfy(p -> assertThat(p).contains("penstock.yaml:15:").contains("more than one *"))
                .anySatisfy(p -> assertThat(p).contains("penstock.yaml:14:").contains("serve must be a map"));
        assertThat(read("distribution: [").config()).isEmpty();
    }

    /** C1: what a kind of target would not honour is told before anything is built. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{kind: host, overrides: {a: b}} | overrides has no effect",
                "{kind: host, dist: 'a b'} | %dist can't be a b",
                "{kind: host, packages: [x]} | packages",
                "{kind: dnf-root, release: 42} | a dnf-root needs repositories",
                "{kind: dnf-root, release: 42, repositories: 'ftp://x/'} | not the URL",
                "{kind: dnf-root, release: '../x', repositories: 'http://x/'} | not a release",
                "{kind: dnf-root, release: 42, repositories: 'http://x/', packages: '--root'} | not the name of a package",
                "{kind: dnf-root, release: 42, repositories: 'http://x/', overrides: {a: b}} | overrides has no effect",
                "{kind: directory, path: /r, overrides: {a: b}} | overrides has no effect",
                "{kind: directory, path: /r, dist: .x} | dist has no effect"
            })
    void whatATargetDoesNotHonourIsRefused(String target, String message) {
        assertThat(read("distribution: {repository: /r}\ntargets:\n  it: " + target + "\n")
                        .problems())
                .singleElement()
                .satisfies(p ->
                        assertThat(p.toString()).contains("penstock.yaml:3:").contains(message));
    }

    /** A6 of part 2. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{every: 1d} | purge lacks the key older_than",
                "{older_than: 5m} | not a duration of at least 1h: 5m",
                "{older_than: old} | not a duration",
                "{older_than: 30d, every: 1s} | not a duration of at least 10m: 1s",
                "{older_than: 30d, exclude: x} | exclude is unknown in purge"
            })
    void aPurgeThatIsNotMeantIsRefused(String purge, String message) {
        assertThat(read("distribution: {repository: /r}\npurge: " + purge + "\n")
                        .problems())
                .singleElement()
                .satisfies(p ->
                        assertThat(p.toString()).contains("penstock.yaml:2:").contains(message));
    }

    /** C1 of part 3. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: {}} | name is unknown in requirements: requirements: {name: {}} (did you mean names?)",
                "{names: {PyYAML: }} | PyYAML has no package",
                "{names: {PyYAML: 'python3-yaml >= 5'}} | not the name of a package: python3-yaml >= 5",
                "{names: {PyYAML: a, py_yaml: b, py.yaml: c}} | py.yaml and py_yaml are the same name",
                "{names: [PyYAML]} | requirements: names must be a map"
            })
    void aTableOfNamesThatIsNoneIsRefused(String requirements, String message) {
        assertThat(read("distribution: {repository: /r}\nrequirements: " + requirements + "\n")
                        .problems())
                .anySatisfy(p ->
                        assertThat(p.toString()).contains("penstock.yaml:2:").contains(message));
    }

    /** B4 of part 2. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{from: a@b.c} | mail lacks the key host",
                "{host: h, from: nobody} | not a mail address: nobody",
                "{host: h, from: a@b.c, operators: [x]} | not a mail address: x",
                "{host: h, from: a@b.c, user: u} | go together",
                "{host: h, from: a@b.c, user: u, password_file: /p, security: none} | sent unprotected",
                "{host: h, from: a@b.c, security: ssl} | can't be protected by ssl",
                "{host: h, from: a@b.c, digest: 5s} | no time between two mails",
                "{host: h, from: a@b.c, digest_week: monday 6:00, operators: [a@b.c]} | no time of a week: monday 6:00",
                "{host: h, from: a@b.c, digest_week: {at: moonday 06:00, to: [a@b.c]}} | no time of a week: moonday 06:00",
                "{host: h, from: a@b.c, digest_week: monday 06:00} | nobody is named who gets the digest of the week",
                "{host: h, from: a@b.c, digest_week: {at: monday 06:00, to: [x]}} | not a mail address: x",
                "{host: h, from: a@b.c, digest_week: {to: [a@b.c]}} | digest_week lacks the key at",
                "{host: h, from: a@b.c, digest_week: {at: monday 06:00, to: [a@b.c], of: x}} | of is unknown in digest_week",
                "{host: h, from: a@b.c, password: x} | password is unknown in mail; did you mean password_file?"
            })
    void mailThatCanNotBeSentIsRefused(String mail, String message) {
        assertThat(read("distribution: {repository: /r}\nmail: " + mail + "\n").problems())
                .singleElement()
                .satisfies(p ->
                        assertThat(p.toString()).contains("penstock.yaml:2:").contains(message.split(";")[0].strip()));
    }

    @ParameterizedTest
    @CsvSource({"10s, 10000", "5m, 300000", "2h, 7200000", "1d, 86400000", "250ms, 250"})
    void durations(String text, long millis) {
        assertThat(Quantity.duration(text)).contains(Duration.ofMillis(millis));
        assertThat(Quantity.text(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"4G, 4294967296", "512M, 536870912", "100, 100", "1T, 1099511627776"})
    void sizes(String text, long bytes) {
        assertThat(Quantity.size(text)).contains(bytes);
        assertThat(Quantity.text(bytes)).isEqualTo(text);
    }

    @Test
    void theDocumentationHasEveryKey() throws IOException {
        String documentation = Files.readString(Path.of("..", "docs", "config.md"));
        TreeSet<String> missing = new TreeSet<>();
        Matcher keys = Pattern.compile("(?m)^ *(?:- )?([a-z_]+):").matcher(ConfigText.show(good(FULL), true));
        while (keys.find()) {
            if (!documentation.contains("`" + keys.group(1) + "`")
                    && !List.of("debian", "made").contains(keys.group(1))) {
                missing.add(keys.group(1));
            }
        }
        assertThat(missing).isEmpty();
    }

    private static FactoryConfig good(String text) {
        ConfigReading reading = read(text);
        assertThat(reading.problems()).isEmpty();
        return reading.config().orElseThrow();
    }

    private static ConfigReading read(String text) {
        return ConfigText.read("penstock.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aHookNeedsAKindAndItsSecretFromOnePlace() {
        ConfigReading reading = ConfigText.read("penstock.yaml", """
                distribution: {repository: rdoinfo}
                serve: {read: sometimes}
                webhooks:
                  hub: {kind: githup, secret_file: a, secret_env: B}
                  a/b: {kind: hmac, secret: in the open}
                """.getBytes(StandardCharsets.UTF_8));
        assertThat(reading.problems())
                .extracting(Problem::toString)
                .anySatisfy(text -> assertThat(text).contains("read is open or token"))
                .anySatisfy(text -> assertThat(text).contains("githup", "did you mean github"))
                .anySatisfy(text -> assertThat(text).contains("the webhook hub needs its secret from one place"))
                .anySatisfy(text -> assertThat(text).contains("a webhook's name has"))
                .anySatisfy(text -> assertThat(text).contains("the key secret is unknown", "secret_"));
    }
}
