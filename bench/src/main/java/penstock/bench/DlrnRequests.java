package penstock.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import penstock.app.api.Admission;
import penstock.app.dlrn.DlrnApi;
import penstock.app.web.WebServer;
import penstock.distro.ReleaseLine;
import penstock.dlrn.ImportSources;
import penstock.edge.crypt.CryptPasswords;
import penstock.edge.git.GitMirror;
import penstock.edge.git.MirrorLimits;
import penstock.edge.git.UrlRewriting;
import penstock.edge.http.HttpFiles;
import penstock.edge.rpm.RpmFile;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlAuditTrail;
import penstock.edge.sql.SqlBuiltCommits;
import penstock.edge.sql.SqlEvidenceBook;
import penstock.edge.sql.SqlImportedBuilds;
import penstock.edge.sql.SqlLedger;
import penstock.edge.sql.SqlPromotionBook;
import penstock.edge.sql.SqlTables;
import penstock.edge.sql.SqlTokens;
import penstock.edge.sql.SqlUsers;
import penstock.edge.sql.SqlVotes;
import penstock.edge.store.FileArtifactStore;
import penstock.engine.access.AuditTrail;
import penstock.engine.access.AuditedFactory;
import penstock.engine.access.OnRecord;
import penstock.engine.access.Role;
import penstock.engine.access.TokenCheck;
import penstock.engine.access.UserCheck;
import penstock.engine.access.Users;
import penstock.engine.access.Watching;
import penstock.engine.distro.DistroInForce;
import penstock.engine.dlrn.RemoteImport;
import penstock.engine.line.Factory;
import penstock.engine.line.Lines;
import penstock.engine.promote.PromotionDesk;
import penstock.engine.promote.Wakes;

/**
 * Part 4, E: what DLRN's API costs with 10,000 commits and 100,000 votes stored. Promised: at most 0.5 ms of CPU a read, and 3 ms a vote
 * that is reported with a password which was verified before. Measured as {@link ApiReads} does.
 */
final class DlrnRequests implements Bench.Measurement {
    private static final int COMMITS = 10_000;
    private static final int VOTES = 100_000;
    private static final int REQUESTS = 2000;
    private static final int CHANGES = 300;
    private static final int RUNS = 5;
    private static final double READ_LIMIT = 0.5;
    private static final double CHANGE_LIMIT = 3;
    private static final String LINE = "line";
    private static final String NAMED = "commit_hash=%040x&distro_hash=%040x".formatted(COMMITS / 2, COMMITS / 2);
    private static final List<String> READS = List.of(
            "last_tested_repo?max_age=0",
            "last_tested_repo?max_age=0&success=true&job_id=job7",
            "last_tested_repo?max_age=0&job_id=nosuch",
            "last_tested_repo?max_age=0&component=c7&success=true",
            "last_tested_repo?max_age=100000&sequential_mode=true&previous_job_id=job98",
            "repo_status?" + NAMED,
            "agg_status?aggregate_hash=" + "0".repeat(32),
            "promotions?limit=10",
            "promotions?" + NAMED,
            "promotions?promote_name=label3&limit=10",
            "metrics/builds?start_date=2026-02-01&end_date=2026-02-02&package_name=p7",
            "components",
            "health");

    private static final DlrnApi.Settings SETTINGS = new DlrnApi.Settings("el9", "http://localhost", Optional.of(LINE));

    @Override
    public boolean run() throws Exception {
        try (Scratch scratch = new Scratch("dlrn")) {
            Path folder = scratch.folder();
            Path file = folder.resolve("penstock.db");
            Database.own(file).close();
            fill(file);
            try (Database database = Database.own(file);
                    Lines lines = StoredBuilds.lines(database)) {
                GitMirror mirror = new GitMirror(folder.resolve("mirrors"), UrlRewriting.NONE, MirrorLimits.USUAL);
                WebServer server = new WebServer(
                        new WebServer.Settings("127.0.0.1", 0, Files.createDirectory(folder.resolve("published"))),
                        List::of,
                        List.of(api(folder, database, new Factory(lines, _ -> {}, mirror))));
                try (server) {
                    return measure(server.start());
                }
            }
        }
    }

    private static DlrnApi api(Path folder, Database database, Factory factory) throws Exception {
        InstantSource clock = InstantSource.system();
        CryptPasswords passwords = new CryptPasswords();
        Instant now = clock.instant();
        SqlUsers users = new SqlUsers(database);
        users.add(new Users.User("ci", passwords.hash("a long secret"), Set.of(Role.REPORTER), now, now));
        AuditTrail audit = new SqlAuditTrail(database, clock);
        ReleaseLine line = new ReleaseLine(LINE, LINE, "development", List.of(), List.of());
        return new DlrnApi(
                SETTINGS,
                new Admission(
                        new TokenCheck(new SqlTokens(database), clock),
                        new UserCheck(users, passwords, clock),
                        true,
                        Integer.MAX_VALUE),
                new DlrnApi.Sources(
                        new SqlBuiltCommits(database),
                        new SqlVotes(database),
                        new SqlLedger(database),
                        new SqlPromotionBook(database),
                        new SqlTables(database)),
                new AuditedFactory(factory, new DistroInForce(List.of(line)), idle(), audit),
                new PromotionDesk(
                        new SqlPromotionBook(database),
                        new SqlEvidenceBook(database),
                        (_, _) -> Optional.of("nothing moves here"),
                        new OnRecord(audit),
                        new Wakes(),
                        (_, _, _) -> () -> {},
                        clock),
                remote(folder, database, clock),
                clock);
    }

