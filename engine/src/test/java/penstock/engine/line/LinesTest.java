package penstock.engine.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import penstock.build.BuildOptions;
import penstock.build.BuildOutcome;
import penstock.build.BuildRequest;
import penstock.build.SpecFacts;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.build.PackageBuilder;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.FakeBuilder;
import penstock.engine.testkit.FakeBuilder.Failing;
import penstock.engine.testkit.FakeMirror;
import penstock.engine.testkit.MemoryJournal;
import penstock.engine.testkit.MemoryPublisher;
import penstock.follow.Finding;
import penstock.follow.Position;
import penstock.line.LineEvent;
import penstock.line.LineState;
import penstock.line.Promotion;
import penstock.line.Settings;
import penstock.line.SnapshotRef;

/** The loop with its order runner: events in, transactions, orders out, outcomes back (C5, D1, D2). */
@Timeout(60)
class LinesTest {
    private static final Settings SETTINGS = new Settings(2, 3, Duration.ofMillis(1), false);
    private final MemoryJournal journal = new MemoryJournal();
    private final FakeBuilder builder = new FakeBuilder();
    private final MemoryPublisher publisher = new MemoryPublisher();
    private Lines lines = lines();

    private Lines lines() {
        return lines(builder);
    }

    private Lines lines(PackageBuilder build) {
        return new Lines(journal, ports(build), SETTINGS, InstantSource.system(), (line, entry) -> {});
    }

    private Ports ports(PackageBuilder build) {
        return new Ports(
                (pkg, source, distgit) ->
                        new SpecFacts(pkg.name(), pkg.maintainers(), List.of(pkg.name()), List.of(), false),
                build,
                publisher);
    }

    @AfterEach
    void stop() {
        lines.close();
    }

    /** The maintainers' list is used for what a package needs, so that a table needs no more words. */
    private static Package pkg(String name, String... needs) {
        return new Package(
                name,
                name,
                "",
                new Package.Source("https://example.org/" + name, "master", false),
                new Package.Source("https://example.org/" + name + "-distgit", "rpm-master", false),
                List.of(needs));
    }

    private static ReleaseLine line(Package... packages) {
        return new ReleaseLine("flamingo", "flamingo", "development", List.of(), List.of(packages));
    }

    private static Commit commit(String digit) {
        return new Commit(digit.repeat(40), digit.repeat(40), Instant.EPOCH, "A <a@example.org>", "Work");
    }

    private void found(String project, String... digits) throws Exception {
        List<Commit> source = List.of(digits).stream().map(LinesTest::commit).toList();
        lines.take("flamingo", new Finding.Moved(project, source, commit("d"), List.of()));
    }

    @Test
    void buildsInOrderAndMovesBothLabels() throws Exception {
        ReleaseLine line = line(pkg("command", "library"), pkg("library"));
        new Factory(lines, all -> lookAt("command", "library"), new FakeMirror()).runOnce(List.of(line));
        assertThat(builder.built().stream().map(request -> request.pkg().project()))
                .containsExactly("library", "command");
        assertThat(publisher.pointed("flamingo", "", "current")).isPresent();
        assertThat(publisher.pointed("flamingo", "", "consistent"))
                .isEqualTo(publisher.pointed("flamingo", "", "current"));
        assertThat(journal.open("flamingo")).isEmpty();
    }

