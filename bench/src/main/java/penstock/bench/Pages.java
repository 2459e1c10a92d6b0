package penstock.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import penstock.edge.logs.LogFolder;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlJournal;
import penstock.edge.sql.SqlLineViews;
import penstock.edge.sql.SqlSnapshotViews;
import penstock.engine.build.BuildLogs;
import penstock.engine.query.LineViews;
import penstock.engine.query.SnapshotViews;
import penstock.engine.testkit.SeededHistory;

/**
 * D2: the CPU that a page costs the server, on a line of 500 packages, 10,000 commits and 100,000 builds. Promised: at most 0.5 ms
 * for each page. The server is a process of its own, asked over a connection that stays; what it uses is what the kernel counts for it.
 * A page that was sent some seconds ago, since when nothing changed, is sent again as it is, so there are two figures: of a page that is
 * read and rendered, which another query each time sees to, and of one that is asked for again.
 */
final class Pages implements Bench.Measurement {
    static final String LINE = "flamingo";
    private static final int PACKAGES = 500;
    private static final int COMMITS = 10_000;
    private static final int BUILDS = 100_000;
    private static final int ROUND = 200;
    private static final int ROUNDS = 10;
    private static final int MOST_ROUNDS = 60;
    /** Seconds of a round, of some two, that the JVM's compilers may still take. */
    private static final double COMPILED = 0.03;

    private static final int ASKED = 500;
    private static final int RUNS = 3;
    private static final double TICKS_OF_A_SECOND = 100;
    private static final double LIMIT = 0.5;
    private static final OperatingSystemMXBean SYSTEM = ManagementFactory.getOperatingSystemMXBean();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private long asked;

