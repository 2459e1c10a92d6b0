package penstock.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import penstock.app.api.Admission;
import penstock.app.api.Api;
import penstock.app.web.WebServer;
import penstock.app.wiring.Promoting;
import penstock.app.wiring.StoredReadings;
import penstock.distro.ReleaseLine;
import penstock.edge.crypt.CryptPasswords;
import penstock.edge.git.GitMirror;
import penstock.edge.git.MirrorLimits;
import penstock.edge.git.UrlRewriting;
import penstock.edge.logs.LogFolder;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlAuditTrail;
import penstock.edge.sql.SqlListing;
import penstock.edge.sql.SqlQueries;
import penstock.edge.sql.SqlTokens;
import penstock.edge.sql.SqlUsers;
import penstock.edge.sql.SqlWarningBook;
import penstock.engine.access.AuditedFactory;
import penstock.engine.access.TokenCheck;
import penstock.engine.access.UserCheck;
import penstock.engine.access.Watching;
import penstock.engine.distro.DistroInForce;
import penstock.engine.line.Factory;
import penstock.engine.line.Lines;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.Wakes;
import penstock.week.WeekTime;

/**
 * Part 2, D2: what a read of the API costs with 10,000 commits and 100,000 builds stored. Promised: at most 0.5 ms of CPU. Measured is
 * the server's process, all of it: HTTP, queries, documents; who asks is another process, over one connection that is kept.
 */
final class ApiReads implements Bench.Measurement {
    private static final int WARM = 2000;
    private static final int REQUESTS = 2000;
    private static final int RUNS = 5;
    private static final double LIMIT = 0.5;
    private static final String LINE = "/lines/" + StoredBuilds.LINE;
    private static final List<String> ADDRESSES = List.of(
            "/lines",
            LINE,
            LINE + "/packages",
            LINE + "/packages?behind=500",
            LINE + "/packages/p500",
            LINE + "/builds",
            LINE + "/builds?behind=" + StoredBuilds.id(StoredBuilds.BUILDS / 2),
            LINE + "/builds?project=p500",
            "/builds/" + StoredBuilds.id(StoredBuilds.BUILDS / 2),
            LINE + "/snapshots",
            LINE + "/labels",
            LINE + "/label-moves",
            LINE + "/events",
            LINE + "/events?project=p500");

    @Override
    public boolean run() throws Exception {
        try (Scratch scratch = new Scratch("api")) {
            Path folder = scratch.folder();
            ReleaseLine line = StoredBuilds.store(folder.resolve("penstock.db"));
            try (Database database = Database.own(folder.resolve("penstock.db"));
                    Lines lines = StoredBuilds.lines(database)) {
                GitMirror mirror = new GitMirror(folder.resolve("mirrors"), UrlRewriting.NONE, MirrorLimits.USUAL);
                WebServer server = new WebServer(
                        new WebServer.Settings("127.0.0.1", 0, Files.createDirectory(folder.resolve("published"))),
                        List::of,
                        List.of(api(folder, database, lines, new Factory(lines, _ -> {}, mirror), line)));
                try (server) {
                    return measure(server.start());
                }
            }
        }
    }

    private static Api api(Path folder, Database database, Lines lines, Factory factory, ReleaseLine line)
            throws OutsideFailure {
        SqlAuditTrail audit = new SqlAuditTrail(database, InstantSource.system());
        return new Api(
                new Admission(
                        new TokenCheck(new SqlTokens(database), InstantSource.system()),
                        new UserCheck(new SqlUsers(database), new CryptPasswords(), InstantSource.system()),
                        true,
                        Integer.MAX_VALUE),
                new Api.Sources(
                        new SqlQueries(database),
                        new SqlListing(database),
                        new SqlWarningBook(database),
                        StoredReadings.labels(database, InstantSource.system()),
                        new Api.Digests(StoredReadings.digests(database, InstantSource.system()), WeekTime.MONDAY),
                        new LogFolder(folder.resolve("logs"), 0),
                        audit),
                new Api.Doers(
                        new AuditedFactory(factory, new DistroInForce(List.of(line)), idle(), audit),
                        Promoting.of(
                                        database,
                                        lines::promote,
                                        lines.decisions()::lines,
                                        new Wakes(),
                                        (_, _, _) -> () -> {},
                                        InstantSource.system())
                                .office()),
                List.of(),
                InstantSource.system());
    }

    private static Watching idle() {
        return new Watching() {
            @Override
            public void lookNow(String url) {}

            @Override
            public void followAnew() {}
        };
    }

    private static boolean measure(InetSocketAddress server) throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Table table = new Table("read of the API", "bytes", "cpu ms, median of " + RUNS);
        double worst = 0;
        try (Asking asking = new Asking(server.getPort())) {
            for (String address : ADDRESSES) {
                asking.ask(address, WARM);
            }
            for (String address : ADDRESSES) {
                long bytes = asking.ask(address, WARM);
                double[] costs = new double[RUNS];
                for (int i = 0; i < RUNS; i++) {
                    long before = system.getProcessCpuTime();
                    asking.ask(address, REQUESTS);
                    costs[i] = (system.getProcessCpuTime() - before) / 1e6 / REQUESTS;
                }
                java.util.Arrays.sort(costs);
                table.row(address, bytes, costs[RUNS / 2]);
                worst = Math.max(worst, costs[RUNS / 2]);
            }
        }
        table.row("promised, at most", "", LIMIT);
        table.print();
        System.out.printf(Locale.ROOT, "api cpu-ms-per-read %.3f%n", worst);
        return worst <= LIMIT;
    }
}
