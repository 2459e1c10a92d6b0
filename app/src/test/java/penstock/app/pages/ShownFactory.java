package penstock.app.pages;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import penstock.app.api.Admission;
import penstock.app.api.ResultForm;
import penstock.app.web.OwnAddress;
import penstock.app.web.WebServer;
import penstock.app.wiring.Promoting;
import penstock.app.wiring.StoredReadings;
import penstock.build.Artifact;
import penstock.build.BuildOptions;
import penstock.build.BuildOutcome;
import penstock.build.BuildRequest;
import penstock.build.Cause;
import penstock.build.Step;
import penstock.build.Verdict;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.edge.logs.IndexedLogs;
import penstock.edge.logs.LogFolder;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlAuditTrail;
import penstock.edge.sql.SqlJournal;
import penstock.edge.sql.SqlLineViews;
import penstock.edge.sql.SqlPackageViews;
import penstock.edge.sql.SqlQueries;
import penstock.edge.sql.SqlRulesBook;
import penstock.edge.sql.SqlSnapshotViews;
import penstock.edge.sql.SqlTokens;
import penstock.edge.sql.SqlUsers;
import penstock.edge.sql.SqlWarningBook;
import penstock.edge.store.PublishedTree;
import penstock.engine.access.Actor;
import penstock.engine.access.AuditTrail;
import penstock.engine.access.Role;
import penstock.engine.access.TokenCheck;
import penstock.engine.access.TokenOffice;
import penstock.engine.access.TokenText;
import penstock.engine.access.UserCheck;
import penstock.engine.build.BuildLogs;
import penstock.engine.distro.DistroTrouble;
import penstock.engine.line.Journal;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.RulesBook;
import penstock.engine.promote.Wakes;
import penstock.engine.query.SnapshotViews;
import penstock.engine.testkit.PlainPasswords;
import penstock.engine.testkit.SeededHistory;
import penstock.line.Change;
import penstock.line.ComponentState;
import penstock.line.LineEvent;
import penstock.line.LineState;
import penstock.line.Order;
import penstock.line.Promotion;
import penstock.line.Settings;
import penstock.line.SnapshotRef;
import penstock.line.Stamp;
import penstock.line.Stepped;
import penstock.line.Task;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;
import penstock.promote.RulesText;
import penstock.repo.SnapshotEntry;
import penstock.require.Ecosystem;
import penstock.warning.PackageWarnings;
import penstock.warning.Shift;
import penstock.warning.Subject;
import penstock.warning.Unmet;
import penstock.warning.Warning;

/** The pages of a data folder with a history, and a build of a hostile package that a test lets run and end. */
final class ShownFactory implements AutoCloseable {
    static final String LINE = "flamingo";
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final String HOSTILE = "<script>alert(1)</script> \u202Eevil\u001b[31m \"quoted\" 'too' & more";
    static final int RUNNING_LINES = 900;

    private final Database database;
    private final SqlJournal journal;
    private final WebServer server;
    private final LogFolder logs;
    private final LineNews news = new LineNews(1);
    private final SeededHistory history;
    private final List<BuildLogs.Writing> open = new ArrayList<>();
    private long ids = 1;

    final Source source;
    final AtomicReference<List<Problem>> ruleMistakes = new AtomicReference<>(List.of());
    private final AtomicReference<Optional<DistroTrouble>> trouble = new AtomicReference<>(Optional.empty());
    final String address;

    ShownFactory(Path folder) throws Exception {
        this(folder, "");
    }

    /** @param baseUrl what the outside calls it; empty for what it is */
    ShownFactory(Path folder, String baseUrl) throws Exception {
        this(folder, baseUrl, List.of(""));
    }

    /** Of a line whose packages are in these components. */
    static ShownFactory ofComponents(Path folder, String... components) throws Exception {
        return new ShownFactory(folder, "", List.of(components));
    }

    private ShownFactory(Path folder, String baseUrl, List<String> components) throws Exception {
        this.database = Database.own(folder.resolve("penstock.db"));
        this.journal = new SqlJournal(database);
        this.history = new SeededHistory(11, LINE, 40, NOW, components);
        history.write(journal, 240, 1200);
        this.logs = new LogFolder(folder.resolve("logs"), 300_000_000);
        this.source = new Source(
                new Source.Views(
                        new SqlLineViews(database),
                        new SqlPackageViews(database),
                        new SqlSnapshotViews(database),
                        new SqlWarningBook(database),
                        StoredReadings.labels(database, () -> NOW),
                        StoredReadings.digests(database, () -> NOW)),
                new SqlQueries(database),
                new IndexedLogs(folder.resolve("logs")),
                "el9s",
                database);
        Path root = Files.createDirectories(folder.resolve("repositories"));
        FactoryPages pages = new FactoryPages(
                source, news, new FactoryPages.Mistakes(trouble::get, ruleMistakes::get), form(), () -> NOW);
        this.server = new WebServer(
                new WebServer.Settings("127.0.0.1", 0, root),
                new PublishedTree(root),
                List.of(OwnAddress.always(baseUrl), pages));
        this.address = "http://127.0.0.1:" + server.start().getPort();
    }

