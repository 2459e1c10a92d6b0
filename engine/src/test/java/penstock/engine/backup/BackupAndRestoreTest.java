package penstock.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.Publisher;
import penstock.repo.Snapshot;

/** B6: what is not there is told, and keeps nothing else from being saved. */
class BackupAndRestoreTest {
    private static final Kept.Snapshot ONE = new Kept.Snapshot("mill", "aa/aa/one");
    private static final Kept.Snapshot TWO = new Kept.Snapshot("mill", "component/net/bb/bb/two");

    @TempDir
    Path temp;

    private final List<String> done = new ArrayList<>();

    private static Kept kept(Kept.Snapshot... snapshots) {
        return new Kept(
                new TreeSet<>(),
                List.of(snapshots),
                List.of(
                        new Kept.Label("mill", "", "current", ONE.directory()),
                        new Kept.Label("mill", "net", "tested", TWO.directory())));
    }

    /** Has some snapshots, and misses the others. */
    private final class Copies implements FileCopies {
        private final Set<Kept.Snapshot> there;

        Copies(Kept.Snapshot... there) {
            this.there = Set.of(there);
        }

        @Override
        public List<String> copy(Kept kept, Consumer<String> progress) {
            done.add("copy " + kept.snapshots().size());
            return kept.snapshots().stream()
                    .filter(snapshot -> !has(snapshot))
                    .map(Kept.Snapshot::directory)
                    .toList();
        }

        @Override
        public boolean has(Kept.Snapshot snapshot) {
            return there.contains(snapshot);
        }

        @Override
        public void sweep(Kept kept) {
            done.add("sweep " + kept.snapshots().size());
        }
    }

    private final class Labels implements Publisher {
        @Override
        public void publish(Snapshot snapshot) {
            throw new AssertionError("nothing is published anew");
        }

        @Override
        public Optional<String> point(String line, String label, SortedMap<String, String> directories) {
            done.add("point " + label);
            return Optional.empty();
        }
    }

    private final class State implements StateFilling {
        private final boolean empty;

        State(boolean empty) {
            this.empty = empty;
        }

        @Override
        public void mustBeEmpty() throws OutsideFailure {
            if (!empty) {
                throw new OutsideFailure("there is something in it", false);
            }
        }

        @Override
        public void fillFrom(Path file) {
            done.add("fill");
        }
    }

    private List<String> restored(State state, Copies copies) throws Exception {
        return new Restore(state, copies, new Labels()).run(temp.resolve("copy"), kept(ONE, TWO), _ -> {});
    }

    @Test
    void a_label_whose_snapshot_is_not_there_is_told_and_the_others_are_pointed() throws Exception {
        assertThat(restored(new State(true), new Copies(ONE, TWO))).isEmpty();
        assertThat(done).containsExactly("copy 2", "point current", "point tested", "fill");
        done.clear();
        assertThat(restored(new State(true), new Copies(ONE)))
                .containsExactly(
                        TWO.directory(),
                        "label component/net/tested of mill, whose snapshot " + TWO.directory() + " is not there");
        assertThat(done).containsExactly("copy 2", "point current", "fill");
    }

    @Test
    void nothing_is_restored_over_something() {
        assertThatThrownBy(() -> restored(new State(false), new Copies(ONE, TWO)))
                .hasMessageContaining("there is something in it");
        assertThat(done).isEmpty();
    }

    @Test
    void what_went_meanwhile_is_asked_for_again_but_not_for_ever() throws Exception {
        StateCopies afterThePurge = file -> {
            boolean first = done.isEmpty();
            touch(file);
            return first ? kept(ONE, TWO) : kept(ONE);
        };
        assertThat(new Backup(afterThePurge, new Copies(ONE), temp).run(_ -> {}))
                .isEmpty();
        assertThat(done).containsExactly("copy 2", "copy 1", "sweep 1");
        done.clear();
        StateCopies damaged = file -> {
            touch(file);
            return kept(ONE, TWO);
        };
        assertThat(new Backup(damaged, new Copies(ONE), temp).run(_ -> {})).containsExactly(TWO.directory());
        assertThat(done).containsExactly("copy 2", "copy 2", "copy 2", "sweep 2");
        assertThat(temp.resolve(Backup.STATE)).exists();
    }

    private static void touch(Path file) throws OutsideFailure {
        try {
            Files.writeString(file, "state");
        } catch (IOException e) {
            throw new OutsideFailure("can't write " + file, false, e);
        }
    }
}