    @Override
    public boolean run() throws Exception {
        try (Scratch scratch = new Scratch("pages")) {
            Map<String, String> pages = fill(scratch.folder());
            Process server = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-XX:+UseSerialGC",
                            "--enable-native-access=ALL-UNNAMED",
                            "-Dslf4j.internal.verbosity=ERROR",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "penstock.bench.PagesServer",
                            scratch.folder().toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader said =
                    new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
                return measure(server, said.readLine(), pages);
            } finally {
                server.destroy();
                server.waitFor();
            }
        }
    }

    private boolean measure(Process server, String address, Map<String, String> pages) throws Exception {
        warmUp(server, address, pages);
        double worst = 0;
        Table table = new Table("a page, " + BUILDS + " builds", "ms of CPU", "asked again", "compiling", "kB");
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Cost anew = cost(server, address + page.getValue(), true);
            Cost again = cost(server, address + page.getValue(), false);
            worst = Math.max(worst, anew.page());
            table.row(
                    page.getKey(),
                    anew.page(),
                    again.page(),
                    anew.compiling(),
                    ask(address + page.getValue(), 1, true) / 1000);
        }
        table.row("promised, at most", LIMIT, LIMIT, "", "");
        table.print();
        System.out.printf(Locale.ROOT, "load average %.1f%n", SYSTEM.getSystemLoadAverage());
        System.out.printf(Locale.ROOT, "pages milliseconds %.3f%n", worst);
        return worst <= LIMIT;
    }

    /**
     * All of them in turn, until what they share is compiled, as in a server that has run for a while. The JVM's compilers have threads of their
     * own, whose work would be counted with that of whichever page is asked for meanwhile: after 2,000 requests for each page they still
     * took a quarter of what the line's page did.
     */
    private void warmUp(Process server, String address, Map<String, String> pages) throws Exception {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double before = compilerSeconds(server);
            for (String path : pages.values()) {
                ask(address + path, ROUND, true);
            }
            if (round >= ROUNDS && compilerSeconds(server) - before < COMPILED) {
                return;
            }
        }
        System.out.println("the JVM was still compiling when measuring began");
    }

    /** User and system time of the threads that compile; one that ends takes its share with it. */
    private static double compilerSeconds(Process process) throws Exception {
        double seconds = 0;
        try (DirectoryStream<Path> threads =
                Files.newDirectoryStream(Path.of("/proc", String.valueOf(process.pid()), "task"))) {
            for (Path thread : threads) {
                seconds += compilerSeconds(thread);
            }
        }
        return seconds;
    }

    private static double compilerSeconds(Path thread) throws IOException {
        try {
            String name = Files.readString(thread.resolve("comm"));
            return name.startsWith("C1 Comp") || name.startsWith("C2 Comp") ? cpuSeconds(thread) : 0;
        } catch (NoSuchFileException ended) {
            return 0;
        }
    }

    /**
     * Milliseconds of a processor for a page.
     *
     * @param compiling what the JVM's compilers took beside it: they begin anew when one page alone is asked for, and are done soon
     */
    private record Cost(double page, double compiling) {}

    /** The median of some runs, since a machine with other work has slow moments. */
    private Cost cost(Process server, String address, boolean anew) throws Exception {
        List<Cost> costs = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            double before = cpuSeconds(server);
            double compilersBefore = compilerSeconds(server);
            ask(address, ASKED, anew);
            double all = (cpuSeconds(server) - before) * 1000 / ASKED;
            // A compiler's thread that ended meanwhile has taken its time with it: that stays with the page.
            double compiling = Math.max(0, compilerSeconds(server) - compilersBefore) * 1000 / ASKED;
            costs.add(new Cost(all - compiling, compiling));
        }
        return costs.stream()
                .sorted(Comparator.comparingDouble(Cost::page))
                .toList()
                .get(RUNS / 2);
    }

    /** @param anew with a query of no meaning that no request had before, so that nothing is at hand */
    private int ask(String address, int times, boolean anew) throws Exception {
        int length = 0;
        for (int i = 0; i < times; i++) {
            String query = anew ? (address.contains("?") ? "&" : "?") + "asked=" + asked++ : "";
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(address + query)).build();
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(address + " answers " + answer.statusCode());
            }
            length = answer.body().length;
        }
        return length;
    }

    /** User and system time of a process and its threads (proc(5), stat), in steps of 10 ms. */
    private static double cpuSeconds(Process process) throws IOException {
        return cpuSeconds(Path.of("/proc", String.valueOf(process.pid())));
    }

    private static double cpuSeconds(Path task) throws IOException {
        String stat = Files.readString(task.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_OF_A_SECOND;
    }

    private static Map<String, String> fill(Path data) throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try (Database database = Database.own(data.resolve("penstock.db"))) {
            new SeededHistory(5, LINE, PACKAGES, now).write(new SqlJournal(database), COMMITS, BUILDS);
            LineViews.BuildLine failed = new SqlLineViews(database)
                    .builds(LINE, Optional.empty(), 1000).stream()
                            .filter(build -> build.row().status().equals("FAILED"))
                            .findFirst()
                            .orElseThrow();
            log(data, failed.row().id());
            SnapshotViews.Made made = new SqlSnapshotViews(database)
                    .made(LINE, Optional.empty(), 1)
                    .getFirst();
            String line = "/-/lines/" + LINE;
            Map<String, String> pages = new LinkedHashMap<>();
            pages.put("lines", "/");
            pages.put("line", line);
            pages.put("packages", line + "/packages");
            pages.put("packages that fail", line + "/packages?show=failing");
            pages.put("package", line + "/packages/" + failed.row().project());
            pages.put("package that all need", line + "/packages/oslo-config");
            pages.put("commit", line + "/commits/" + failed.row().commits().source());
            pages.put("builds", line + "/builds");
            pages.put("build", "/-/builds/" + failed.row().id());
            pages.put("snapshots", line + "/snapshots");
            pages.put("snapshot", line + "/snapshots/" + made.row().directory());
            pages.put("labels", line + "/labels");
            pages.put("history", line + "/history");
            return pages;
        }
    }

    private static void log(Path data, String build) throws Exception {
        try (BuildLogs.Writing log = new LogFolder(data.resolve("logs"), 100_000_000).create(build)) {
            byte[] line = "a line of a log as a compiler prints it, with some eighty characters in it all\n"
                    .getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 5000; i++) {
                log.write(line, 0, line.length);
            }
        }
    }
}