    private ResultForm form() throws OutsideFailure {
        Admission admission = new Admission(
                new TokenCheck(new SqlTokens(database), () -> NOW),
                new UserCheck(new SqlUsers(database), new PlainPasswords(), () -> NOW),
                true,
                100_000);
        Wakes wakes = new Wakes(news::changed);
        return new ResultForm(
                admission,
                Promoting.of(
                                database,
                                (_, _) -> Optional.of("nothing is promoted here"),
                                journal::lines,
                                wakes,
                                (_, _, _) -> () -> {},
                                () -> NOW)
                        .office());
    }

    /** The text of a token that may do this. */
    String token(String name, Role role) throws Exception {
        TokenText text = TokenText.make(new SecureRandom());
        new TokenOffice(new SqlTokens(database), audit(), () -> NOW)
                .add(Actor.user("ada"), name, text.id(), text.digest(), Optional.empty(), Set.of(role));
        return text.text();
    }

    AuditTrail audit() {
        return new SqlAuditTrail(database, () -> NOW);
    }

    /** The label {@code tested} has a rule, and was promoted twice to what {@code current} was some moves ago. */
    void promoted() throws Exception {
        new SqlRulesBook(database).comes(new RulesBook.Kept(new RulesText(RulesText.FILE, """
                labels:
                - label: tested
                  from: current
                  jobs:
                  - smoke
                  - any of: [install, upgrade]
                  - {job: tempest, passes: 1, runs: 3}
                  alarm: 7d
                  waivers: [{job: tempest, author: ada, reason: "bug <17>", until: 2026-12-24}]
                - {label: untried, jobs: [smoke]}
                """), NOW));
        List<SnapshotViews.Move> moves = source.snapshots().moves(LINE, Optional.empty(), 200).stream()
                .filter(move -> move.label().label().equals("current"))
                .toList();
        promote("00000000-0000-7000-8000-000000000001", moves.get(9).label().directory(), "");
        promote("00000000-0000-7000-8000-000000000002", moves.get(7).label().directory(), "it <works>");
    }

    private void promote(String id, String directory, String reason) throws Exception {
        SnapshotViews.Made made = source.snapshots().find(LINE, directory).orElseThrow();
        SnapshotRef ref = new SnapshotRef(
                LINE, "", directory, made.row().project(), made.row().build(), made.sequence());
        Promotion promotion =
                new Promotion(id, "tested", List.of(ref), Promotion.Kind.ASKED, "user:<ada>", reason, Optional.empty());
        ComponentState.Label label = new ComponentState.Label(Optional.of(ref), Optional.empty(), Optional.empty());
        write(
                new LineEvent.TimePassed(),
                new Change.Promoted(promotion, Optional.empty()),
                new Change.LabelChanged("", "tested", label, Optional.empty()));
    }

    /** Something is wrong with the distribution, or nothing any more. */
    void troubled(Optional<DistroTrouble> now) {
        trouble.set(now);
        news.changed();
    }

    List<String> seededRunning() {
        return history.running();
    }

