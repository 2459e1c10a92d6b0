package penstock.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import penstock.build.BuildOptions;
import penstock.build.BuildOutcome;
import penstock.build.Cause;
import penstock.build.SpecFacts;
import penstock.build.Step;
import penstock.build.Verdict;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.engine.line.Journal;
import penstock.engine.port.OutsideFailure;
import penstock.follow.Finding;
import penstock.line.ComponentState;
import penstock.line.LineEvent;
import penstock.line.LineState;
import penstock.line.LineStep;
import penstock.line.Order;
import penstock.line.PackageState;
import penstock.line.Promotion;
import penstock.line.Settings;
import penstock.line.SnapshotRef;
import penstock.line.Stamp;
import penstock.line.Stepped;
import penstock.repo.RepoLayout;

/** What every journal does: a line that is loaded again is the line that was written, with its open orders (D2). */
public abstract class JournalContract {
    private static final Settings SETTINGS = new Settings(2, 2, Duration.ofSeconds(5), false);
    private static final String LINE = "flamingo";
    private Instant now = Instant.parse("2026-03-01T12:00:00.123456Z");

    /** An empty journal. */
    protected abstract Journal open() throws OutsideFailure;

    /** The same journal as another process would open it. */
    protected abstract Journal again(Journal journal) throws OutsideFailure;

    /** How much random work there is time for. */
    protected abstract int seeds();

    @Test
    void aLineThatWasNeverWrittenIsEmpty() throws Exception {
        Journal.Restored restored = open().load(LINE, SETTINGS);
        assertThat(restored.state().packages()).isEmpty();
        assertThat(restored.open()).isEmpty();
    }

    @Test
    void theLinesThatWereWrittenAreKnown() throws Exception {
        Journal journal = open();
        assertThat(journal.lines()).isEmpty();
        for (String line : List.of("flamingo", "epoxy")) {
            Stamp stamp = new Stamp(id(new Random(line.hashCode())), now);
            LineEvent event = new LineEvent.Configured(List.of(pkg(1, "")));
            Stepped stepped = LineStep.step(journal.load(line, SETTINGS).state(), stamp, event);
            journal.write(line, List.of(new Journal.Entry(stamp, event, stepped)));
        }
        assertThat(again(journal).lines()).containsExactly("epoxy", "flamingo");
    }

    @Test
    void aLineThatIsRemovedHasNothingLeftToDoAndIsNotForgotten() throws Exception {
        Journal journal = open();
        Random random = new Random(1);
        LineState state = journal.load(LINE, SETTINGS).state();
        Commit commit = commit(random);
        List<LineEvent> events = List.of(
                new LineEvent.Configured(List.of(pkg(1, ""))),
                new LineEvent.Found(new Finding.Moved("p1", List.of(commit), commit, List.of())),
                new LineEvent.Unfollowed(),
                new LineEvent.Removed(List.of()));
        for (LineEvent event : events) {
            now = now.plusMillis(1);
            Stamp stamp = new Stamp(id(random), now);
            Stepped stepped = LineStep.step(state, stamp, event);
            journal.write(LINE, List.of(new Journal.Entry(stamp, event, stepped)));
            state = stepped.next();
        }
        assertThat(journal.lines()).isEmpty();
        Journal.Restored restored = again(journal).load(LINE, SETTINGS);
        assertThat(restored.open()).isEmpty();
        assertThat(restored.state().packages()).isEmpty();
        assertThat(restored.state().atRest()).isTrue();
        assertThat(restored.state().gone().orElseThrow().removed()).isTrue();
        assertThat(restored.state().sequence()).isEqualTo(state.sequence());
    }

    @Test
    void randomWorkIsTheSameAfterARestartAtAnyMoment() throws Exception {
        for (int seed = 1; seed <= seeds(); seed++) {
            randomWork(seed);
        }
    }

    private void randomWork(int seed) throws OutsideFailure {
        Random random = new Random(seed);
        Journal journal = open();
        LineState state = journal.load(LINE, SETTINGS).state();
        Map<String, Order> open = new LinkedHashMap<>();
        List<LineEvent> first = List.of(new LineEvent.Configured(packages(random)));
        for (int i = 0; i < 150; i++) {
            LineEvent event = i < first.size() ? first.get(i) : event(random, state, open.values());
            now = now.plusMillis(random.nextInt(2500));
            Stamp stamp = new Stamp(id(random), now);
            Stepped stepped = LineStep.step(state, stamp, event);
            List<Journal.Entry> entries = List.of(new Journal.Entry(stamp, event, stepped));
            journal.write(LINE, entries);
            if (i % 5 == 0) {
                // As by a loop that was not told whether it was written.
                journal.write(LINE, entries);
            }
            if (event instanceof LineEvent.Done done) {
                open.remove(done.order().id());
            }
            stepped.orders().forEach(order -> open.put(order.id(), order));
            state = stepped.next();
            if (i % 10 == 9) {
                journal = again(journal);
                Journal.Restored restored = journal.load(LINE, SETTINGS);
                assertSame(seed + ":" + i, restored, state, open);
            }
        }
    }

