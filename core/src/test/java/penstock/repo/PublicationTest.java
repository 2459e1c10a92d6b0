package penstock.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static penstock.repo.Publications.entry;
import static penstock.repo.Publications.pkg;
import static penstock.repo.Publications.withStatus;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import penstock.distro.Package;

/** D1: what a snapshot holds, and when {@code current} and {@code consistent} move, by DLRN's rules. */
class PublicationTest {
    private static final Package A = pkg("a", "");
    private static final Package B = pkg("b", "");
    private static final SnapshotEntry BUILT = entry(A, "build-a2", "a2", "d0");
    private static final SnapshotEntry OTHER = entry(B, "build-b1", "b1", "d1");

    @Test
    void holds_the_latest_success_of_every_package_in_the_distributions_order() {
        Publication it = Publication.after(
                "demo", List.of(B, A), Map.of("a", entry(A, "build-a1", "a1", "d0"), "b", OTHER), BUILT);
        assertThat(it.snapshot().entries()).containsExactly(OTHER, BUILT);
        assertThat(it.snapshot().made()).isEqualTo(BUILT);
        assertThat(it.snapshot().directory()).isEqualTo("a2/a2/" + "a2".repeat(20) + "_d0d0d0d0");
    }

    @Test
    void moves_both_labels_when_nothing_fails() {
        assertThat(after(Map.of("b", OTHER)).labels()).containsExactly("current", "consistent");
    }

    @Test
    void a_failing_package_keeps_consistent_and_its_last_success_stays() {
        SnapshotEntry failing = withStatus(OTHER, SnapshotEntry.FAILED);
        Publication it = after(Map.of("b", failing));
        assertThat(it.labels()).containsExactly("current");
        assertThat(it.missing()).containsExactly("b");
        assertThat(it.snapshot().entries()).containsExactly(BUILT, failing);
    }

    @Test
    void a_package_that_waits_for_a_retry_counts_as_failing() {
        assertThat(after(Map.of("b", withStatus(OTHER, SnapshotEntry.RETRY))).missing())
                .containsExactly("b");
    }

    @Test
    void a_package_that_was_never_built_counts_as_failing_and_is_not_listed() {
        Publication it = after(Map.of());
        assertThat(it.missing()).containsExactly("b");
        assertThat(it.snapshot().entries()).containsExactly(BUILT);
    }

    @Test
    void the_builds_own_earlier_failure_does_not_count() {
        SnapshotEntry earlier = withStatus(entry(A, "build-a1", "a1", "d0"), SnapshotEntry.FAILED);
        assertThat(after(Map.of("a", earlier, "b", OTHER)).missing()).isEmpty();
    }

    @Test
    void each_component_is_a_repository_and_consistent_by_itself() {
        Package network = pkg("n", "network");
        Package compute = pkg("c", "compute");
        SnapshotEntry built = entry(network, "build-n", "b0", "d1");
        Publication it = Publication.after(
                "demo",
                List.of(network, compute),
                Map.of("c", withStatus(entry(compute, "build-c", "c0", "d1"), SnapshotEntry.FAILED)),
                built);
        assertThat(it.snapshot().directory()).startsWith("component/network/b0/b0/");
        assertThat(it.snapshot().entries()).containsExactly(built);
        assertThat(it.labels()).containsExactly("current", "consistent");
    }

    @Test
    void a_package_that_the_line_dropped_meanwhile_is_still_published() {
        Publication it = Publication.after("demo", List.of(B), Map.of("b", OTHER), BUILT);
        assertThat(it.snapshot().entries()).containsExactly(OTHER, BUILT);
    }

    private static Publication after(Map<String, SnapshotEntry> standing) {
        return Publication.after("demo", List.of(A, B), standing, BUILT);
    }
}
