package penstock.engine.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import penstock.build.Artifact;
import penstock.build.BuildOptions;
import penstock.build.BuildOutcome;
import penstock.build.BuildRequest;
import penstock.build.Cause;
import penstock.build.SpecFacts;
import penstock.build.Step;
import penstock.build.Verdict;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.engine.line.Journal;
import penstock.engine.port.OutsideFailure;
import penstock.line.Change;
import penstock.line.ComponentState;
import penstock.line.Excuse;
import penstock.line.LineEvent;
import penstock.line.LineState;
import penstock.line.Order;
import penstock.line.PackageState;
import penstock.line.Settings;
import penstock.line.SnapshotRef;
import penstock.line.Stamp;
import penstock.line.Stepped;
import penstock.line.Task;
import penstock.repo.RepoLayout;
import penstock.repo.SnapshotEntry;

/**
 * The history of a line as a factory leaves it in its journal, made from a seed: packages that need one another, commits, builds that
 * succeed or fail for causes that some share, snapshots, labels, and at the end some packages that wait and two that are being built.
 */
public final class SeededHistory {
    private static final Settings SETTINGS = new Settings(2, 3, Duration.ofMinutes(1), false);
    private static final int BATCH = 200;
    private static final int HUBS = 6;
    private static final List<String> STEMS = List.of(
            "oslo-config",
            "oslo-log",
            "stevedore",
            "keystone",
            "nova",
            "neutron",
            "glance",
            "cinder",
            "heat",
            "ironic");
    private static final List<String> SUBJECTS = List.of(
            "Handle an empty answer of the scheduler",
            "Imported Translations from Zanata",
            "Fix the lower bound of stevedore",
            "Add a release note about the removed option",
            "Bump hacking",
            "Retry when the message queue closes the connection while a very long subject goes on and on");

    private final SplittableRandom random;
    private final String line;
    private final int packages;
    private final Instant end;
    private final List<String> components;
    private final List<PackageState> states = new ArrayList<>();
    private final List<Journal.Entry> batch = new ArrayList<>();
    private final List<String> running = new ArrayList<>();
    private long ids;
    private long sequence;

    /** @param end of the history; it begins as long before as there are minutes in its builds */
    public SeededHistory(long seed, String line, int packages, Instant end) {
        this(seed, line, packages, end, List.of(""));
    }

    /** @param components to which packages belong in turn */
    public SeededHistory(long seed, String line, int packages, Instant end, List<String> components) {
        this.components = List.copyOf(components);
        this.random = new SplittableRandom(seed);
        this.line = line;
        this.packages = packages;
        this.end = end;
    }

    /**
     * Writes the whole history.
     *
     * @param commits different ones, over all packages
     * @param builds in all; a commit has several
     */
    public void write(Journal journal, int commits, int builds) throws OutsideFailure {
        Instant start = end.minus(Duration.ofMinutes(builds + 10L));
        for (int i = 0; i < packages; i++) {
            states.add(fresh(i));
            add(journal, start, new LineEvent.TimePassed(), List.of(new Change.PackageChanged(states.get(i))));
        }
        int each = Math.max(1, builds / Math.max(1, commits));
        Commit[] newest = new Commit[packages];
        for (int i = 0; i < builds; i++) {
            int place = i / each % packages;
            Instant at = start.plus(Duration.ofMinutes(i + 1L));
            Commit known = newest[place];
            Commit commit = known == null || i % each == 0 ? commit(at) : known;
            newest[place] = commit;
            built(journal, place, commit, i % each + 1, at);
        }
        unfinished(journal);
        flush(journal);
    }

    /** The ids of the builds that run at the end. */
    public List<String> running() {
        return List.copyOf(running);
    }

