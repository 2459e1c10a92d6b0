package penstock.edge.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import penstock.build.Artifact;
import penstock.build.BuildOptions;
import penstock.build.BuildOutcome;
import penstock.build.BuildRequest;
import penstock.build.Verdict;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.engine.build.KnownBuilds.KnownBuild;
import penstock.engine.dlrn.ImportedBuilds;
import penstock.engine.port.OutsideFailure;
import penstock.engine.purge.DiskUse;
import penstock.engine.query.Queries.SnapshotRow;
import penstock.engine.testkit.ManualClock;
import penstock.line.Change;
import penstock.line.ComponentState;
import penstock.line.Gone;
import penstock.line.SnapshotRef;
import penstock.line.Stamp;
import penstock.line.Task;
import penstock.promote.Evidence;
import penstock.purge.PurgeFacts;
import penstock.purge.PurgePlan;
import penstock.purge.PurgeRule;
import penstock.purge.Retention;
import penstock.repo.SnapshotEntry;

/** A6: what is given up in the tables that the journal writes. */
class SqlPurgeBookTest {
    private static final String LINE = "flamingo";
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    @RegisterExtension
    final Databases databases = databases();

    private final ManualClock clock = new ManualClock(START.plusSeconds(100_000));
    private Optional<Database> opened = Optional.empty();

    Databases databases() {
        return Databases.sqlite();
    }

    @BeforeEach
    void open() throws OutsideFailure {
        opened = Optional.of(databases.fresh());
    }

    private Database database() {
        return opened.orElseThrow();
    }

    private SqlPurgeBook book() {
        return new SqlPurgeBook(database(), clock);
    }

    private static String sha256(int number) {
        return String.format("%02x", number).repeat(32);
    }

    /** A build of the one project, published and shown by {@code current}. */
    private SnapshotRef built(int number) throws OutsideFailure {
        Package.Source source = new Package.Source("u", "master", false);
        Package pkg = new Package("nova", "openstack-nova", "", source, source, List.of());
        String id = String.format("%02x", number).repeat(20);
        Commit commit = new Commit(id, id, START, "A <a@b>", "S");
        BuildRequest request =
                new BuildRequest("build-" + number, LINE, pkg, commit, commit, START, BuildOptions.PLAIN);
        List<Artifact> artifacts = List.of(
                new Artifact(Artifact.Kind.RPM, "nova-" + number + ".rpm", sha256(number), 1000),
                new Artifact(Artifact.Kind.LOG, "build.log", sha256(100 + number), 10));
        BuildOutcome outcome = new BuildOutcome(
                Verdict.SUCCESS, Optional.of("k" + number), Optional.of("nova-1-1"), artifacts, Optional.empty());
        SnapshotEntry entry = new SnapshotEntry(request, "", "nova-1-1", SnapshotEntry.SUCCESS, START, artifacts);
        SnapshotRef ref = new SnapshotRef(LINE, "", "ab/cd/" + number, "nova", request.id(), number);
        Stamp stamp = new Stamp(String.format("00000000-0000-7000-8000-%012d", number), START.plusSeconds(number));
        database().write(handle -> {
            ChangedRows rows = new ChangedRows(handle, LINE, stamp);
            rows.write(new Change.BuildStarted(request, Task.Kind.COMMIT, 1));
            rows.write(new Change.BuildEnded(request, outcome, number, SnapshotEntry.SUCCESS, ""));
            rows.write(new Change.EntryChanged("", "nova", number, Optional.of(entry)));
            rows.write(new Change.SnapshotMade(ref));
            rows.write(new Change.SnapshotPublished(ref));
            rows.write(new Change.LabelChanged(
                    "",
                    "current",
                    new ComponentState.Label(Optional.of(ref), Optional.empty(), Optional.empty()),
                    Optional.empty()));
        });
        new SqlKnownBuilds(database(), clock)
                .record(new KnownBuild(request.id(), "in", List.of(), "k" + number, "nova-1-1", artifacts));
        return ref;
    }

