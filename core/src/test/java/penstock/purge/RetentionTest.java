package penstock.purge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import penstock.line.SnapshotRef;
import penstock.purge.PurgeFacts.Built;
import penstock.purge.PurgeFacts.Held;
import penstock.purge.PurgeFacts.Listed;
import penstock.purge.PurgeFacts.Moved;
import penstock.purge.PurgeFacts.Open;
import penstock.purge.PurgeFacts.Published;
import penstock.purge.PurgeFacts.Removed;
import penstock.purge.PurgeFacts.Shown;
import penstock.purge.PurgeFacts.State;

/** A6: what goes and what stays, by example and for random histories. */
class RetentionTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Builds, one after the other, each published and listed, an hour apart; the names of projects are single letters. */
    private static final class History {
        private final List<Published> snapshots = new ArrayList<>();
        private final List<Listed> entries = new ArrayList<>();
        private final List<Built> builds = new ArrayList<>();
        private final List<Shown> labels = new ArrayList<>();
        private final List<Moved> moves = new ArrayList<>();
        private final List<Open> orders = new ArrayList<>();
        private final List<Held> held = new ArrayList<>();
        private final List<Removed> removed = new ArrayList<>();

        SnapshotRef built(String project) {
            return built(project, State.PUBLISHED, Optional.empty());
        }

        SnapshotRef built(String project, State state, Optional<String> reusedFrom) {
            int n = builds.size() + 1;
            SnapshotRef ref = new SnapshotRef("line", "", "d" + n, project, "b" + n, n);
            builds.add(new Built(ref.build(), "line", project, Optional.of(at(n)), reusedFrom));
            entries.add(new Listed("line", "", project, n, Optional.of(ref.build())));
            snapshots.add(new Published(ref, state, at(n)));
            return ref;
        }

        PurgeFacts facts() {
            return new PurgeFacts(
                    snapshots, entries, builds, labels, moves, new PurgeFacts.Underway(orders, held), removed);
        }

        PurgePlan purged(int beforeHour, String... keep) {
            return Retention.decide(facts(), new PurgeRule(at(beforeHour), List.of(keep)));
        }
    }

    private static Instant at(int hour) {
        return START.plus(Duration.ofHours(hour));
    }

    private static String why(PurgePlan plan, SnapshotRef ref) {
        return plan.stays().stream()
                .filter(stay -> stay.ref().equals(ref))
                .map(PurgePlan.Stay::why)
                .findFirst()
                .orElse("goes");
    }

    @Test
    void the_newest_success_of_each_project_stays_however_old() {
        History history = new History();
        SnapshotRef old = history.built("a");
        SnapshotRef lone = history.built("b");
        SnapshotRef newest = history.built("a");
        PurgePlan plan = history.purged(100);
        assertThat(plan.snapshots()).containsExactly(old);
        assertThat(plan.builds()).as("the snapshot of b lists the old a").isEmpty();
        assertThat(why(plan, newest)).isEqualTo("the newest success of a");
        assertThat(why(plan, lone)).isEqualTo("the newest success of b");
    }

    @Test
    void what_was_removed_goes_when_it_is_old_but_for_what_a_label_shows() {
        History history = new History();
        SnapshotRef lone = history.built("b");
        SnapshotRef shown = history.built("a");
        history.labels.add(new Shown("line", "current", shown.directory()));
        history.entries.add(new Listed("line", "", "b", 3, Optional.empty()));
        history.removed.add(new Removed("line", "b"));
        PurgePlan plan = history.purged(100);
        assertThat(plan.snapshots()).containsExactly(lone);
        assertThat(plan.builds()).as("the snapshot of a lists b").isEmpty();
        history.removed.set(0, new Removed("line", ""));
        assertThat(why(history.purged(100), shown)).isEqualTo("shown by current");
        history.labels.clear();
        assertThat(history.purged(100).snapshots()).containsExactly(lone, shown);
    }

    @Test
    void what_is_young_stays_and_with_it_all_that_it_lists() {
        History history = new History();
        SnapshotRef first = history.built("a");
        SnapshotRef second = history.built("b");
        SnapshotRef third = history.built("a");
        history.built("b");
        PurgePlan plan = history.purged(2);
        assertThat(plan.snapshots()).containsExactly(first);
        assertThat(why(plan, second)).isEqualTo("younger than asked for");
        assertThat(why(plan, third)).isEqualTo("younger than asked for");
        assertThat(plan.builds()).as("b1 is listed by the second snapshot").isEmpty();
    }

    @Test
    void what_a_label_shows_is_going_to_show_or_was_promoted_to_stays() {
        History history = new History();
        SnapshotRef shown = history.built("a");
        SnapshotRef promoted = history.built("a");
        SnapshotRef passed = history.built("a");
        history.built("a");
        history.labels.add(new Shown("line", "current", shown.directory()));
        history.moves.add(new Moved("line", "", "tested", promoted.directory(), at(2)));
        history.moves.add(new Moved("line", "", "current", passed.directory(), at(3)));
        PurgePlan plan = history.purged(100);
        assertThat(why(plan, shown)).isEqualTo("shown by current");
        assertThat(why(plan, promoted)).isEqualTo("promoted to tested");
        assertThat(plan.snapshots()).containsExactly(passed);
    }

    @Test
    void what_a_running_build_may_read_stays() {
        History history = new History();
        List<SnapshotRef> refs = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            refs.add(history.built("a"));
            history.moves.add(new Moved("line", "", "current", "d" + i, at(10 * i)));
        }
        history.orders.add(new Open("line", at(35), Optional.empty()));
        history.orders.add(new Open("line", at(45), Optional.empty()));
        assertThat(history.purged(100).snapshots()).containsExactly(refs.get(0), refs.get(1));
        history.orders.clear();
        history.orders.add(new Open("another", at(5), Optional.empty()));
        assertThat(history.purged(100).snapshots()).hasSize(4);
    }

    @Test
    void what_is_being_published_stays_and_what_could_not_be_goes() {
        History history = new History();
        SnapshotRef waiting = history.built("a", State.MADE, Optional.empty());
        SnapshotRef failed = history.built("a", State.FAILED, Optional.empty());
        SnapshotRef ordered = history.built("a", State.FAILED, Optional.empty());
        history.built("a");
        history.orders.add(new Open("line", at(4), Optional.of(ordered)));
        PurgePlan plan = history.purged(100);
        assertThat(plan.snapshots()).containsExactly(failed);
        assertThat(plan.builds()).doesNotContain(waiting.build(), ordered.build());
    }

    @Test
    void what_an_excluded_label_lists_keeps_its_own_snapshots() {
        History history = new History();
        SnapshotRef a = history.built("a");
        SnapshotRef b = history.built("b");
        SnapshotRef other = history.built("b");
        history.built("a");
        history.built("b");
        history.labels.add(new Shown("line", "component/x/tested", b.directory()));
        assertThat(history.purged(100).snapshots()).containsExactly(a, other);
        assertThat(history.purged(100, "tested").snapshots()).containsExactly(other);
        assertThat(history.purged(100, b.directory()).snapshots()).containsExactly(other);
        assertThat(Retention.unknown(
                        history.facts(),
                        new PurgeRule(at(100), List.of("tested", "component/x/tested", "x", b.directory(), "sted"))))
                .containsExactly("x", "sted");
    }

    @Test
    void a_build_stays_as_long_as_one_that_has_its_artifacts() {
        History history = new History();
        SnapshotRef origin = history.built("a");
        history.built("a");
        history.built("a", State.PUBLISHED, Optional.of(origin.build()));
        PurgePlan plan = history.purged(100);
        assertThat(plan.snapshots()).hasSize(2);
        assertThat(plan.builds()).containsExactly("b2");
    }

    @Test
    void the_newest_failure_keeps_its_log() {
        History history = new History();
        history.built("a");
        history.builds.add(new Built("f1", "line", "a", Optional.of(at(2)), Optional.empty()));
        history.builds.add(new Built("f2", "line", "a", Optional.of(at(3)), Optional.empty()));
        history.builds.add(new Built("running", "line", "z", Optional.empty(), Optional.empty()));
        assertThat(history.purged(100).builds()).containsExactly("f1");
    }

    @Test
    void files_are_settled_that_came_before_the_oldest_running_build() {
        assertThat(Retention.settled(PurgeFacts.Underway.NOTHING, at(9))).isEqualTo(at(9));
        List<Open> orders = List.of(
                new Open("line", at(7), Optional.empty()),
                new Open("other", at(5), Optional.empty()),
                new Open("line", at(1), Optional.of(new History().built("a"))));
        assertThat(Retention.settled(new PurgeFacts.Underway(orders, List.of()), at(9)))
                .isBefore(at(5))
                .isAfter(at(4));
    }

    @Test
    void what_somebody_reads_stays_with_all_that_it_lists() {
        History history = new History();
        SnapshotRef first = history.built("a");
        SnapshotRef second = history.built("b");
        history.built("a");
        history.built("b");
        history.held.add(new Held("a test", at(90), "line", List.of(second.directory())));
        history.held.add(new Held("a test", at(80), "other", List.of(first.directory())));
        PurgePlan plan = history.purged(100);
        assertThat(plan.snapshots()).containsExactly(first);
        assertThat(plan.stays()).contains(new PurgePlan.Stay(second, "read by a test"));
        assertThat(plan.builds()).isEmpty();
        assertThat(Retention.settled(history.facts().underway(), at(99)))
                .isBefore(at(80))
                .isAfter(at(79));
    }

    @Test
    void whatever_the_history_what_stays_has_all_its_builds_and_nothing_else_does() {
        for (int seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            History history = random(random);
            int before = random.nextInt(history.builds.size() + 10);
            PurgePlan plan = history.purged(before);
            Set<String> listed = new HashSet<>();
            plan.stays()
                    .forEach(stay -> listed.addAll(contents(history, stay.ref().sequence())));
            listed.addAll(contents(history, Long.MAX_VALUE));
            assertThat(plan.builds()).as("seed " + seed).doesNotContainAnyElementsOf(listed);
            Set<String> shown = history.labels.stream().map(Shown::directory).collect(Collectors.toSet());
            assertThat(plan.snapshots())
                    .as("seed " + seed)
                    .allMatch(ref -> !shown.contains(ref.directory()) && ref.sequence() < before)
                    .allMatch(ref -> history.snapshots.stream()
                            .anyMatch(later -> later.ref().project().equals(ref.project())
                                    && later.ref().sequence() > ref.sequence()));
            assertThat(plan.snapshots().size() + plan.stays().size()).isEqualTo(history.snapshots.size());
        }
    }

    private static History random(Random random) {
        History history = new History();
        int builds = 1 + random.nextInt(40);
        for (int i = 0; i < builds; i++) {
            SnapshotRef ref = history.built(String.valueOf((char) ('a' + random.nextInt(5))));
            if (random.nextInt(6) == 0) {
                history.labels.add(new Shown("line", "label-" + i, ref.directory()));
            }
        }
        return history;
    }

    /** As a snapshot of this sequence lists it, reckoned the slow way. */
    private static Set<String> contents(History history, long sequence) {
        Set<String> contents = new HashSet<>();
        for (Listed entry : history.entries) {
            boolean newest = history.entries.stream()
                    .noneMatch(other -> other.project().equals(entry.project())
                            && other.sequence() > entry.sequence()
                            && other.sequence() <= sequence);
            if (entry.sequence() <= sequence && newest) {
                contents.add(entry.build().orElseThrow());
            }
        }
        return contents;
    }
}
