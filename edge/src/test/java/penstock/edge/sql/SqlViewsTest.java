package penstock.edge.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.LineViews;
import penstock.engine.query.LineViews.Filter;
import penstock.engine.query.PackageViews;
import penstock.engine.query.Queries;
import penstock.engine.query.SnapshotViews;
import penstock.engine.testkit.SeededHistory;

/** What pages read, on a history of 40 packages and 1,200 builds (issue 3, B3). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlViewsTest {
    private static final int PACKAGES = 40;
    private static final Instant END = Instant.parse("2026-03-01T12:00:00Z");

    private @Nullable Database opened;

    /** An empty database, which the test closes. */
    Database open() throws Exception {
        return Database.own(folder().resolve("penstock.db"));
    }

    @TempDir
    static @Nullable Path folder;

    private static Path folder() {
        return Objects.requireNonNull(folder);
    }

    @BeforeAll
    void fill() throws Exception {
        opened = open();
        new SeededHistory(7, "flamingo", PACKAGES, END).write(new SqlJournal(database()), 240, 1200);
    }

    @AfterAll
    void close() {
        database().close();
    }

    private Database database() {
        return Objects.requireNonNull(opened);
    }

    private LineViews lines() {
        return new SqlLineViews(database());
    }

    private PackageViews packages() {
        return new SqlPackageViews(database());
    }

    private SnapshotViews snapshots() {
        return new SqlSnapshotViews(database());
    }

    @Test
    void countsAreThoseThatStatusHas() throws Exception {
        LineViews.Standing standing = lines().standings().getFirst();
        Queries.LineOverview status = new SqlQueries(database()).lines().getFirst();
        LineViews.Counts counts = standing.counts();
        assertThat(new Queries.LineOverview(
                        standing.line(),
                        counts.packages(),
                        counts.passing(),
                        counts.failing(),
                        counts.never(),
                        counts.waiting(),
                        counts.running()))
                .isEqualTo(status);
        List<Queries.PackageRow> rows = new SqlQueries(database()).packages("flamingo");
        assertThat(counts.packages()).isEqualTo(rows.size());
        assertThat(counts.failing())
                .isEqualTo(lines().packages("flamingo", new Filter(Filter.Kind.FAILING, ""), -1, 1000)
                        .size());
        assertThat(rows).filteredOn(row -> row.phase().equals("WAITING")).hasSize(counts.waiting());
        assertThat(counts.running()).isEqualTo(2);
        assertThat(counts.commits()).isEqualTo(6);
        assertThat(standing.oldest())
                .hasValueSatisfying(oldest -> assertThat(oldest).isBefore(END));
        assertThat(standing.labels()).extracting(Queries.LabelRow::label).containsExactly("current", "consistent");
    }

    @Test
    void theOverviewNamesWhatFailsWaitsAndRuns() throws Exception {
        LineViews.Overview overview =
                lines().overview("flamingo", new LineViews.Limits(100, 100, 8)).orElseThrow();
        assertThat(overview.failing())
                .hasSize(overview.standing().counts().failing())
                .allSatisfy(pkg -> {
                    LineViews.Last last = pkg.last().orElseThrow();
                    assertThat(pkg.failures().title()).isNotEmpty();
                    assertThat(last.failure()).isNotEmpty();
                    assertThat(last.step()).isNotEmpty();
                    assertThat(pkg.failures().builds()).isPositive();
                    assertThat(pkg.failures().since()).isPresent();
                });
        assertThat(overview.waits())
                .extracting(pkg -> pkg.excuse().since())
                .hasSize(4)
                .isSorted();
        assertThat(overview.running())
                .hasSize(2)
                .allSatisfy(build -> assertThat(build.row().status()).isEmpty());
        assertThat(overview.ended()).hasSize(8);
        assertThat(overview.behind())
                .extracting(pkg -> pkg.backlog().since().orElseThrow())
                .isSorted();
        assertThat(lines().overview("none", new LineViews.Limits(1, 1, 1))).isEmpty();
    }

    @Test
    void aPackagesLastBuildIsTheNewestThatHasEnded() throws Exception {
        for (LineViews.PackageLine pkg : lines().packages("flamingo", new Filter(Filter.Kind.ALL, ""), -1, PACKAGES)) {
            LineViews.BuildLine newest = packages().history("flamingo", pkg.project(), Optional.empty(), 5).stream()
                    .filter(build -> build.row().times().ended().isPresent())
                    .findFirst()
                    .orElseThrow();
            assertThat(pkg.last())
                    .contains(new LineViews.Last(
                            newest.row().id(),
                            newest.row().status(),
                            newest.row().times().ended().orElseThrow(),
                            newest.step(),
                            newest.failure()));
        }
    }

    @Test
    void pagesOfPackagesHaveEachOnce() throws Exception {
        List<String> seen = new ArrayList<>();
        int after = -1;
        List<LineViews.PackageLine> page;
        do {
            page = lines().packages("flamingo", new Filter(Filter.Kind.ALL, ""), after, 7);
            page.forEach(pkg -> seen.add(pkg.project()));
            after = page.isEmpty() ? after : page.getLast().place();
        } while (!page.isEmpty());
        assertThat(seen).hasSize(PACKAGES).doesNotHaveDuplicates();
        assertThat(lines().packages("flamingo", new Filter(Filter.Kind.ALL, "OSLO-c"), -1, 50))
                .extracting(pkg -> pkg.project())
                .contains("oslo-config")
                .allMatch(project -> project.startsWith("oslo-config"));
        assertThat(lines().packages("flamingo", new Filter(Filter.Kind.ALL, "_"), -1, 50))
                .isEmpty();
        assertThat(lines().packages("flamingo", new Filter(Filter.Kind.WAITING, ""), -1, 50))
                .hasSize(4);
        assertThat(lines().packages("flamingo", new Filter(Filter.Kind.NEVER, ""), -1, 50))
                .isEmpty();
    }

    @Test
    void aPackageHasItsHistoryAndBothEndsOfItsDependencies() throws Exception {
        PackageViews.PackageView hub =
                packages().find("flamingo", "oslo-config", 100).orElseThrow();
        assertThat(hub.needs()).isEmpty();
        assertThat(hub.neededBy()).hasSize(PACKAGES - 1);
        List<PackageViews.Need> few =
                packages().find("flamingo", "oslo-config", 5).orElseThrow().neededBy();
        assertThat(few).isEqualTo(hub.neededBy().subList(0, 5)).allMatch(PackageViews.Need::toBuild);
        assertThat(few).extracting(PackageViews.Need::project).isSorted();
        assertThat(hub.outside()).contains("python3-six", "python3-pbr").doesNotContain("python3-oslo-config");
        assertThat(hub.pending()).hasSize(1);
        PackageViews.PackageView other =
                packages().find("flamingo", "stevedore", 100).orElseThrow();
        assertThat(other.needs()).extracting(PackageViews.Need::project).containsExactly("oslo-config", "oslo-log");
        assertThat(other.needs()).allMatch(PackageViews.Need::toBuild);
        List<LineViews.BuildLine> first = packages().history("flamingo", "stevedore", Optional.empty(), 10);
        List<LineViews.BuildLine> second = packages()
                .history(
                        "flamingo",
                        "stevedore",
                        Optional.of(first.getLast().row().id()),
                        10);
        Set<String> ids = new HashSet<>();
        first.forEach(build -> ids.add(build.row().id()));
        second.forEach(build -> ids.add(build.row().id()));
        assertThat(ids).hasSize(20);
        String commit = first.getFirst().row().commits().source();
        assertThat(packages().ofCommit("flamingo", commit, 50))
                .hasSize(5)
                .allMatch(build -> build.row().commits().source().equals(commit));
        assertThat(packages().lineOf(first.getFirst().row().id())).contains("flamingo");
        assertThat(packages().find("flamingo", "none", 1)).isEmpty();
    }

    @Test
    void aSnapshotListsEachPackagesLatestSuccess() throws Exception {
        List<SnapshotViews.Made> made = snapshots().made("flamingo", Optional.empty(), 3);
        SnapshotViews.Made newest = made.getFirst();
        List<SnapshotViews.Listed> all = new ArrayList<>();
        List<SnapshotViews.Listed> page;
        do {
            page = snapshots()
                    .contents(
                            "flamingo",
                            newest,
                            all.isEmpty() ? "" : all.getLast().project(),
                            9);
            all.addAll(page);
        } while (!page.isEmpty());
        assertThat(all).hasSize(PACKAGES);
        assertThat(all).extracting(SnapshotViews.Listed::project).doesNotHaveDuplicates();
        assertThat(all)
                .anySatisfy(listed ->
                        assertThat(listed.build()).isEqualTo(newest.row().build()));
        assertThat(snapshots().before("flamingo", newest)).contains(made.get(1));
        assertThat(snapshots().find("flamingo", newest.row().directory())).contains(newest);
        assertThat(snapshots().made("flamingo", Optional.of(newest.sequence()), 1))
                .containsExactly(made.get(1));
    }

    @Test
    void aDifferenceIsWhatTheContentsDifferIn() throws Exception {
        List<SnapshotViews.Made> made = snapshots().made("flamingo", Optional.empty(), 20);
        SnapshotViews.Made to = made.getFirst();
        SnapshotViews.Made from = made.getLast();
        List<SnapshotViews.Listed> before = snapshots().contents("flamingo", from, "", 100);
        List<SnapshotViews.Listed> after = snapshots().contents("flamingo", to, "", 100);
        Set<String> expected = new HashSet<>();
        after.stream().filter(listed -> !before.contains(listed)).forEach(listed -> expected.add(listed.project()));
        assertThat(snapshots().difference("flamingo", from, to, 100))
                .extracting(SnapshotViews.Differing::project)
                .containsExactlyInAnyOrderElementsOf(expected)
                .isNotEmpty();
        assertThat(snapshots().difference("flamingo", to, from, 100)).hasSameSizeAs(expected);
    }

    @Test
    void labelsAndEventsGoBackPageByPage() throws Exception {
        List<SnapshotViews.Move> moves = snapshots().moves("flamingo", Optional.empty(), 5);
        List<SnapshotViews.Move> older =
                snapshots().moves("flamingo", Optional.of(moves.getLast().id()), 5);
        assertThat(older).doesNotContainAnyElementsOf(moves).hasSize(5);
        assertThat(moves)
                .allSatisfy(move -> assertThat(move.from())
                        .isPresent()
                        .isNotEqualTo(Optional.of(move.label().directory())));
        List<Queries.EventRow> events = lines().events("flamingo", Optional.of("nova"), Optional.empty(), 5);
        assertThat(lines().events(
                                "flamingo",
                                Optional.of("nova"),
                                Optional.of(events.getLast().id()),
                                5))
                .hasSize(5)
                .doesNotContainAnyElementsOf(events)
                .allMatch(event -> event.project().equals("nova"));
        assertThat(lines().builds("flamingo", Optional.empty(), 5)).hasSize(5);
    }

    @Test
    void whatIsReadAtOneMomentIsAsItWasAtTheFirstRead() throws Exception {
        List<Integer> seen = new ArrayList<>();
        database().atOne(() -> {
            seen.add(lines().standings().size());
            new SeededHistory(8, "other", 1, END).write(new SqlJournal(database()), 1, 1);
            seen.add(lines().standings().size());
            seen.add(new SqlQueries(database()).lines().size());
        });
        assertThat(seen).containsExactly(1, 1, 1);
        assertThat(lines().standings()).extracting(LineViews.Standing::line).containsExactly("flamingo", "other");
        database()
                .write(handle -> List.of("package", "package_count", "build", "entry", "entry_project")
                        .forEach(table -> handle.execute("DELETE FROM " + table + " WHERE line = 'other'")));
    }

    @Test
    void aFailureEndsTheMomentAndLeavesTheConnectionUsable() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> database().atOne(() -> {
                        lines().standings();
                        throw new IOException("not shown");
                    }))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> database().atOne(() -> database().rows(rows -> rows.number("SELECT nothing"))))
                    .isInstanceOf(OutsideFailure.class);
        }
        assertThat(lines().standings()).isNotEmpty();
    }
}