    private PackageState fresh(int place) {
        String project = place < STEMS.size() ? STEMS.get(place) : STEMS.get(place % STEMS.size()) + "-" + place;
        Package pkg = new Package(
                project,
                "python-" + project,
                components.get(place % components.size()),
                new Package.Source("https://git.example.org/openstack/" + project, "master", false),
                new Package.Source("https://dist.example.org/" + project + "-distgit", "rpm-master", false),
                List.of("ada@example.org"));
        List<String> requires = new ArrayList<>(List.of("python3-devel", "python3-pbr >= 3.0"));
        for (int i = 0; i < Math.min(HUBS, place); i++) {
            int other = i < 3 ? i : random.nextInt(place);
            requires.add("python3-" + states.get(other).pkg().project() + " >= 1.0");
        }
        SpecFacts facts = new SpecFacts(
                pkg.name(),
                requires,
                List.of("python3-" + project),
                List.of("python3-six", "python3-" + STEMS.getFirst()),
                false);
        return new PackageState(
                pkg,
                place,
                PackageState.Taken.NOTHING,
                Optional.of(new PackageState.Spec(hex(40), hex(40), facts)),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    private Commit commit(Instant at) {
        return new Commit(
                hex(40),
                hex(40),
                at.minus(Duration.ofMinutes(random.nextInt(1, 90))),
                "Ada Example <ada@example.org>",
                SUBJECTS.get(random.nextInt(SUBJECTS.size())));
    }

    private void built(Journal journal, int place, Commit commit, int attempt, Instant at) throws OutsideFailure {
        PackageState state = states.get(place);
        BuildRequest request = request(state, commit, at);
        List<Change> changes = new ArrayList<>();
        add(
                journal,
                at,
                new LineEvent.TimePassed(),
                List.of(new Change.BuildStarted(request, Task.Kind.COMMIT, attempt)));
        Verdict verdict = random.nextInt(100) < 88 ? Verdict.SUCCESS : failure(state);
        sequence++;
        String status = verdict.succeeded() ? SnapshotEntry.SUCCESS : SnapshotEntry.FAILED;
        String extended = verdict.succeeded() && attempt > 1 ? hex(8) : "";
        String nvr = state.pkg().name() + "-1.0." + sequence + "-0.1.el9";
        List<Artifact> artifacts =
                List.of(new Artifact(Artifact.Kind.LOG, "rpmbuild.log", hex(64), random.nextInt(1000, 90_000)));
        BuildOutcome outcome = new BuildOutcome(
                verdict,
                Optional.of(hex(64)),
                verdict.succeeded() ? Optional.of(nvr) : Optional.empty(),
                artifacts,
                Optional.empty());
        changes.add(new Change.BuildEnded(request, outcome, sequence, status, extended));
        Optional<SnapshotEntry> before = state.entry().filter(known -> !verdict.succeeded());
        SnapshotEntry entry = before.map(known -> new SnapshotEntry(
                        known.build(), known.extended(), known.nvr(), status, known.succeeded(), known.artifacts()))
                .orElse(new SnapshotEntry(request, extended, verdict.succeeded() ? nvr : "", status, at, artifacts));
        changes.add(
                new Change.EntryChanged(state.pkg().component(), state.pkg().project(), sequence, Optional.of(entry)));
        if (verdict.succeeded()) {
            changes.addAll(published(request, extended));
        }
        PackageState next = new PackageState(
                state.pkg(),
                place,
                new PackageState.Taken(
                        Optional.of(commit.id()),
                        Optional.of(request.distgit().id()),
                        Optional.of(at),
                        Optional.empty(),
                        Optional.empty()),
                state.spec(),
                Optional.empty(),
                List.of(),
                Optional.of(entry));
        states.set(place, next);
        changes.add(new Change.PackageChanged(next));
        Instant ended = at.plusSeconds(random.nextInt(20, 400));
        add(journal, ended, new LineEvent.Built(new Order.Build(request), outcome), changes);
    }

    private List<Change> published(BuildRequest request, String extended) {
        String directory = RepoLayout.directory(request, extended);
        String component = request.pkg().component();
        SnapshotRef ref =
                new SnapshotRef(line, component, directory, request.pkg().project(), request.id(), sequence);
        ComponentState.Label label = new ComponentState.Label(Optional.of(ref), Optional.empty(), Optional.empty());
        List<Change> changes = new ArrayList<>(List.of(
                new Change.SnapshotMade(ref),
                new Change.SnapshotPublished(ref),
                new Change.LabelChanged(component, RepoLayout.CURRENT, label, Optional.empty())));
        if (sequence % 7 == 0) {
            changes.add(new Change.LabelChanged(component, RepoLayout.CONSISTENT, label, Optional.empty()));
        }
        return changes;
    }

    private BuildRequest request(PackageState state, Commit commit, Instant at) {
        Commit distgit = new Commit(
                "d".repeat(32) + "%08x".formatted(state.index()), hex(40), at, "Pat <pat@example.org>", "Package it");
        return new BuildRequest(id(at), line, state.pkg(), commit, distgit, at, BuildOptions.PLAIN);
    }

    private Verdict failure(PackageState state) {
        String name = state.pkg().name();
        return switch (random.nextInt(4)) {
            case 0 ->
                failed(
                        Step.BUILD_REQUIRES,
                        new Cause.MissingDependency("python3dist(wrapt) >= 2.1", name),
                        "==> python3dist(wrapt) >= 2.1 is not to be had");
            case 1 ->
                failed(
                        Step.CHECK,
                        new Cause.TestFailures(List.of("tests.test_api.ApiTest.test_list", "tests.test_db.DbTest")),
                        "FAILED (failures=2)");
            case 2 ->
                failed(
                        Step.PREP,
                        new Cause.PatchDoesNotApply("0001-no-network.patch", "setup.cfg", 12, "1"),
                        "Hunk #1 FAILED at 12.");
            default ->
                failed(
                        Step.FILES,
                        new Cause.UnpackagedFiles(
                                List.of("/usr/bin/" + state.pkg().project() + "-manage")),
                        "error: Installed (but unpackaged) file(s) found:");
        };
    }

    private static Verdict failed(Step step, Cause cause, String evidence) {
        return Verdict.failed(step, cause, List.of(new Verdict.LogLine(42, evidence)));
    }

    private void unfinished(Journal journal) throws OutsideFailure {
        for (int place = 0; place < Math.min(packages, 30); place += 5) {
            PackageState state = states.get(place);
            Commit commit = commit(end.minus(Duration.ofHours(place)));
            BuildRequest request = request(state, commit, end.minusSeconds(90));
            boolean builds = place % 15 == 0;
            Task.Phase phase = builds ? new Task.Building(request, false) : new Task.Waiting(end.minusSeconds(30));
            Task task = new Task(commit, request.distgit(), BuildOptions.PLAIN, Task.Kind.COMMIT, 1, phase);
            PackageState next = new PackageState(
                    state.pkg(), place, state.taken(), state.spec(), Optional.empty(), List.of(task), state.entry());
            List<Change> changes = new ArrayList<>(List.of(new Change.PackageChanged(next)));
            if (builds) {
                changes.add(new Change.BuildStarted(request, Task.Kind.COMMIT, 1));
                running.add(request.id());
            } else {
                changes.add(new Change.WaitChanged(
                        state.pkg().project(),
                        Optional.of(new Excuse(
                                Excuse.Reason.DEPENDENCY,
                                "waits for packages that it needs to be built",
                                List.of(STEMS.getFirst()),
                                end.minus(Duration.ofMinutes(place)),
                                "the end of the builds of " + STEMS.getFirst()))));
            }
            add(journal, end.minusSeconds(60), new LineEvent.TimePassed(), changes);
        }
    }

    private void add(Journal journal, Instant at, LineEvent event, List<Change> changes) throws OutsideFailure {
        batch.add(new Journal.Entry(
                new Stamp(id(at), at), event, new Stepped(LineState.empty(line, SETTINGS), List.of(), changes)));
        if (batch.size() >= BATCH) {
            flush(journal);
        }
    }

    private void flush(Journal journal) throws OutsideFailure {
        journal.write(line, batch);
        batch.clear();
    }

    /** Rising with time, as version 7 has it, and the same for the same seed. */
    private String id(Instant at) {
        ids++;
        return new UUID((at.toEpochMilli() << 16) | 0x7000, 0x8000_0000_0000_0000L | (ids << 21)).toString();
    }

    private String hex(int digits) {
        byte[] bytes = new byte[digits / 2];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
