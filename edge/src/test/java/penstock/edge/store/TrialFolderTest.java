package penstock.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.build.Artifact;
import penstock.edge.rpm.RpmFile;
import penstock.engine.port.ArtifactStore;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.ArtifactStoreContract;
import penstock.engine.testkit.ManualClock;

/** What builds that are tried out leave (issue 4, D and F). */
class TrialFolderTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path temp;

    @Nested
    class ABorrowingStore extends ArtifactStoreContract {
        @Override
        protected ArtifactStore open(Path folder) throws OutsideFailure {
            return new BorrowingStore(folder.resolveSibling("nobody's"), FileArtifactStore.open(folder));
        }
    }

    @Test
    void whatTheFactoryHasIsFoundAndNeverChanged() throws Exception {
        String kept = factory().add(Files.writeString(temp.resolve("f"), "abc"));
        String damaged = factory().add(Files.writeString(temp.resolve("f"), "abd"));
        Path spoiled = factory().find(damaged).orElseThrow();
        Files.delete(spoiled);
        Files.writeString(spoiled, "spoiled");
        try (TrialFolder folder = make()) {
            assertThat(folder.store().findVerified(kept)).isEqualTo(factory().find(kept));
            assertThat(folder.store().findVerified(damaged)).isEmpty();
            String own = folder.store().add(Files.writeString(temp.resolve("f"), "own"));
            assertThat(folder.store().findVerified(own)).isPresent();
            assertThat(factory().find(own)).isEmpty();
        }
        assertThat(spoiled).hasContent("spoiled");
        assertThat(factory().findVerified(kept)).isPresent();
    }

    @Test
    void aRepositoryHasTheRpmsOfABuildWhereverTheyAreKept() throws Exception {
        Artifact known = Rpms.keep(factory(), Rpms.write(temp, "weir", "1", "x"));
        try (TrialFolder folder = make()) {
            Artifact made = Rpms.keep(folder.store(), Rpms.write(temp, "sluice", "2", "y"));
            Artifact source = new Artifact(Artifact.Kind.SRPM, "weir-1-1.src.rpm", "0".repeat(64), 1);
            Path repository = folder.repository(List.of(known, made, source));
            assertThat(StoreContractsTest.rpms(repository))
                    .containsExactlyInAnyOrder("weir-1-1.noarch.rpm", "sluice-2-1.noarch.rpm");
            try (Stream<Path> metadata = Files.list(repository.resolve("repodata"))) {
                assertThat(metadata.map(file -> file.getFileName().toString()))
                        .anyMatch(name -> name.endsWith("primary.xml.gz"))
                        .contains("repomd.xml");
            }
            assertThatThrownBy(() -> folder.repository(
                            List.of(new Artifact(Artifact.Kind.RPM, "gone-1-1.noarch.rpm", "1".repeat(64), 1))))
                    .isInstanceOf(OutsideFailure.class);
        }
    }

    @Test
    void nothingStaysNotEvenOfTrialsThatDied() throws Exception {
        Path work = Files.createDirectories(temp.resolve("work"));
        Path died = Files.createDirectories(work.resolve("trial-died"));
        Files.writeString(died.resolve("rpm"), "x");
        Files.setLastModifiedTime(died, FileTime.from(NOW.minus(Duration.ofDays(3))));
        Path runs = Files.createDirectories(work.resolve("trial-runs"));
        Files.setLastModifiedTime(runs, FileTime.from(NOW.minus(Duration.ofHours(3))));
        Path other = Files.createDirectories(work.resolve("sources-1"));
        Files.setLastModifiedTime(other, FileTime.from(NOW.minus(Duration.ofDays(3))));
        make().close();
        try (Stream<Path> left = Files.list(work)) {
            assertThat(left).containsExactlyInAnyOrder(runs, other);
        }
    }

    private FileArtifactStore factory() throws OutsideFailure {
        return FileArtifactStore.open(temp.resolve("artifacts"));
    }

    private TrialFolder make() throws OutsideFailure {
        return TrialFolder.make(temp.resolve("work"), temp.resolve("artifacts"), new RpmFile(), new ManualClock(NOW));
    }
}