    private void lookAt(String... projects) {
        try {
            for (String project : projects) {
                found(project, "a");
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFailureKeepsConsistentAndStopsNobodyElse() throws Exception {
        builder.fail("library", Failing.BROKEN);
        lines.open(line(pkg("command", "library"), pkg("library")));
        lookAt("command", "library");
        LineState end = lines.awaitRest("flamingo");
        assertThat(builder.built()).hasSize(2);
        assertThat(end.sequence()).isEqualTo(2);
        assertThat(publisher.pointed("flamingo", "", "current")).isPresent();
        assertThat(publisher.pointed("flamingo", "", "consistent")).isEmpty();
    }

    @Test
    void triesATransientFailureAgainButNotForEver() throws Exception {
        builder.fail("library", Failing.TRANSIENT).fail("other", Failing.OUTSIDE);
        lines.open(line(pkg("library"), pkg("other")));
        lookAt("library", "other");
        lines.awaitRest("flamingo");
        assertThat(builder.built()).hasSize(6);
        assertThat(builder.built().stream().map(BuildRequest::id).distinct()).hasSize(6);
    }

    @Test
    void aRestartGoesOnWhereItStopped() throws Exception {
        lines.open(line(pkg("library")));
        found("library", "a");
        lines.awaitRest("flamingo");
        lines.close();
        lines = lines();
        lines.open(line(pkg("library")));
        found("library", "a");
        found("library", "b");
        LineState end = lines.awaitRest("flamingo");
        assertThat(builder.built().stream().map(request -> request.source().id().charAt(0)))
                .containsExactly('a', 'b');
        assertThat(builder.built().get(1).created())
                .isAfter(builder.built().get(0).created());
        assertThat(lines.of("flamingo"))
                .containsEntry(
                        "library", new Position("library", Optional.of("b".repeat(40)), Optional.of("d".repeat(40))));
        assertThat(end.atRest()).isTrue();
    }

    @Test
    void aBuildThatAStopCutsOffIsBegunAgainAndNotAFailure() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        List<String> ids = new CopyOnWriteArrayList<>();
        lines.close();
        lines = lines(request -> {
            ids.add(request.id());
            begun.countDown();
            return cutOff();
        });
        lines.open(line(pkg("library")));
        found("library", "a");
        begun.await();
        lines.close();
        assertThat(journal.open("flamingo")).hasSize(1);
        lines = lines(request -> {
            ids.add(request.id());
            return FakeBuilder.success(request);
        });
        lines.open(line(pkg("library")));
        lines.awaitRest("flamingo");
        assertThat(ids).hasSize(2);
        assertThat(ids.get(0)).isEqualTo(ids.get(1));
        assertThat(publisher.pointed("flamingo", "", "consistent")).isPresent();
    }

    /** What a builder does that turns an interrupt into a failure of its own. */
    private static BuildOutcome cutOff() throws OutsideFailure {
        try {
            new CountDownLatch(1).await();
            throw new AssertionError("not reached");
        } catch (InterruptedException e) {
            throw new OutsideFailure("interrupted", false, e);
        }
    }

    @Test
    void whatCannotBeStoredIsNotDoneAndStoredLater() throws Exception {
        AtomicInteger refusals = new AtomicInteger();
        Journal full = new Journal() {
            @Override
            public Restored load(String line, Settings settings) {
                return journal.load(line, settings);
            }

            @Override
            public List<String> lines() {
                return journal.lines();
            }

            @Override
            public void write(String line, List<Entry> entries) throws OutsideFailure {
                boolean ends = entries.stream().anyMatch(entry -> entry.event() instanceof LineEvent.Built);
                if (ends && refusals.incrementAndGet() == 1) {
                    throw new OutsideFailure("the disk is full", true);
                }
                journal.write(line, entries);
            }
        };
        lines.close();
        lines = new Lines(full, ports(builder), SETTINGS, InstantSource.system(), (line, entry) -> {});
        lines.open(line(pkg("library")));
        found("library", "a");
        lines.awaitRest("flamingo");
        assertThat(refusals).hasValue(2);
        assertThat(builder.built()).hasSize(1);
        assertThat(publisher.pointed("flamingo", "", "consistent")).isPresent();
    }

    /** Issue 3, B6: the bound is one for all lines together. */
    @Test
    void aFirstPassOverManyPackagesStartsNoMoreBuildsThanTheBound() throws Exception {
        lines.close();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        lines = lines(request -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            try {
                return builder.build(request);
            } finally {
                running.decrementAndGet();
            }
        });
        Package[] packages = IntStream.range(0, 100).mapToObj(i -> pkg("p" + i)).toArray(Package[]::new);
        List<ReleaseLine> all = List.of(line(packages), lineCalled("epoxy", packages));
        new Factory(
                        lines,
                        line -> {
                            for (Package pkg : line.packages()) {
                                lines.take(
                                        line.name(),
                                        new Finding.Moved(pkg.project(), List.of(commit("a")), commit("d"), List.of()));
                            }
                        },
                        new FakeMirror())
                .runOnce(all);
        assertThat(builder.built()).hasSize(200);
        assertThat(most.get()).isBetween(1, SETTINGS.workers());
    }

    private static ReleaseLine lineCalled(String name, Package... packages) {
        return new ReleaseLine(name, name, "development", List.of(), List.of(packages));
    }

    @Test
    void aBugInAnAdapterEndsItsOrderAndNotTheLine() throws Exception {
        lines.close();
        lines = lines(request -> {
            throw new IllegalStateException("a bug");
        });
        lines.open(line(pkg("library")));
        found("library", "a");
        LineState end = lines.awaitRest("flamingo");
        assertThat(end.find("library").orElseThrow().entry().orElseThrow().status())
                .isEqualTo("FAILED");
    }

    @Test
    void aPassWithNothingNewWritesNothing() throws Exception {
        lines.open(line(pkg("library")));
        found("library", "a");
        lines.awaitRest("flamingo");
        int before = journal.entries().size();
        IntStream.range(0, 100).forEach(i -> unchanged());
        lines.awaitRest("flamingo");
        assertThat(journal.entries()).hasSize(before);
    }

    private void unchanged() {
        try {
            lines.take("flamingo", new Finding.Unchanged("library"));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aLabelOfALineThatDoesNotRunStaysAndItIsSaidWhatToDo() throws Exception {
        SnapshotRef ref = new SnapshotRef("gone", "", "11/11/" + "1".repeat(40) + "_22222222", "nova", "b1", 7);
        Promotion promotion =
                new Promotion("p1", "tested", List.of(ref), Promotion.Kind.ASKED, "ada", "", Optional.empty());
        assertThat(lines.promote("gone", promotion))
                .contains(
                        "the line gone is not followed by this factory; let the distribution name it again, or stop the"
                                + " factory and use penstock promote");
    }

    @Test
    void buildsAgainWhatAPersonAsksFor() throws Exception {
        lines.open(line(pkg("library")));
        found("library", "a");
        lines.awaitRest("flamingo");
        lines.ask("flamingo", "library", commit("a"), commit("d"), BuildOptions.PLAIN);
        lines.awaitRest("flamingo");
        assertThat(builder.built()).hasSize(2);
        assertThat(journal.entries().stream().filter(entry -> entry.event() instanceof LineEvent.Published))
                .hasSize(2);
        assertThat(publisher.pointed("flamingo", "", "current"))
                .isNotEqualTo(Optional.empty())
                .get()
                .asString()
                .matches("aa/aa/a{40}_d{8}_[0-9a-f]{8}");
    }

    /** E of part 3: whoever warns of requirements is told before anything is built, and can't keep anything from being built. */
    @Test
    void commitsAreToldWhenTheyAreFoundAndABugInThatStopsNothing() throws Exception {
        List<String> happened = new CopyOnWriteArrayList<>();
        lines.close();
        Ports ports = new Ports(
                (pkg, source, distgit) -> {
                    happened.add("read " + pkg.project());
                    return new SpecFacts(pkg.name(), List.of(), List.of(pkg.name()), List.of(), false);
                },
                builder,
                publisher,
                (line, pkg, source, distgit) -> {
                    happened.add("told of " + pkg.project() + " in " + line);
                    throw new IllegalStateException("a bug");
                });
        lines = new Lines(journal, ports, SETTINGS, InstantSource.system(), (line, entry) -> {});
        new Factory(lines, all -> lookAt("library"), new FakeMirror()).runOnce(List.of(line(pkg("library"))));
        assertThat(happened).containsExactly("told of library in flamingo", "read library");
        assertThat(builder.built()).hasSize(1);
    }
}
