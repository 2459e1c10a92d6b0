package penstock.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A promotion moves a label in all components or in none (part 4, C4, F). */
class PromotionsTest {
    private static Story built() {
        return Story.line("a in x", "b in y").commitToAll("1").succeeds("a").succeeds("b");
    }

    @Test
    void a_promotion_moves_all_components_and_is_written_to_the_ledger_once() {
        Story story = built().promotes("tested", "a", "b");
        assertThat(story.at("x/tested")).isEqualTo("a:1");
        assertThat(story.at("y/tested")).isEqualTo("b:1");
        assertThat(story.state.atRest()).isTrue();
    }

    @Test
    void the_ledger_comes_before_the_labels_that_it_tells_of() {
        Story story = built().slowly().promotes("tested", "a", "b");
        Order.Promote order = story.order(Order.Promote.class, "a");
        Stepped stepped = LineStep.step(
                story.state, new Stamp("z", story.now), new LineEvent.Promoted(order, Optional.of("0".repeat(32))));
        assertThat(stepped.changes().getFirst()).isInstanceOf(Change.Promoted.class);
        assertThat(stepped.changes().stream()
                        .filter(Change.LabelChanged.class::isInstance)
                        .map(Change.LabelChanged.class::cast))
                .hasSize(2)
                .allMatch(change -> change.aggregate().equals(Optional.of("0".repeat(32)))
                        && change.state().moving().isEmpty());
    }

    @Test
    void what_fails_moves_nothing_and_another_may_follow() {
        Story story = built().promotes("tested", "a", "b")
                .commitToAll("2")
                .succeeds("a")
                .succeeds("b");
        story.slowly().promotes("tested", "a", "b");
        assertThat(story.state.atRest()).isFalse();
        Order.Promote order = story.order(Order.Promote.class, "a");
        story.happened(new LineEvent.Failed(order, "the disk is full", true));
        assertThat(story.at("x/tested")).isEqualTo("a:1");
        assertThat(story.at("y/tested")).isEqualTo("b:1");
        assertThat(story.state.atRest()).isTrue();
        story.promotes("tested", "a", "b");
        assertThat(story.open.values()).hasSize(1);
    }

    @Test
    void while_one_moves_a_label_another_is_refused() {
        Story story = built().slowly().promotes("tested", "a", "b");
        SnapshotRef part = story.published.getFirst().ref();
        Promotion other = new Promotion("q", "tested", List.of(part), Promotion.Kind.ASKED, "bo", "", Optional.empty());
        Stepped stepped = LineStep.step(story.state, new Stamp("z", story.now), new LineEvent.Promoting(other));
        assertThat(stepped.orders()).isEmpty();
        assertThat(stepped.changes())
                .containsExactly(new Change.NotPromoted(other, "another promotion is moving tested just now"));
    }

    @Test
    void two_snapshots_of_one_component_are_no_promotion() {
        SnapshotRef part = built().published.getFirst().ref();
        assertThatThrownBy(() -> new Promotion(
                        "q", "tested", List.of(part, part), Promotion.Kind.ASKED, "bo", "", Optional.empty()))
                .hasMessageContaining("one snapshot a component");
    }
}
