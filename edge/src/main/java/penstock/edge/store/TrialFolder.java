package penstock.edge.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import penstock.build.Artifact;
import penstock.engine.port.ArtifactStore;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.PackageHeaders;

/** What builds that are tried out leave: a folder of their own, gone when this is closed. What the factory has is only read. */
public final class TrialFolder implements AutoCloseable {
    private static final String PREFIX = "trial-";
    /** No trial takes that long; one that was killed leaves its folder. */
    private static final Duration OLD = Duration.ofDays(2);

    private static final long RECENT = 1 << 20;

    private final Path folder;
    private final ArtifactStore store;
    private final KeptFragments fragments;

    private TrialFolder(Path folder, ArtifactStore store, KeptFragments fragments) {
        this.folder = folder;
        this.store = store;
        this.fragments = fragments;
    }

    /**
     * Makes one, and removes what dead trials left.
     *
     * @param work where it is made
     * @param artifacts the factory's own, see {@link FileArtifactStore}
     */
    public static TrialFolder make(Path work, Path artifacts, PackageHeaders headers, InstantSource clock)
            throws OutsideFailure {
        try {
            Files.createDirectories(work);
            removeOld(work, clock.instant().minus(OLD));
            Path folder = Files.createTempDirectory(work, PREFIX);
            ArtifactStore store = new BorrowingStore(artifacts, FileArtifactStore.open(folder.resolve("artifacts")));
            return new TrialFolder(folder, store, new KeptFragments(folder.resolve("rpms"), store, headers));
        } catch (IOException failure) {
            throw Durable.failure("making a folder for builds that are tried out in " + work, failure);
        }
    }

    private static void removeOld(Path work, Instant before) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(work, PREFIX + "*")) {
            for (Path trial : left) {
                if (Files.getLastModifiedTime(trial).toInstant().isBefore(before)) {
                    Durable.remove(trial);
                }
            }
        }
    }

    /** Has what the factory's store has, and takes what is new. */
    public ArtifactStore store() {
        return store;
    }

    /** A repository of the RPMs among artifacts of the {@linkplain #store store}; source packages are left out. */
    public Path repository(List<Artifact> artifacts) throws OutsideFailure {
        SortedMap<String, String> files = new TreeMap<>();
        artifacts.stream()
                .filter(artifact -> artifact.kind() == Artifact.Kind.RPM)
                .forEach(artifact -> files.put(artifact.file(), artifact.sha256()));
        Path made = folder.resolve("repositories").resolve(UUID.randomUUID().toString());
        try {
            Files.createDirectories(made);
            new ComposedRepository(
                            folder,
                            new ShardPool(store, new Sweeping()),
                            new Packs(folder.resolve("packs"), fragments, new RecentPacks(RECENT, RECENT)),
                            Optional.empty())
                    .write(made, new ComposedRepository.Contents(files, List.of()), Instant.EPOCH, _ -> List.of());
            return made;
        } catch (IOException failure) {
            throw Durable.failure("making a repository of what was tried out", failure);
        }
    }

    @Override
    public void close() throws OutsideFailure {
        try {
            Durable.remove(folder);
        } catch (IOException failure) {
            throw Durable.failure("removing " + folder, failure);
        }
    }
}