    /** A package, its commit and its log are hostile; the build runs until {@link #fail}. */
    BuildRequest startHostile() throws Exception {
        Package pkg = new Package(
                "evil&<b>",
                "python-evil",
                "",
                new Package.Source("https://git.example.org/<evil>", "master", false),
                new Package.Source("https://dist.example.org/evil", "rpm-master", false),
                List.of("<mallory>@example.org"));
        Commit commit = new Commit("e".repeat(40), "e".repeat(40), NOW.minusSeconds(600), "<Mallory> <m@x>", HOSTILE);
        BuildRequest request = new BuildRequest(id(), LINE, pkg, commit, commit, NOW, BuildOptions.PLAIN);
        write(new LineEvent.TimePassed(), new Change.BuildStarted(request, Task.Kind.COMMIT, 1));
        BuildLogs.Writing log = logs.create(request.id());
        open.add(log);
        log.enter(Step.SRPM);
        print(log, HOSTILE + "\n");
        log.enter(Step.BUILD);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < RUNNING_LINES; i++) {
            lines.append("compiling part ").append(i).append(" of the package, with words that go on a while\n");
        }
        print(log, lines.toString());
        return request;
    }

    /** A package that asks for what nobody provides, in hostile words; another could not be judged. */
    void warn(String project, String other) throws Exception {
        Package pkg = source.packages().find(LINE, project, 1).orElseThrow().pkg();
        Commit commit = new Commit("e".repeat(40), "e".repeat(40), NOW.minusSeconds(600), "<Mallory> <m@x>", HOSTILE);
        PackageWarnings.Commits commits = new PackageWarnings.Commits(commit, commit);
        Subject subject = new Subject(Ecosystem.PYTHON, "wrapt");
        SourcePosition at = new SourcePosition("requirements.txt", 12, 0, "wrapt>=2.1  # " + HOSTILE);
        Unmet unmet = new Unmet(
                subject,
                Unmet.Meaning.TOO_OLD,
                List.of("wrapt>=2.1 (runtime)"),
                List.of(at),
                List.of("too old: 1.15 in current (python3-wrapt)"),
                new Unmet.Remedy(
                        "--- a/python-x.spec\n+++ b/python-x.spec\n@@ -1,1 +1,1 @@\n-Requires: python3-wrapt\n"
                                + "+Requires: python3-wrapt >= 2.1 " + HOSTILE + "\n",
                        ""),
                new Unmet.Reach(
                        List.of("current: 1.15 (python3-wrapt)"),
                        List.of("current"),
                        List.of("python3-debtcollector needs python3dist(wrapt) < 2"),
                        List.of("14 packages need < 2"),
                        List.of("line 3: " + HOSTILE)));
        Shift shift =
                new Shift(subject, List.of(commit), List.of("runtime: raised >=1.14 -> >=2.1"), List.of(at), false);
        Warning warning = new Warning(unmet, "", List.of(shift), true, NOW, NOW, "t");
        SqlWarningBook book = new SqlWarningBook(database);
        book.take(new PackageWarnings(LINE, pkg, Optional.of(commits), commits, "", List.of(warning)), List.of());
        Package second = source.packages().find(LINE, other, 1).orElseThrow().pkg();
        book.take(PackageWarnings.none(LINE, second, commits).unjudged(second, commits, HOSTILE), List.of());
    }

    void print(String text) throws OutsideFailure {
        print(open.getLast(), text);
    }

    private static void print(BuildLogs.Writing log, String text) throws OutsideFailure {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        log.write(bytes, 0, bytes.length);
    }

    /** Ends the build that was started last; its log shows the failure in its last line. */
    void fail(BuildRequest request) throws Exception {
        print("error: " + HOSTILE + "\n");
        int line = source.logs().outline(request.id()).orElseThrow().lines();
        open.getLast().close();
        Verdict verdict = Verdict.failed(
                Step.BUILD, new Cause.CommandFailed(HOSTILE), List.of(new Verdict.LogLine(line, "error: " + HOSTILE)));
        BuildOutcome outcome = new BuildOutcome(
                verdict,
                Optional.empty(),
                Optional.empty(),
                List.of(new Artifact(Artifact.Kind.LOG, "rpmbuild.log", "f".repeat(64), 4096)),
                Optional.empty());
        write(
                new LineEvent.Built(new Order.Build(request), outcome),
                new Change.BuildEnded(request, outcome, 1_000_000, SnapshotEntry.FAILED, ""));
    }

    /** A log of a build of the history, as large as a test likes. */
    void log(String build, String text) throws Exception {
        try (BuildLogs.Writing log = logs.create(build)) {
            log.enter(Step.PREP);
            print(log, text);
        }
    }

    void write(LineEvent event, Change... changes) throws OutsideFailure {
        Settings settings = new Settings(1, 1, Duration.ofMinutes(1), false);
        Journal.Entry entry = new Journal.Entry(
                new Stamp(id(), NOW), event, new Stepped(LineState.empty(LINE, settings), List.of(), List.of(changes)));
        journal.write(LINE, List.of(entry));
        news.stepped(LINE, entry);
    }

    private String id() {
        ids++;
        return new UUID((NOW.toEpochMilli() << 16) | 0x7000, 0x9000_0000_0000_0000L | (ids << 20)).toString();
    }

    @Override
    public void close() throws OutsideFailure {
        for (BuildLogs.Writing log : open) {
            log.close();
        }
        news.close();
        server.close();
        database.close();
    }
}
