package penstock.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import penstock.distro.Package;
import penstock.follow.Finding;
import penstock.repo.SnapshotEntry;

/** The distribution names a package or a line no more (issue 3, B6). */
class GoneTest {
    private static LineEvent remove(String... projects) {
        return new LineEvent.Removed(List.of(projects));
    }

    private static List<String> listed(Story story) {
        return story.published.getLast().snapshot().entries().stream()
                .map(SnapshotEntry::build)
                .map(build -> build.pkg().project())
                .toList();
    }

    @Test
    void aPackageThatIsGoneLeavesTheNextSnapshotAndLabelsStayUntilThen() {
        Story story = Story.line("a", "b").commitToAll("1").allSucceed();
        story.commits("b", "2").fails("b");
        assertThat(story.at("consistent")).isEqualTo("b:1");
        story.configured("a");
        assertThat(story.state.gone("b").orElseThrow().since()).isEqualTo(story.now);
        assertThat(story.state.gone("b").orElseThrow().removed()).isFalse();
        assertThat(story.at("current")).isEqualTo("b:1");
        story.commits("a", "2").allSucceed();
        assertThat(listed(story)).containsExactly("a");
        assertThat(story.at("current")).isEqualTo("a:2");
        assertThat(story.at("consistent"))
                .as("what failed is not there any more")
                .isEqualTo("a:2");
    }

    @Test
    void aPackageThatComesBackIsNotGone() {
        Story story = Story.line("a", "b").configured("a").configured("a", "b");
        assertThat(story.state.gone("b")).isEmpty();
        story.configured("a").happened(remove("b"));
        assertThat(story.state.gone("b").orElseThrow().removed()).isTrue();
        story.configured("a", "b");
        assertThat(story.state.gone("b")).isEmpty();
    }

    @Test
    void onlyWhatIsGoneIsRemoved() {
        Story story = Story.line("a", "b")
                .commitToAll("1")
                .happened(remove("a", "nobody"))
                .happened(remove());
        assertThat(story.state.find("a")).isPresent();
        assertThat(story.state.gone("a")).isEmpty();
        assertThat(story.state.gone("nobody")).isEmpty();
        assertThat(story.state.gone()).isEmpty();
    }

    @Test
    void aPauseOfAPackageGoesWithIt() {
        Story story = Story.line("a", "b").happened(new LineEvent.Paused(List.of("b"), "user:ada", ""));
        story.configured("a");
        assertThat(story.state.pause("b")).as("it may come back").isPresent();
        assertThat(story.happened(remove("b")).state.pause("b")).isEmpty();
    }

    /** The distribution changed while the factory runs: what runs ends and is published, the rest waits for the line to come back. */
    @Test
    void aRunningLineThatIsNotFollowedAnyMoreBeginsNothing() {
        Story story = Story.line(1, "a", "b").commitToAll("1").ask("b", "2");
        story.happened(new LineEvent.Unfollowed()).succeeds("a").passes(Duration.ofDays(1));
        assertThat(story.at("current")).isEqualTo("a:1");
        assertThat(story.building()).isEmpty();
        assertThat(story.waits("b")).isEqualTo("UNFOLLOWED");
        assertThat(story.state.excuse("b").orElseThrow().help())
                .isEqualTo("take it into the distribution again, or penstock remove --line line");
        assertThat(story.state.atRest()).isTrue();
        assertThat(story.restarted().passes(Duration.ofDays(1)).building()).isEmpty();
        story.configured("a", "b");
        assertThat(story.building()).containsExactly("b");
        assertThat(story.allSucceed().state.atRest()).isTrue();
        assertThat(story.builds).hasSize(3);
    }

    @Test
    void aRunningLineMayBeRemovedWhileABuildOfItRuns() {
        Story story = Story.line("a").commits("a", "1").happened(new LineEvent.Unfollowed());
        story.happened(remove()).succeeds("a");
        assertThat(story.state.atRest()).isTrue();
        assertThat(story.published).isEmpty();
        story.configured("a").commits("a", "1");
        assertThat(story.building()).containsExactly("a");
    }

    @Test
    void whatWasFoundWhereAPackageIsNoMoreIsLeft() {
        Story story = Story.line("a");
        Package before = story.state.find("a").orElseThrow().pkg();
        Package.Source fork = new Package.Source("https://example.org/fork", "master", false);
        Package now = new Package("a", "a", "", fork, before.distgit(), List.of());
        Finding found = new Finding.Moved("a", List.of(Story.commit("1")), Story.commit("d"), List.of());
        story.happened(new LineEvent.Configured(List.of(now)));
        story.happened(new LineEvent.Found(found, Optional.of(before)));
        assertThat(story.state.find("a").orElseThrow().taken().source()).isEmpty();
        assertThat(story.building()).isEmpty();
        Package renamed = new Package("a", "python-a", "", fork, before.distgit(), List.of("ada@example.org"));
        story.happened(new LineEvent.Found(found, Optional.of(renamed)));
        assertThat(story.building()).containsExactly("a");
    }

    @Test
    void aLineThatIsRemovedKeepsItsLabelsAndHasNothingToDo() {
        Story story = Story.line("a", "b").commitToAll("1").allSucceed().slowly();
        story.commits("a", "2");
        story.succeeds("a").publish("a");
        long sequence = story.state.sequence();
        story.happened(new LineEvent.Unfollowed());
        assertThat(story.state.gone()).isPresent();
        assertThat(story.state.packages()).hasSize(2);
        story.happened(remove());
        assertThat(story.state.packages()).isEmpty();
        assertThat(story.state.atRest()).isTrue();
        assertThat(story.state.gone().orElseThrow().removed()).isTrue();
        assertThat(story.state.sequence()).isGreaterThan(sequence);
        assertThat(story.state
                        .components()
                        .getFirst()
                        .labels()
                        .get("current")
                        .orElseThrow()
                        .at())
                .isPresent();
        story.configured("a").commits("a", "3");
        assertThat(story.state.gone()).isEmpty();
        assertThat(story.building()).containsExactly("a");
    }
}