    private PurgePlan purged() throws OutsideFailure {
        PurgeRule rule = new PurgeRule(clock.instant(), List.of());
        return book().giveUp(facts -> Retention.decide(facts, rule));
    }

    @Test
    void what_was_removed_goes_and_what_is_only_gone_stays() throws Exception {
        SnapshotRef lone = built(1);
        database().write(handle -> {
            handle.execute("DELETE FROM label");
            gone(handle, false);
        });
        assertThat(purged().snapshots()).isEmpty();
        database().write(handle -> gone(handle, true));
        assertThat(book().facts().removed()).containsExactly(new PurgeFacts.Removed(LINE, "nova"));
        assertThat(purged().snapshots()).containsExactly(lone);
    }

    private static void gone(Handle handle, boolean removed) {
        Stamp stamp = new Stamp("00000000-0000-7000-8000-000000000099", START);
        new ChangedRows(handle, LINE, stamp)
                .write(new Change.GoneChanged("nova", Optional.of(new Gone(START, removed))));
    }

    @Test
    void the_facts_are_what_the_journal_wrote() throws Exception {
        SnapshotRef first = built(1);
        SnapshotRef second = built(2);
        database()
                .write(handle -> handle.execute(
                        "INSERT INTO open_order (id, line, kind, project, given, form, content) VALUES"
                                + " ('o1', ?, 'Build', 'nova', 5000000, 1, '{}'), ('o2', ?, 'Publish', 'nova', 6000000, 1, ?),"
                                + " ('o3', ?, 'ReadSpec', 'nova', 7000000, 1, '{}')",
                        LINE,
                        LINE,
                        Json.write(second),
                        LINE));
        PurgeFacts facts = book().facts();
        assertThat(facts.snapshots())
                .containsExactly(
                        new PurgeFacts.Published(first, PurgeFacts.State.PUBLISHED, START.plusSeconds(1)),
                        new PurgeFacts.Published(second, PurgeFacts.State.PUBLISHED, START.plusSeconds(2)));
        assertThat(facts.labels()).containsExactly(new PurgeFacts.Shown(LINE, "current", second.directory()));
        assertThat(facts.moves())
                .extracting(PurgeFacts.Moved::directory)
                .containsExactlyInAnyOrder("ab/cd/1", "ab/cd/2");
        assertThat(facts.builds()).extracting(PurgeFacts.Built::id).containsExactlyInAnyOrder("build-1", "build-2");
        assertThat(facts.entries()).hasSize(2);
        assertThat(facts.underway().orders())
                .containsExactlyInAnyOrder(
                        new PurgeFacts.Open(LINE, Instant.ofEpochSecond(5), Optional.empty()),
                        new PurgeFacts.Open(LINE, Instant.ofEpochSecond(6), Optional.of(second)));
    }

    @Test
    void what_is_given_up_is_so_for_good_and_used_by_no_build_again() throws Exception {
        SnapshotRef first = built(1);
        built(2);
        assertThat(purged().snapshots()).containsExactly(first);
        assertThat(book().purged(LINE)).containsExactly(first.directory());
        assertThat(book().givenUp(Set.of("build-1", "build-2", "build-3"))).containsExactly("build-1");
        assertThat(new SqlKnownBuilds(database(), clock).withKey("k1")).isEmpty();
        assertThat(new SqlKnownBuilds(database(), clock).withKey("k2")).isPresent();
        assertThat(new SqlQueries(database()).snapshots(LINE, 5))
                .extracting(SnapshotRow::state)
                .containsExactly("PUBLISHED", "PURGED");
        assertThat(purged().snapshots()).isEmpty();
        assertThat(book().facts().builds()).hasSize(1);
        assertThat(book().lines()).containsExactly(LINE);
    }

