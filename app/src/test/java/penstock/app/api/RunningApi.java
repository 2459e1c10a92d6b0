package penstock.app.api;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import penstock.app.web.WebServer;
import penstock.app.wiring.Promoting;
import penstock.app.wiring.StoredReadings;
import penstock.build.SpecFacts;
import penstock.change.Commit;
import penstock.config.WebhookConfig.Kind;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.edge.logs.LogFolder;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlAuditTrail;
import penstock.edge.sql.SqlJournal;
import penstock.edge.sql.SqlListing;
import penstock.edge.sql.SqlQueries;
import penstock.edge.sql.SqlRulesBook;
import penstock.edge.sql.SqlTokens;
import penstock.edge.sql.SqlUsers;
import penstock.edge.sql.SqlWarningBook;
import penstock.engine.access.Actor;
import penstock.engine.access.AuditedFactory;
import penstock.engine.access.Role;
import penstock.engine.access.TokenCheck;
import penstock.engine.access.TokenOffice;
import penstock.engine.access.TokenText;
import penstock.engine.access.UserCheck;
import penstock.engine.access.Watching;
import penstock.engine.distro.DistroInForce;
import penstock.engine.line.Factory;
import penstock.engine.line.Lines;
import penstock.engine.line.Ports;
import penstock.engine.promote.PromotionOffice;
import penstock.engine.promote.RulesBook;
import penstock.engine.promote.Wakes;
import penstock.engine.testkit.FakeBuilder;
import penstock.engine.testkit.FakeMirror;
import penstock.engine.testkit.FakeRepository;
import penstock.engine.testkit.MemoryPublisher;
import penstock.engine.testkit.PlainPasswords;
import penstock.follow.Finding;
import penstock.line.LineEvent;
import penstock.line.Settings;
import penstock.promote.RulesText;
import penstock.week.WeekTime;

/**
 * The API over a real database and a real server, with a factory whose builds are fakes: the line {@code spring} has the packages {@code
 * good}, which is built, {@code bad}, which fails, and {@code gone}, whose repository is not there.
 */
final class RunningApi implements AutoCloseable {
    static final String SECRET = "a secret of the hooks";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    final Queue<String> looked = new ConcurrentLinkedQueue<>();
    /** Whether the next look fails. */
    final AtomicBoolean failing = new AtomicBoolean();

    final Database database;
    final Api api;
    final String token;
    private final Lines lines;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Deque<Runnable> opened = new ArrayDeque<>();
    private final String address;

    RunningApi(Path folder, boolean readOpen, int requestsPerMinute) throws Exception {
        database = Database.own(folder.resolve("penstock.db"));
        opened.push(database::close);
        FakeMirror mirror = new FakeMirror();
        for (String name : List.of("good", "bad")) {
            FakeRepository repository = mirror.repository(url(name));
            repository.commit("master", "one");
        }
        lines = new Lines(
                new SqlJournal(database),
                new Ports(
                        (pkg, source, distgit) -> new SpecFacts(pkg.name(), List.of(), List.of(), List.of(), false),
                        new FakeBuilder().fail("bad", FakeBuilder.Failing.BROKEN),
                        new MemoryPublisher()),
                new Settings(1, 1, Duration.ofMillis(1), false),
                InstantSource.system(),
                (line, entry) -> {});
        opened.push(lines::close);
        ReleaseLine line = new ReleaseLine(
                "spring", "spring", "development", List.of(), List.of(pkg("good"), pkg("bad"), pkg("gone")));
        lines.open(line);
        lines.take("spring", moved("good"));
        lines.take("spring", moved("bad"));
        lines.take("spring", new Finding.Broken("gone", "there is no such repository", false));
        lines.awaitRest("spring");
        AuditedFactory factory = new AuditedFactory(
                new Factory(lines, _ -> {}, mirror),
                new DistroInForce(List.of(line)),
                watching(),
                new SqlAuditTrail(database, InstantSource.system()));
        token = token("ci", Role.OPERATOR);
        api = new Api(
                admission(readOpen, requestsPerMinute),
                new Api.Sources(
                        new SqlQueries(database),
                        new SqlListing(database),
                        new SqlWarningBook(database),
                        StoredReadings.labels(database, InstantSource.system()),
                        new Api.Digests(StoredReadings.digests(database, InstantSource.system()), WeekTime.MONDAY),
                        new LogFolder(folder.resolve("logs"), 0),
                        new SqlAuditTrail(database, InstantSource.system())),
                new Api.Doers(factory, promotions()),
                List.of(hook(Kind.GITHUB), hook(Kind.GITEA), hook(Kind.GITLAB), hook(Kind.HMAC)),
                InstantSource.system());
        Path published = Files.createDirectories(folder.resolve("published"));
        WebServer server = new WebServer(new WebServer.Settings("127.0.0.1", 0, published), List::of, List.of(api));
        InetSocketAddress bound = server.start();
        opened.push(server::close);
        address = "http://" + bound.getHostString() + ":" + bound.getPort();
    }