    private static void assertSame(String what, Journal.Restored restored, LineState state, Map<String, Order> open) {
        LineState again = restored.state();
        assertThat(again.packages()).as(what).isEqualTo(state.packages());
        assertThat(again.gonePackages()).as(what).isEqualTo(state.gonePackages());
        assertThat(again.pause()).as(what).isEqualTo(state.pause());
        assertThat(again.sequence()).as(what).isEqualTo(state.sequence());
        assertThat(again.building()).as(what).isEqualTo(state.building());
        assertThat(again.atRest()).as(what).isEqualTo(state.atRest());
        for (PackageState one : state.packages()) {
            String project = one.pkg().project();
            assertThat(again.excuse(project)).as(what).isEqualTo(state.excuse(project));
            assertThat(again.pause(project)).as(what).isEqualTo(state.pause(project));
            assertThat(again.needs(project)).as(what).isEqualTo(state.needs(project));
        }
        assertThat(again.components().stream().filter(JournalContract::used))
                .as(what)
                .containsExactlyElementsOf(state.components().stream()
                        .filter(JournalContract::used)
                        .toList());
        assertThat(restored.open().stream().map(JournalContract::unplaced))
                .as(what)
                .containsExactlyInAnyOrderElementsOf(
                        open.values().stream().map(JournalContract::unplaced).toList());
    }

    /** A new configuration may have given packages other places since the order was given; it lists the same ones. */
    private static Object unplaced(Order order) {
        return order instanceof Order.Publish publish
                ? List.of(
                        publish.id(),
                        publish.ref(),
                        Set.copyOf(publish.entries().values()))
                : order;
    }

    private static boolean used(ComponentState component) {
        return !component.entries().isEmpty() || component.failing() > 0;
    }

    private static List<Package> packages(Random random) {
        List<Package> packages = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            if (i == 0 || random.nextInt(8) > 0) {
                packages.add(pkg(i, random.nextInt(4) == 0 ? "puppet" : ""));
            }
        }
        return packages;
    }

    private static Package pkg(int number, String component) {
        String name = "p" + number;
        return new Package(
                name,
                "python-" + name,
                component,
                new Package.Source("https://example.org/" + name, "master", false),
                new Package.Source("https://example.org/" + name + "-distgit", "rpm-master", true),
                List.of("someone@example.org"));
    }

    private static Commit commit(Random random) {
        String id = Integer.toHexString(random.nextInt(10)).repeat(40);
        return new Commit(id, "0".repeat(40), Instant.ofEpochSecond(1000), "Ä <a@example.org>", "It's \"work\" \\ ü");
    }

    private LineEvent event(Random random, LineState state, Collection<Order> open) {
        if (!open.isEmpty() && random.nextInt(3) > 0) {
            List<Order> orders = List.copyOf(open);
            return outcome(random, orders.get(random.nextInt(orders.size())));
        }
        String project = "p" + random.nextInt(6);
        return switch (random.nextInt(11)) {
            case 0 -> new LineEvent.Configured(packages(random));
            case 1 -> new LineEvent.TimePassed();
            case 2 -> new LineEvent.Found(new Finding.Broken(project, "it is\ngone", true));
            case 3 -> new LineEvent.Asked(project, commit(random), commit(random), new BuildOptions(false, true));
            case 4 -> new LineEvent.Paused(meant(random, project), "user:ada", "it's \"old\"");
            case 5 -> new LineEvent.Resumed(meant(random, project));
            case 6 -> new LineEvent.Removed(List.of(project));
            case 7 ->
                promoting(random, state)
                        .<LineEvent>map(LineEvent.Promoting::new)
                        .orElse(new LineEvent.TimePassed());
            default ->
                new LineEvent.Found(new Finding.Moved(
                        project, List.of(commit(random), commit(random)), commit(random), List.of("rewritten")));
        };
    }

    /** Promotes a label to what is current in some components. */
    private Optional<Promotion> promoting(Random random, LineState state) {
        List<SnapshotRef> parts = state.components().stream()
                .filter(_ -> random.nextInt(3) > 0)
                .flatMap(component -> component.labels().get(RepoLayout.CURRENT).stream())
                .flatMap(label -> label.at().stream())
                .toList();
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(new Promotion(
                        id(random), "tested", parts, Promotion.Kind.RULE, "rule", "it's \"good\"", Optional.of("d")));
    }

    private static List<String> meant(Random random, String project) {
        return random.nextInt(4) == 0 ? List.of() : List.of(project);
    }

    private static LineEvent outcome(Random random, Order order) {
        if (random.nextInt(6) == 0) {
            return new LineEvent.Failed(order, "no space", random.nextBoolean());
        }
        return switch (order) {
            case Order.ReadSpec read -> new LineEvent.SpecRead(read, facts(random, read.pkg()));
            case Order.Build build -> new LineEvent.Built(build, built(random, build));
            case Order.Publish publish -> new LineEvent.Published(publish);
            case Order.Point point -> new LineEvent.Pointed(point);
            case Order.Promote promote ->
                new LineEvent.Promoted(promote, Optional.of("0123456789abcdef0123456789abcdef"));
        };
    }

    private static SpecFacts facts(Random random, Package pkg) {
        List<String> needs = List.of("python-p" + random.nextInt(6) + " >= 1", "gcc");
        return new SpecFacts(pkg.name(), needs, List.of(pkg.name()), List.of(), random.nextBoolean());
    }

    private static BuildOutcome built(Random random, Order.Build build) {
        if (random.nextInt(3) > 0) {
            return FakeBuilder.success(build.request());
        }
        Cause cause = random.nextBoolean()
                ? new Cause.PatchDoesNotApply("a.patch", "b.py", 12, "@@ -1 +1 @@")
                : new Cause.UnpackagedFiles(List.of("/usr/bin/x", "/usr/bin/y"));
        Verdict verdict = new Verdict(
                Verdict.Result.FAILED,
                Optional.of(Step.PREP),
                Optional.of(cause),
                List.of(new Verdict.LogLine(3, "no\ttab")),
                random.nextBoolean());
        return new BuildOutcome(verdict, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    }

    private String id(Random random) {
        long high = (now.toEpochMilli() << 16) | 0x7000;
        return new UUID(high, 0x8000_0000_0000_0000L | (random.nextLong() >>> 2)).toString();
    }
}
