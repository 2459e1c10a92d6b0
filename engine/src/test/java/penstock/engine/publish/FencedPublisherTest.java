package penstock.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import penstock.engine.port.OutsideFailure;
import penstock.repo.Snapshot;

/** A process that is not the factory's owner any more moves no label (part 2, B5). */
class FencedPublisherTest {
    private final List<String> pointed = new ArrayList<>();
    private final Publisher behind = new Publisher() {
        @Override
        public void publish(Snapshot snapshot) {
            pointed.add("published");
        }

        @Override
        public Optional<String> point(String line, String label, SortedMap<String, String> directories) {
            pointed.add(label + " -> " + directories);
            return Optional.empty();
        }
    };

    @Test
    void theOwnerMovesLabelsAndNobodyElseDoes() throws Exception {
        new FencedPublisher(behind, () -> {}).point("l", "", "current", "a");
        Publisher fenced = new FencedPublisher(behind, () -> {
            throw new OutsideFailure("another process owns the factory now", false);
        });
        assertThatThrownBy(() -> fenced.point("l", "", "current", "b")).hasMessageContaining("another process");
        assertThat(pointed).containsExactly("current -> {=a}");
    }
}
