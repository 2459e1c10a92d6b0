package penstock.edge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.FolderStore;

class RecentPacksTest {
    private static final Path NOWHERE = Path.of("nowhere");
    private static final Path ONE = Path.of("one");
    private static final Path OTHER = Path.of("other");
    private static final Shard EMPTY = new Shard("4f", new TreeMap<>());

    private static Pack pack(String prefix) throws OutsideFailure {
        return Pack.of(EMPTY, prefix, new KeptFragments(NOWHERE, new FolderStore(NOWHERE), _ -> Optional.empty()));
    }

    private static Optional<Pack> find(RecentPacks packs, Path repository, String slot, String prefix) {
        return packs.find(repository, slot, Pack.key(EMPTY, prefix));
    }

    @Test
    void aSlotHasItsNewestPackAndNoOther() throws OutsideFailure {
        RecentPacks packs = new RecentPacks(10_000);
        assertThat(find(packs, ONE, "00", "a/")).isEmpty();
        packs.keep(ONE, "00", pack("a/"));
        assertThat(find(packs, ONE, "00", "a/")).isPresent();
        assertThat(find(packs, OTHER, "00", "a/")).isEmpty();
        packs.keep(ONE, "00", pack("b/"));
        assertThat(find(packs, ONE, "00", "a/")).isEmpty();
        assertThat(find(packs, ONE, "00", "b/")).isPresent();
    }

    @Test
    void theRepositoryThatWasPublishedLongestAgoMakesRoom() throws OutsideFailure {
        RecentPacks packs = new RecentPacks(3L * pack("a/").size());
        packs.keep(ONE, "00", pack("a/"));
        packs.keep(OTHER, "00", pack("a/"));
        assertThat(find(packs, ONE, "00", "a/")).isPresent();
        packs.keep(ONE, "01", pack("b/"));
        packs.keep(ONE, "02", pack("c/"));
        assertThat(find(packs, OTHER, "00", "a/")).isEmpty();
        packs.keep(ONE, "03", pack("d/"));
        assertThat(find(packs, ONE, "03", "d/")).as("what has no room").isEmpty();
        assertThat(find(packs, ONE, "00", "a/")).as("what was there before").isPresent();
    }
}
