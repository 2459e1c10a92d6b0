package penstock.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Following is paused and resumed, for a package or for the line (issue 3, B6). */
class PauseTest {
    private static LineEvent pause(String... projects) {
        return new LineEvent.Paused(List.of(projects), "user:ada", "the mirror moves");
    }

    private static LineEvent resume(String... projects) {
        return new LineEvent.Resumed(List.of(projects));
    }

    @Test
    void whatRunsEndsAndIsPublishedAndNothingNewBegins() {
        Story story = Story.line("a").commits("a", "1").happened(pause("a"));
        story.succeeds("a");
        assertThat(story.published).hasSize(1);
        assertThat(story.at("current")).isEqualTo("a:1");
        story.commits("a", "2");
        assertThat(story.building()).isEmpty();
        assertThat(story.state.find("a").orElseThrow().tasks()).isEmpty();
        assertThat(story.state.atRest()).isTrue();
        assertThat(story.waits("a")).isEqualTo("PAUSED");
        assertThat(story.state.excuse("a").orElseThrow().what())
                .isEqualTo("following is paused by user:ada: the mirror moves");
        assertThat(story.state.excuse("a").orElseThrow().help()).isEqualTo("penstock resume --line line a");
    }

    @Test
    void whatWaitsGoesOnWhenFollowingIsResumed() {
        Story story = Story.line(1, "a", "b").commitToAll("1");
        story.happened(pause("b")).succeeds("a").passes(Duration.ofDays(1));
        assertThat(story.building()).isEmpty();
        assertThat(story.waits("b")).isEqualTo("PAUSED");
        assertThat(story.state.atRest()).isTrue();
        story.happened(resume("b"));
        assertThat(story.state.nextWake()).contains(story.now);
        story.passes(Duration.ZERO);
        assertThat(story.building()).containsExactly("b");
        assertThat(story.waits("b")).isEmpty();
        assertThat(story.allSucceed().state.atRest()).isTrue();
    }

    @Test
    void whatAPersonAsksForIsBuiltAllTheSameAndBeforeWhatWaits() {
        Story story = Story.line(1, "a", "b").commits("a", "1").commits("b", "1", "2", "3");
        story.allSucceed().happened(pause("b"));
        story.happened(resume("b")).passes(Duration.ZERO);
        story.commits("a", "4").commits("b", "5", "6").happened(pause("b"));
        story.ask("b", "6").succeeds("a");
        assertThat(story.building()).containsExactly("b");
        story.succeeds("b").passes(Duration.ofMinutes(1));
        assertThat(story.building()).isEmpty();
        story.happened(resume("b")).passes(Duration.ZERO).allSucceed();
        assertThat(story.built()).endsWith("b:6", "b:5", "b:6");
    }

    @Test
    void nobodyWaitsForAPausedPackage() {
        Story story = Story.line("a", "b needs a").commits("a", "1").commits("b", "1");
        story.failsForNow("a");
        assertThat(story.waits("b")).isEqualTo("DEPENDENCY a");
        story.happened(pause("a")).passes(Duration.ZERO);
        assertThat(story.building()).containsExactly("b");
        story.succeeds("b").passes(Duration.ofHours(1));
        assertThat(story.building()).isEmpty();
    }

    @Test
    void aPackageThatIsPausedBeforeItsFirstLookHoldsNobodyUp() {
        Story story = Story.line("a", "b").happened(new LineEvent.Looking(List.of("a", "b")));
        story.commits("b", "1");
        assertThat(story.waits("b")).isEqualTo("FIRST_LOOK");
        story.happened(pause("a")).passes(Duration.ZERO);
        assertThat(story.building()).containsExactly("b");
        story.happened(new LineEvent.Looking(List.of("a"))).allSucceed();
        story.commits("b", "2");
        assertThat(story.building()).containsExactly("b");
    }

    @Test
    void aPausedLineStopsAllItsPackagesAndThoseThatComeLater() {
        Story story = Story.line("a").happened(pause()).configured("a", "b");
        story.commitToAll("1");
        assertThat(story.building()).isEmpty();
        assertThat(story.waits("a")).isEmpty();
        assertThat(story.state.pause("b")).isPresent();
        assertThat(story.state.pause()).isPresent();
        story.happened(pause("b")).happened(resume()).commitToAll("1");
        assertThat(story.building()).containsExactly("a");
        assertThat(story.waits("b")).isEqualTo("PAUSED");
    }

    @Test
    void pausingAgainKeepsTheFirstPauseAndAnUnknownPackageIsLeftAlone() {
        Story story = Story.line("a").happened(pause("a"));
        story.now = story.now.plusSeconds(60);
        story.happened(new LineEvent.Paused(List.of("a", "nobody"), "user:kim", ""));
        assertThat(story.state.pause("a").orElseThrow().by()).isEqualTo("user:ada");
        assertThat(story.state.pause("nobody")).isEmpty();
    }
}
