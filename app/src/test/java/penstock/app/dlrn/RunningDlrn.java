package penstock.app.dlrn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import penstock.app.api.Admission;
import penstock.app.web.WebServer;
import penstock.build.BuildOptions;
import penstock.build.SpecFacts;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.dlrn.ImportSources;
import penstock.edge.crypt.CryptPasswords;
import penstock.edge.http.HttpFiles;
import penstock.edge.rpm.RpmFile;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlAuditTrail;
import penstock.edge.sql.SqlBuiltCommits;
import penstock.edge.sql.SqlEvidenceBook;
import penstock.edge.sql.SqlImportedBuilds;
import penstock.edge.sql.SqlJournal;
import penstock.edge.sql.SqlLedger;
import penstock.edge.sql.SqlPromotionBook;
import penstock.edge.sql.SqlTables;
import penstock.edge.sql.SqlTakeOver;
import penstock.edge.sql.SqlTokens;
import penstock.edge.sql.SqlUsers;
import penstock.edge.sql.SqlVotes;
import penstock.edge.store.FileArtifactStore;
import penstock.edge.store.SnapshotPublisher;
import penstock.engine.access.AuditTrail;
import penstock.engine.access.AuditedFactory;
import penstock.engine.access.OnRecord;
import penstock.engine.access.Passwords;
import penstock.engine.access.Role;
import penstock.engine.access.TokenCheck;
import penstock.engine.access.UserCheck;
import penstock.engine.access.Users;
import penstock.engine.access.Watching;
import penstock.engine.build.SignedAgain;
import penstock.engine.distro.DistroInForce;
import penstock.engine.dlrn.ImportingBuilder;
import penstock.engine.dlrn.RemoteImport;
import penstock.engine.dlrn.TakeOver;
import penstock.engine.line.Factory;
import penstock.engine.line.Lines;
import penstock.engine.line.Ports;
import penstock.engine.promote.PromotionDesk;
import penstock.engine.promote.Wakes;
import penstock.engine.testkit.FakeBuilder;
import penstock.engine.testkit.FakeMirror;
import penstock.engine.testkit.PlainPasswords;
import penstock.follow.Finding;
import penstock.line.Settings;
import penstock.repo.RepoLayout;

/** DLRN's API, of the line {@code master} that was taken over from a DLRN, at the root and under {@code /api-el9-master}. */
final class RunningDlrn implements AutoCloseable {
    static final String LINE = "master";
    static final String PUBLISHED = "http://trunk.example.org/el9-master";
    private static final ObjectMapper JSON = new ObjectMapper();

    final Database database;
    final Path tree;
    final TakeOver.Outcome taken;
    private final Lines lines;
    private final Deque<Runnable> opened = new ArrayDeque<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final String address;

    /**
     * @param plain whether passwords are hashed as tests do it, quickly
     * @param readOpen as of {@code serve: read}
     */
    record How(boolean plain, boolean components, boolean readOpen) {}

    RunningDlrn(Path folder, Path dlrn, How how) throws Exception {
        this(folder, dlrn, how, List.of());
    }

    /** The same with packages that the line builds. */
    RunningDlrn(Path folder, Path dlrn, How how, List<Package> packages) throws Exception {
        InstantSource clock = InstantSource.system();
        database = Database.own(folder.resolve("penstock.db"));
        opened.push(database::close);
        Passwords passwords = how.plain() ? new PlainPasswords() : new CryptPasswords();
        SqlTakeOver takeOver = new SqlTakeOver(database, passwords, clock);
        tree = folder.resolve("published").resolve(RepoLayout.lineFolder("el9", LINE));
        for (String directory : takeOver.directories(dlrn)) {
            Path snapshot = Files.createDirectories(tree.resolve(directory));
            Files.writeString(snapshot.resolve(RepoLayout.REPO_FILE), "[" + directory + "]\n");
            Files.writeString(snapshot.resolve(RepoLayout.VERSIONS), "header\n");
        }
        taken = takeOver.take(dlrn, new TakeOver.Plan(LINE, how.components(), Map.of(), List.of()));
        Ports ports = ports(folder, database);
        lines = new Lines(
                new SqlJournal(database), ports, new Settings(1, 1, Duration.ofMillis(1), false), clock, (_, _) -> {});
        opened.push(lines::close);
        ReleaseLine line = new ReleaseLine(LINE, LINE, "development", List.of(), packages);
        lines.open(line);
        for (Package pkg : packages) {
            lines.take(LINE, new Finding.Broken(pkg.project(), "there is no such repository", false));
        }
        AuditTrail audit = new SqlAuditTrail(database, clock);
        AuditedFactory factory = new AuditedFactory(
                new Factory(lines, _ -> {}, new FakeMirror()), new DistroInForce(List.of(line)), watching(), audit);
        DlrnApi api = new DlrnApi(
                new DlrnApi.Settings("el9", "http://trunk.example.org", Optional.empty()),
                new Admission(
                        new TokenCheck(new SqlTokens(database), clock),
                        new UserCheck(new SqlUsers(database), passwords, clock),
                        how.readOpen(),
                        100_000),
                new DlrnApi.Sources(
                        new SqlBuiltCommits(database),
                        new SqlVotes(database),
                        new SqlLedger(database),
                        new SqlPromotionBook(database),
                        new SqlTables(database)),
                factory,
                desk(lines, audit, clock),
                remote(folder, clock),
                clock);
        WebServer server = new WebServer(
                new WebServer.Settings("127.0.0.1", 0, folder.resolve("published")), List::of, List.of(api));
        InetSocketAddress bound = server.start();
        opened.push(server::close);
        address = "http://" + bound.getHostString() + ":" + bound.getPort();
    }

