package penstock.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.SnapshotHolds;
import penstock.engine.purge.Readers;
import penstock.engine.testkit.LeftoverCheck;
import penstock.engine.testkit.ManualClock;
import penstock.purge.PurgeFacts;

/** A6: whoever reads a snapshot has it until the end, however that comes. */
@ExtendWith(LeftoverCheck.class)
class HoldFolderTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path temp;

    private final ManualClock clock = new ManualClock(NOW);

    private HoldFolder holds(Duration patience) {
        return new HoldFolder(temp.resolve("holds"), temp.resolve("repos"), "el9s", patience, clock);
    }

    private HoldFolder holds() {
        return holds(Duration.ofMinutes(1));
    }

    private Path published(String directory) throws IOException {
        return Files.createDirectories(
                temp.resolve("repos/el9s-mill").resolve(directory).resolve("repodata"));
    }

    private List<Path> said() throws IOException {
        try (Stream<Path> files = Files.list(temp.resolve("holds"))) {
            return files.toList();
        }
    }

    @Test
    void what_is_read_is_held_until_it_is_freed() throws Exception {
        published("aa/aa/a");
        published("component/c/bb/bb/b");
        SnapshotHolds.Hold hold = holds().take("penstock test", "mill", List.of("aa/aa/a", "component/c/bb/bb/b"));
        try (Readers.Still still = holds().still()) {
            assertThat(still.held())
                    .isEqualTo(holds().now())
                    .containsExactly(new PurgeFacts.Held(
                            "penstock test", NOW, "mill", List.of("aa/aa/a", "component/c/bb/bb/b")));
            hold.close();
            assertThat(holds().now()).isEmpty();
        }
        assertThat(said()).isEmpty();
    }

    @Test
    void who_comes_too_late_is_told_to_try_again() throws Exception {
        assertThatThrownBy(() -> holds().take("penstock test", "mill", List.of("aa/aa/a")))
                .isInstanceOfSatisfying(
                        OutsideFailure.class,
                        failure -> assertThat(failure.retryable()).isTrue())
                .hasMessage("the snapshot aa/aa/a of mill was purged a moment ago; try again");
        assertThat(said()).isEmpty();
    }

    @Test
    void who_begins_during_a_purge_waits_for_its_end_but_not_for_ever() throws Exception {
        published("aa/aa/a");
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<SnapshotHolds.Hold> reader;
            try (Readers.Still still = holds().still()) {
                assertThat(still.held()).isEmpty();
                assertThatThrownBy(() -> holds(Duration.ZERO).take("penstock test", "mill", List.of("aa/aa/a")))
                        .hasMessageContaining("a purge removes repositories");
                reader = other.submit(() -> holds().take("penstock test", "mill", List.of("aa/aa/a")));
            }
            reader.get(1, TimeUnit.MINUTES).close();
        }
        assertThat(said()).isEmpty();
    }

    @Test
    void a_killed_process_holds_nothing() throws Exception {
        published("aa/aa/a");
        Process reader = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reading.class.getName(),
                        temp.toString())
                .redirectError(temp.resolve("errors").toFile())
                .start();
        assertThat(reader.inputReader(StandardCharsets.UTF_8).readLine())
                .as(() -> "of " + temp.resolve("errors"))
                .isEqualTo("reads");
        assertThat(holds().now()).extracting(PurgeFacts.Held::reader).containsExactly("what is killed");
        reader.destroyForcibly().waitFor();
        reader.getOutputStream().close();
        assertThat(holds().now()).isEmpty();
        assertThat(said()).isEmpty();
    }

    /** The process that is killed. */
    static final class Reading {
        private Reading() {}

        public static void main(String[] args) throws Exception {
            Path dir = Path.of(args[0]);
            SnapshotHolds.Hold hold = new HoldFolder(
                            dir.resolve("holds"),
                            dir.resolve("repos"),
                            "el9s",
                            Duration.ofMinutes(1),
                            InstantSource.system())
                    .take("what is killed", "mill", List.of("aa/aa/a"));
            System.out.println("reads");
            new CompletableFuture<Void>().join();
            hold.close();
        }
    }

    @Test
    void who_reads_no_snapshot_does_not_wait_for_a_purge() throws Exception {
        try (Readers.Still still = holds().still()) {
            assertThat(still.held()).isEmpty();
            holds(Duration.ZERO).take("an import of builds", "mill", List.of()).close();
        }
    }

    @Test
    void what_a_power_cut_left_holds_nothing_and_stops_nobody() throws Exception {
        published("aa/aa/a");
        Files.createDirectories(temp.resolve("holds"));
        Files.writeString(temp.resolve("holds/x.reads"), "");
        Files.writeString(temp.resolve("holds/y.purges"), "{\"reader\": \"penstock purge\"}");
        holds(Duration.ZERO).take("penstock test", "mill", List.of("aa/aa/a")).close();
        assertThat(holds().now()).isEmpty();
        assertThat(said()).isEmpty();
    }

    @Test
    void the_purge_of_an_owner_whose_machine_died_is_over_for_the_next_one() throws Exception {
        published("aa/aa/a");
        SnapshotHolds.Hold hold = holds().take("penstock test", "mill", List.of("aa/aa/a"));
        Path own = said().getFirst();
        String elsewhere = Files.readString(own).replaceAll("\"machine\":\"[^\"]*\"", "\"machine\":\"m\"");
        Files.writeString(temp.resolve("holds/elsewhere.purges"), elsewhere);
        assertThatThrownBy(() -> holds(Duration.ZERO).take("penstock test", "mill", List.of("aa/aa/a")))
                .hasMessageContaining("a purge removes repositories");
        holds().beginOwning();
        holds(Duration.ZERO).take("penstock test", "mill", List.of("aa/aa/a")).close();
        assertThat(said()).containsExactly(own);
        hold.close();
    }

    @Test
    void what_a_process_of_another_machine_reads_is_held_for_two_days() throws Exception {
        published("aa/aa/a");
        SnapshotHolds.Hold hold = holds().take("penstock test", "mill", List.of("aa/aa/a"));
        Path own = said().getFirst();
        Path elsewhere = temp.resolve("holds/elsewhere.reads");
        Files.writeString(elsewhere, Files.readString(own).replaceAll("\"machine\":\"[^\"]*\"", "\"machine\":\"m\""));
        hold.close();
        Instant said = Files.getLastModifiedTime(elsewhere).toInstant();
        clock.advance(Duration.between(NOW, said.plus(Duration.ofHours(47))));
        assertThat(holds().now()).hasSize(1);
        clock.advance(Duration.ofHours(2));
        assertThat(holds().now()).isEmpty();
    }

    @Test
    void whoever_begins_first_no_reader_loses_what_it_reads() throws Exception {
        Path file = Files.writeString(published("aa/aa/a").resolve("repomd.xml"), "0");
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<Integer>> readers =
                    List.of(threads.submit(() -> read(file, over)), threads.submit(() -> read(file, over)));
            Future<Integer> purges = threads.submit(() -> purge(file, over));
            assertThat(purges.get(1, TimeUnit.MINUTES))
                    .as("times that nobody read")
                    .isPositive();
            for (Future<Integer> reader : readers) {
                assertThat(reader.get(1, TimeUnit.MINUTES)).as("times read").isPositive();
            }
        }
        assertThat(said()).isEmpty();
    }

    private int purge(Path file, AtomicBoolean over) throws Exception {
        int removed = 0;
        for (int i = 1; i <= 300; i++) {
            try (Readers.Still still = holds().still()) {
                if (still.held().isEmpty()) {
                    Files.delete(file);
                    Files.writeString(file, Integer.toString(i));
                    removed++;
                }
            }
        }
        over.set(true);
        return removed;
    }

    private int read(Path file, AtomicBoolean over) throws Exception {
        int read = 0;
        while (!over.get() || read == 0) {
            try (SnapshotHolds.Hold _ = holds().take("a reader", "mill", List.of("aa/aa/a"))) {
                String first = Files.readString(file);
                Thread.onSpinWait();
                assertThat(Files.readString(file)).isEqualTo(first);
                read++;
            }
        }
        return read;
    }
}