    private Admission admission(boolean readOpen, int requestsPerMinute) {
        return new Admission(
                new TokenCheck(new SqlTokens(database), InstantSource.system()),
                new UserCheck(new SqlUsers(database), new PlainPasswords(), InstantSource.system()),
                readOpen,
                requestsPerMinute);
    }

    private PromotionOffice promotions() throws Exception {
        return Promoting.of(
                        database,
                        lines::promote,
                        lines.decisions()::lines,
                        new Wakes(),
                        (_, _, _) -> () -> {},
                        InstantSource.system())
                .office();
    }

    /** The distribution has these rules of labels. */
    void rules(String text) throws Exception {
        new SqlRulesBook(database)
                .comes(new RulesBook.Kept(
                        new RulesText(RulesText.FILE, text), Instant.now().minusSeconds(3600)));
    }

    private Watching watching() {
        return new Watching() {
            @Override
            public void lookNow(String url) {
                if (failing.getAndSet(false)) {
                    throw new IllegalStateException("not now");
                }
                looked.add(url);
            }

            @Override
            public void followAnew() {
                looked.add("all");
            }
        };
    }

    String token(String name, Role role) throws Exception {
        TokenText text = TokenText.make(new SecureRandom());
        new TokenOffice(
                        new SqlTokens(database),
                        new SqlAuditTrail(database, InstantSource.system()),
                        InstantSource.system())
                .add(Actor.user("ada"), name, text.id(), text.digest(), Optional.empty(), Set.of(role));
        return text.text();
    }

    static String url(String name) {
        return "https://git.example.org/up/" + name;
    }

    private static Hook hook(Kind kind) {
        return new Hook(
                kind.name().toLowerCase(java.util.Locale.ROOT),
                kind,
                SECRET,
                () -> Map.of(RepositoryAddress.key(url("good")), List.of(url("good"))));
    }

    private static Package pkg(String name) {
        Package.Source source = new Package.Source(url(name), "master", false);
        return new Package(name, "python-" + name, "", source, source, List.of("ada@example.org"));
    }

    private static Finding moved(String project) {
        Commit commit = new Commit("a".repeat(40), "b".repeat(40), NOW, "A <a@example.org>", "Subject of " + project);
        return new Finding.Moved(project, List.of(commit), commit, List.of());
    }

    /** Makes a line of which the package {@code old} is gone, and {@code kept} is not. */
    void lineWithAGap(String name) throws Exception {
        lines.open(new ReleaseLine(name, name, "development", List.of(), List.of(pkg("old"), pkg("kept"))));
        lines.open(new ReleaseLine(name, name, "development", List.of(), List.of(pkg("kept"))));
    }

    /** The distribution does not name a line any more. */
    void unfollow(String name) throws Exception {
        lines.decisions().take(name, new LineEvent.Unfollowed());
    }

    URI at(String path) {
        return URI.create(address + Api.BASE + path);
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path)).POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A change with the token. */
    HttpResponse<String> change(String path, String body) throws IOException, InterruptedException {
        return post(path, body, "Authorization", "Bearer " + token);
    }

    @Override
    public void close() {
        client.close();
        while (!opened.isEmpty()) {
            opened.pop().run();
        }
    }
}