    private static RemoteImport remote(Path folder, Database database, InstantSource clock) throws Exception {
        return new RemoteImport(
                new HttpFiles(clock),
                new SqlImportedBuilds(database),
                new SqlTables(database),
                new RemoteImport.Places(
                        folder,
                        FileArtifactStore.open(folder.resolve("artifacts")),
                        new RpmFile(),
                        Optional.empty(),
                        (_, _, _) -> () -> {}),
                (_, _, _, _) -> {},
                new ImportSources(List.of()),
                clock);
    }

    private static Watching idle() {
        return new Watching() {
            @Override
            public void lookNow(String url) {}

            @Override
            public void followAnew() {}
        };
    }

    /** Each commit is of one of 1,000 packages, and was voted on ten times by one of 100 jobs; a tenth of them was promoted. */
    private static void fill(Path file) throws Exception {
        String id = "printf('01900000-0000-7000-8000-%012x', n.i)";
        String directory = "printf('ab/cd/%040x_00000000', n.i % " + COMMITS + ")";
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : List.of(
                    numbers(COMMITS)
                            + "INSERT INTO build (id, line, project, source, distgit, subject, author, kind, attempt, created,"
                            + " started, ended, sequence, status, extended, form, request) SELECT " + id + ", '" + LINE
                            + "', 'p' || (n.i % 1000), printf('%040x', n.i), printf('%040x', n.i), 'Say what a mill does',"
                            + " 'Ada', 'COMMIT', 1, 0, 0, 1769900000000000 + n.i * 60000000, n.i, 'SUCCESS', '', 1, '{}'"
                            + " FROM n",
                    numbers(COMMITS)
                            + "INSERT INTO snapshot (line, directory, component, project, build, sequence, state, changed,"
                            + " message) SELECT '" + LINE + "', " + directory + ", '', 'p' || (n.i % 1000), " + id
                            + ", n.i, 'PUBLISHED', 0, '' FROM n",
                    numbers(VOTES)
                            + "INSERT INTO evidence (id, line, subject, job, result, at, origin, who, component, url, notes)"
                            + " SELECT " + id + ", '" + LINE + "', " + directory
                            + ", CASE n.i % 3 WHEN 0 THEN 'consistent'"
                            + " ELSE 'job' || (n.i % 100) END, CASE n.i % 4 WHEN 0 THEN 'FAILURE' ELSE 'SUCCESS' END,"
                            + " 1769900000000000 + n.i * 1000000, 'CI', 'ci', 'c' || (n.i % 20), 'http://ci.example.org/' || n.i, '' FROM n",
                    numbers(COMMITS / 10)
                            + "INSERT INTO promotion (id, line, label, at, kind, who, reason, decision, aggregate) SELECT "
                            + id + ", '" + LINE + "', 'label' || (n.i % 5), 0, 'ASKED', 'user:ci', '', '', '' FROM n",
                    numbers(COMMITS / 10)
                            + "INSERT INTO promotion_part (promotion, place, component, directory, build, previous) SELECT "
                            + id + ", 0, '', " + directory + ", " + id + ", '' FROM n")) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }

    private static String numbers(int many) {
        return "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < " + (many - 1) + ") ";
    }

    private static boolean measure(InetSocketAddress server) throws Exception {
        Table table = new Table("request of DLRN's API", "bytes", "cpu ms, median of " + RUNS);
        double worst = 0;
        double vote;
        try (Asking asking = new Asking(server.getPort())) {
            for (String read : READS) {
                asking.send(get(read), REQUESTS);
            }
            for (String read : READS) {
                worst = Math.max(worst, row(asking, table, read, get(read), REQUESTS));
            }
            asking.send(report(), CHANGES);
            vote = row(asking, table, "POST report_result", report(), CHANGES);
        }
        table.row("promised of a read, at most", "", READ_LIMIT);
        table.row("promised of a vote, at most", "", CHANGE_LIMIT);
        table.print();
        System.out.printf(Locale.ROOT, "api dlrn-cpu-ms-per-vote %.3f%n", vote);
        System.out.printf(Locale.ROOT, "api dlrn-cpu-ms-per-read %.3f%n", worst);
        return worst <= READ_LIMIT && vote <= CHANGE_LIMIT;
    }

    private static double row(Asking asking, Table table, String name, String request, int times) throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        double[] costs = new double[RUNS];
        long bytes = 0;
        for (int i = 0; i < RUNS; i++) {
            long before = system.getProcessCpuTime();
            bytes = asking.send(request, times);
            costs[i] = (system.getProcessCpuTime() - before) / 1e6 / times;
        }
        Arrays.sort(costs);
        table.row(name, bytes, costs[RUNS / 2]);
        return costs[RUNS / 2];
    }

    private static String get(String read) {
        return "GET /api/" + read + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    private static String report() {
        String body =
                "{\"commit_hash\": \"%040x\", \"distro_hash\": \"%040x\", \"timestamp\": 1, \"success\": \"true\", \"job_id\": \"j\","
                                .formatted(7, 7)
                        + " \"url\": \"http://ci.example.org/1\"}";
        String who = Base64.getEncoder().encodeToString("ci:a long secret".getBytes(StandardCharsets.UTF_8));
        return "POST /api/report_result HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Basic "
                + who + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }
}
