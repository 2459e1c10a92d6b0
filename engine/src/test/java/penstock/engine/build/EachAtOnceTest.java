package penstock.engine.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import penstock.engine.port.OutsideFailure;

class EachAtOnceTest {
    private static final List<Integer> NUMBERS = IntStream.range(0, 20).boxed().toList();

    @Test
    void resultsComeInTheOrderOfWhatTheyAreOf() throws Exception {
        assertThat(EachAtOnce.of(NUMBERS, number -> number * 2))
                .containsExactlyElementsOf(
                        NUMBERS.stream().map(number -> number * 2).toList());
        assertThat(EachAtOnce.of(List.of(3), number -> number + 1)).containsExactly(4);
        assertThat(EachAtOnce.of(List.<Integer>of(), number -> number)).isEmpty();
    }

    @Test
    void theFirstFailureIsToldWhenAllHaveEnded() {
        Set<Integer> ended = Collections.newSetFromMap(new ConcurrentHashMap<>());
        assertThatThrownBy(() -> EachAtOnce.of(NUMBERS, number -> {
                    if (number == 4 || number == 11) {
                        throw new OutsideFailure("no " + number, false);
                    }
                    return ended.add(number);
                }))
                .isInstanceOf(OutsideFailure.class)
                .hasMessage("no 4");
        assertThat(ended).hasSize(NUMBERS.size() - 2);
    }
}
