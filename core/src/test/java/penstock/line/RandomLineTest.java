package penstock.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import penstock.build.Cause;
import penstock.follow.Finding;
import penstock.repo.RepoLayout;
import penstock.repo.SnapshotEntry;

/** Seeded random events, and what holds whatever happens (C5, D1, D2). */
class RandomLineTest {
    private static final int SEEDS = 40;
    private static final int EVENTS = 150;

    @Test
    void theRulesHoldWhateverHappens() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            Story story = Story.line(1 + random.nextInt(3), packages(random)).slowly();
            Watch watch = new Watch("seed " + seed, story);
            for (int i = 0; i < EVENTS; i++) {
                story.now = story.now.plusMillis(random.nextInt(4000));
                story.happened(event(random, story));
                watch.look();
            }
            watch.drain();
        }
    }

    private static String[] packages(Random random) {
        List<String> packages = new ArrayList<>();
        int count = 2 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder("p" + i + (random.nextInt(3) == 0 ? "!" : ""));
            text.append(random.nextInt(4) == 0 ? " in other" : "");
            Set<String> needs = new HashSet<>();
            for (int n = random.nextInt(3); n > 0; n--) {
                needs.add("p" + random.nextInt(count));
            }
            packages.add(needs.isEmpty() ? text.toString() : text + " needs " + String.join(" ", needs));
        }
        return packages.toArray(String[]::new);
    }

    private static LineEvent event(Random random, Story story) {
        List<Order> open = List.copyOf(story.open.values());
        if (!open.isEmpty() && random.nextInt(3) > 0) {
            return outcome(random, story, open.get(random.nextInt(open.size())));
        }
        String project = "p" + random.nextInt(8);
        return switch (random.nextInt(11)) {
            case 0 -> new LineEvent.TimePassed();
            case 10 -> random.nextInt(3) == 0 ? new LineEvent.Unfollowed() : followed(story);
            case 1 -> new LineEvent.Found(new Finding.Broken(project, "gone", true));
            case 2 -> new LineEvent.Found(new Finding.Unchanged(project));
            case 3 ->
                new LineEvent.Asked(
                        project, commit(random), commit(random), new penstock.build.BuildOptions(false, true));
            case 4 -> new LineEvent.Looking(random.nextBoolean() ? List.of(project) : List.of());
            case 6 -> random.nextBoolean() ? paused(random, project) : new LineEvent.Resumed(projects(random, project));
            case 5 -> new LineEvent.Held(random.nextBoolean() ? Optional.of("full") : Optional.empty());
            default ->
                new LineEvent.Found(
                        new Finding.Moved(project, List.of(commit(random), commit(random)), commit(random), List.of()));
        };
    }

    private static LineEvent followed(Story story) {
        return new LineEvent.Configured(
                story.state.packages().stream().map(PackageState::pkg).toList());
    }

    private static LineEvent paused(Random random, String project) {
        return new LineEvent.Paused(projects(random, project), "user:ada", "");
    }

    private static List<String> projects(Random random, String project) {
        return random.nextInt(3) == 0 ? List.of() : List.of(project);
    }

    private static penstock.change.Commit commit(Random random) {
        return Story.commit(Integer.toHexString(random.nextInt(16)));
    }

    private static LineEvent outcome(Random random, Story story, Order order) {
        int luck = random.nextInt(10);
        if (luck == 0) {
            return new LineEvent.Failed(order, "outside", random.nextBoolean());
        }
        if (!(order instanceof Order.Build build) || luck > 3) {
            return story.done(order);
        }
        return new LineEvent.Built(
                build, luck == 3 ? Story.failure(lacking(random, story), false) : Story.failure(random.nextBoolean()));
    }

    private static Cause lacking(Random random, Story story) {
        List<PackageState> packages = story.state.packages();
        String name = packages.isEmpty()
                ? "nothing"
                : packages.get(random.nextInt(packages.size())).pkg().name();
        return new Cause.MissingDependency(name + " >= 2", "it");
    }

    /** Looks at a story from outside, after every event. */
    private static final class Watch {
        private final String name;
        private final Story story;
        private final Map<String, Instant> released = new HashMap<>();
        private int seen;

        Watch(String name, Story story) {
            this.name = name;
            this.story = story;
        }

        void look() {
            newBuilds();
            assertThat(story.state.atRest() && !story.open.isEmpty()).as(name).isFalse();
            assertThat(story.building()).as(name).doesNotHaveDuplicates();
            assertThat(story.building().size())
                    .as(name)
                    .isLessThanOrEqualTo(story.state.settings().workers());
            assertThat(story.state.building())
                    .as(name)
                    .isEqualTo(story.building().size());
            assertThat(story.published)
                    .as(name)
                    .extracting(order -> order.ref().build())
                    .doesNotHaveDuplicates();
            story.state.packages().forEach(this::excused);
            story.open.values().forEach(this::consistentIsConsistent);
            story.state
                    .components()
                    .forEach(component -> assertThat(component.failing())
                            .as(name)
                            .isEqualTo((int) story.state.packages().stream()
                                    .filter(one -> one.pkg().component().equals(component.component()))
                                    .filter(one -> !one.passing())
                                    .count()));
        }

        private void newBuilds() {
            for (Order.Build build : story.builds.subList(seen, story.builds.size())) {
                assertThat(story.state.gone()).as(name).isEmpty();
                story.state
                        .find(build.project())
                        .flatMap(PackageState::head)
                        .filter(head -> story.state.pause(build.project()).isPresent())
                        .ifPresent(head -> assertThat(head.kind()).as(name).isEqualTo(Task.Kind.ASKED));
                Instant before = released.put(build.project(), build.request().created());
                assertThat(before == null || before.isBefore(build.request().created()))
                        .as(name)
                        .isTrue();
            }
            seen = story.builds.size();
        }

        private void excused(PackageState one) {
            boolean waits = one.head()
                    .filter(task -> task.phase() instanceof Task.Waiting)
                    .isPresent();
            assertThat(story.state.excuse(one.pkg().project()).isPresent() || !waits)
                    .as("%s: %s waits without an excuse", name, one)
                    .isTrue();
            assertThat(one.building() && story.state.excuse(one.pkg().project()).isPresent())
                    .as("%s: %s is being built and has an excuse", name, one)
                    .isFalse();
        }

        private void consistentIsConsistent(Order order) {
            if (order instanceof Order.Point point && point.label().equals(RepoLayout.CONSISTENT)) {
                Order.Publish shown = story.published.stream()
                        .filter(publish -> publish.ref().equals(point.ref()))
                        .findFirst()
                        .orElseThrow();
                assertThat(shown.snapshot().entries()).as(name).allMatch(SnapshotEntry::passing);
            }
        }

        /** Everything that is open succeeds from now on; then nothing may be left. */
        void drain() {
            story.happened(followed(story));
            story.happened(new LineEvent.Looking(List.of()));
            story.happened(new LineEvent.Held(Optional.empty()));
            story.happened(new LineEvent.Resumed(List.of()));
            story.happened(new LineEvent.Resumed(story.state.packages().stream()
                    .map(one -> one.pkg().project())
                    .toList()));
            for (int i = 0; i < 5000 && !story.state.atRest(); i++) {
                if (story.open.isEmpty()) {
                    story.now = story.state.nextWake().orElse(story.now);
                    story.passes(Duration.ofMillis(1));
                } else {
                    story.happened(story.done(story.open.values().iterator().next()));
                }
                look();
            }
            assertThat(story.state.atRest()).as(name).isTrue();
            assertThat(story.open).as(name).isEmpty();
        }
    }

    @Test
    void aStepCostsWhatItChangesAndNotTheDistribution() {
        long small = bytesOfOneBuild(50);
        long large = bytesOfOneBuild(1000);
        assertThat(large)
                .as("bytes of a step: %d with 50 packages, %d with 1,000", small, large)
                .isLessThan(3 * small);
    }

    /** What one commit of one package allocates, from finding to label, as deterministic a measure as there is. */
    private static long bytesOfOneBuild(int packages) {
        String[] texts = new String[packages];
        for (int i = 0; i < packages; i++) {
            texts[i] = i < 5 ? "p" + i : "p" + i + " needs p" + (i / 2) + " p" + (i - 3);
        }
        Story story = Story.line(4, texts).commitToAll("1").allSucceed();
        String last = "p" + (packages - 1);
        for (int i = 0; i < 200; i++) {
            story.ask(last, "1").allSucceed();
        }
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 50; i++) {
            story.commits(last, Integer.toHexString(2 + i % 14)).allSucceed();
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