    private static Ports ports(Path folder, Database database) throws Exception {
        SnapshotPublisher publisher = SnapshotPublisher.open(
                folder.resolve("published"),
                folder.resolve("metadata"),
                new SnapshotPublisher.Address("el9", "http://trunk.example.org"),
                FileArtifactStore.open(folder.resolve("artifacts")),
                new RpmFile());
        FileArtifactStore store = FileArtifactStore.open(folder.resolve("artifacts"));
        return new Ports(
                (pkg, source, distgit) -> new SpecFacts(pkg.name(), List.of(), List.of(), List.of(), false),
                new ImportingBuilder(
                        new FakeBuilder(),
                        new SqlImportedBuilds(database),
                        store,
                        new SignedAgain(store, Optional.empty(), folder)),
                publisher);
    }

    private RemoteImport remote(Path folder, InstantSource clock) throws Exception {
        return new RemoteImport(
                new HttpFiles(clock),
                new SqlImportedBuilds(database),
                new SqlTables(database),
                new RemoteImport.Places(
                        folder.resolve("work"),
                        FileArtifactStore.open(folder.resolve("artifacts")),
                        new RpmFile(),
                        Optional.empty(),
                        (_, _, _) -> () -> {}),
                (line, project, source, distgit) -> lines.ask(line, project, source, distgit, BuildOptions.PLAIN),
                new ImportSources(List.of("127.0.0.1")),
                clock);
    }

    /** Waits until the line has nothing left to do. */
    void rest() throws Exception {
        lines.awaitRest(LINE);
    }

    private PromotionDesk desk(Lines lines, AuditTrail audit, InstantSource clock) {
        return new PromotionDesk(
                new SqlPromotionBook(database),
                new SqlEvidenceBook(database),
                lines::promote,
                new OnRecord(audit),
                new Wakes(),
                (_, _, _) -> () -> {},
                clock);
    }

    private static Watching watching() {
        return new Watching() {
            @Override
            public void lookNow(String url) {}

            @Override
            public void followAnew() {}
        };
    }

    /** A user whose password is the name. */
    void user(String name, Role... roles) throws Exception {
        Instant now = Instant.now();
        String hash = new PlainPasswords().hash(name);
        assertThat(new SqlUsers(database).add(new Users.User(name, hash, Set.of(roles), now, now)))
                .isTrue();
    }

    static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> send(String method, String path, String body, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
        headers.forEach(request::header);
        HttpRequest.BodyPublisher sent = body.isEmpty() && method.equals("GET")
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body);
        return client.send(request.method(method, sent).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, "", Map.of());
    }

    /** A change by a user whose password is the name. */
    HttpResponse<String> post(String path, String body, String user) throws Exception {
        return send("POST", path, body, Map.of("Content-Type", "application/json", "Authorization", basic(user, user)));
    }

    static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body());
    }

    static String message(HttpResponse<String> answer) throws Exception {
        return answer.statusCode() + " " + json(answer).path("message").asText();
    }

    @Override
    public void close() {
        client.close();
        while (!opened.isEmpty()) {
            opened.pop().run();
        }
    }
}