    @Test
    void artifacts_are_needed_until_no_running_build_can_have_found_them() throws Exception {
        built(1);
        built(2);
        Instant before = clock.instant();
        clock.advance(Duration.ofSeconds(1));
        purged();
        assertThat(book().artifacts("01", before)).containsExactly(sha256(1));
        assertThat(book().artifacts("01", clock.instant())).isEmpty();
        assertThat(book().artifacts("02", clock.instant())).containsExactly(sha256(2));
        assertThat(book().artifacts("66", clock.instant())).as("the newest log").containsExactly(sha256(102));
    }

    @Test
    void what_a_job_runs_on_is_held_until_it_ends_or_for_two_days() throws Exception {
        SnapshotRef first = built(1);
        built(2);
        SqlEvidenceBook evidence = new SqlEvidenceBook(database());
        evidence.add(LINE, List.of(evidence("1", Evidence.Result.RUNNING)));
        assertThat(book().facts().underway().held())
                .containsExactly(
                        new PurgeFacts.Held("the job deploy", clock.instant(), LINE, List.of(first.directory())));
        assertThat(purged().snapshots()).isEmpty();
        clock.advance(Duration.ofHours(49));
        assertThat(book().facts().underway().held()).isEmpty();
        evidence.add(LINE, List.of(evidence("2", Evidence.Result.RUNNING)));
        assertThat(book().facts().underway().held()).hasSize(1);
        evidence.add(LINE, List.of(evidence("3", Evidence.Result.FAILURE)));
        assertThat(book().facts().underway().held()).isEmpty();
        assertThat(purged().snapshots()).containsExactly(first);
    }

    private Evidence evidence(String id, Evidence.Result result) {
        return new Evidence(
                id,
                "ab/cd/1",
                "deploy",
                result,
                clock.instant(),
                new Evidence.Source(Evidence.Origin.CI, "ada", ""),
                new Evidence.Remarks("", ""));
    }

    @Test
    void what_was_brought_here_is_needed_until_its_build_is_and_goes_with_it() throws Exception {
        SqlImportedBuilds imported = new SqlImportedBuilds(database());
        ImportedBuilds.Of first = of(1);
        ImportedBuilds.Of waiting = of(3);
        imported.keep(first, made(50));
        imported.keep(waiting, made(51));
        assertThat(book().artifacts("32", clock.instant())).containsExactly(sha256(50));
        built(1);
        built(2);
        assertThat(book().artifacts("32", clock.instant())).isEmpty();
        assertThat(imported.find(first)).isPresent();
        purged();
        assertThat(imported.find(first)).isEmpty();
        assertThat(imported.find(waiting)).isPresent();
        assertThat(book().artifacts("33", clock.instant())).containsExactly(sha256(51));
    }

    private static ImportedBuilds.Of of(int number) {
        String id = String.format("%02x", number).repeat(20);
        return new ImportedBuilds.Of(LINE, "nova", id, id);
    }

    private static ImportedBuilds.Made made(int number) {
        return new ImportedBuilds.Made(
                "nova-1-1", List.of(new Artifact(Artifact.Kind.RPM, "nova.rpm", sha256(number), 1000)));
    }

    @Test
    void the_use_of_disk_is_a_sum_and_snapshots_are_measured_once() throws Exception {
        SnapshotRef first = built(1);
        SnapshotRef second = built(2);
        assertThat(DiskUse.of(book(), _ -> 7L)).containsExactly(new DiskUse(LINE, 2, 14, 2000, 40));
        assertThat(book().unmeasured()).containsExactlyInAnyOrder(first, second);
        book().measured(Map.of(first, 500L, second, 600L));
        assertThat(book().unmeasured()).isEmpty();
        assertThat(book().use()).containsExactly(new DiskUse(LINE, 2, 1100, 2000, 40));
        purged();
        assertThat(book().use()).containsExactly(new DiskUse(LINE, 1, 600, 1000, 20));
    }
}
