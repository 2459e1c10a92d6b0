package penstock.edge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentSlotsTest {
    private static final Path ONE = Path.of("one");
    private static final Path OTHER = Path.of("other");

    private record Thing(String key, int size) implements RecentSlots.Keyed {
        @Override
        public boolean hasKey(String other) {
            return key.equals(other);
        }
    }

    private static Thing thing(String key) {
        return new Thing(key, 10);
    }

    private static Optional<Thing> find(RecentSlots<Thing> slots, Path repository, String slot, String key) {
        return slots.find(repository, slot, key);
    }

    @Test
    void aSlotHasItsNewestThingAndNoOther() {
        RecentSlots<Thing> slots = new RecentSlots<>(10_000);
        assertThat(find(slots, ONE, "00", "a")).isEmpty();
        slots.keep(ONE, "00", thing("a"));
        assertThat(find(slots, ONE, "00", "a")).isPresent();
        assertThat(find(slots, OTHER, "00", "a")).isEmpty();
        slots.keep(ONE, "00", thing("b"));
        assertThat(find(slots, ONE, "00", "a")).isEmpty();
        assertThat(find(slots, ONE, "00", "b")).isPresent();
    }

    @Test
    void theRepositoryThatWasPublishedLongestAgoMakesRoom() {
        RecentSlots<Thing> slots = new RecentSlots<>(30);
        slots.keep(ONE, "00", thing("a"));
        slots.keep(OTHER, "00", thing("a"));
        assertThat(find(slots, ONE, "00", "a")).isPresent();
        slots.keep(ONE, "01", thing("b"));
        assertThat(slots.hasRoom(ONE, "02", 10)).as("the other's").isTrue();
        assertThat(slots.hasRoom(OTHER, "02", 20)).as("the other's and its own").isTrue();
        assertThat(slots.hasRoom(OTHER, "02", 21)).isFalse();
        slots.keep(ONE, "02", thing("c"));
        assertThat(slots.hasRoom(ONE, "02", 10)).as("its own").isTrue();
        assertThat(slots.hasRoom(ONE, "03", 10)).isFalse();
        assertThat(find(slots, OTHER, "00", "a")).isEmpty();
        slots.keep(ONE, "03", thing("d"));
        assertThat(find(slots, ONE, "03", "d")).as("what has no room").isEmpty();
        assertThat(find(slots, ONE, "00", "a")).as("what was there before").isPresent();
    }
}
