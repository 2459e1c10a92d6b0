package penstock.edge.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.SnapshotHolds;
import penstock.engine.purge.Readers;
import penstock.purge.PurgeFacts;
import penstock.repo.RepoLayout;

/**
 * Who reads snapshots and who removes them, as one file each in a folder that all their processes reach. Each says what it is about to do
 * before it looks at what others say, so at least one of two that begin together sees the other:
 *
 * <pre>
 * reader   says what it reads ─▶ waits while a purge says that it runs ─▶ looks whether what it reads is there
 * purge    says that it runs  ─▶ takes what readers say as held        ─▶ removes the rest
 * </pre>
 *
 * What a process said that has ended holds nothing. Of a process of another machine, or of this one before it was started anew, nobody
 * knows whether it runs: what it read is held for two days, and its purge is over when another process owns the factory
 * ({@link #beginOwning}).
 */
public final class HoldFolder implements SnapshotHolds, Readers {
    private static final Logger LOG = LoggerFactory.getLogger(HoldFolder.class);
    private static final String READS = ".reads";
    private static final String PURGES = ".purges";
    private static final Duration OF_ELSEWHERE = Duration.ofDays(2);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Path folder;
    private final Path repositories;
    private final String target;
    private final Duration patience;
    private final InstantSource clock;
    private final ObjectMapper json = new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

    /**
     * @param folder made when it is not there
     * @param repositories the published tree
     * @param target the first part of the names of the lines' folders
     * @param patience how long a reader waits for a purge
     */
    public HoldFolder(Path folder, Path repositories, String target, Duration patience, InstantSource clock) {
        this.folder = folder;
        this.repositories = repositories;
        this.target = target;
        this.patience = patience;
        this.clock = clock;
    }

    /** What is in a file. */
    private record Said(String reader, String since, String line, List<String> directories, RunningProcess by) {}

    @Override
    public Hold take(String reader, String line, List<String> directories) throws OutsideFailure, InterruptedException {
        Path said = say(reader, line, directories, READS);
        try {
            if (!directories.isEmpty()) {
                awaitPurge();
                requireThere(line, directories);
            }
            return () -> free(said);
        } catch (OutsideFailure | InterruptedException | RuntimeException e) {
            free(said);
            throw e;
        }
    }

    private Path say(String reader, String line, List<String> directories, String kind) throws OutsideFailure {
        try {
            Files.createDirectories(folder);
            Said said = new Said(reader, clock.instant().toString(), line, directories, RunningProcess.here());
            String name = UUID.randomUUID().toString();
            Path making = folder.resolve(name);
            Files.write(making, json.writeValueAsBytes(said));
            // Not synced: who finds half of it after a power cut knows that no process lives that wrote it.
            return Files.move(making, folder.resolve(name + kind), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw Durable.failure("saying in " + folder + " what " + reader + " needs", failure);
        }
    }

    private void free(Path said) throws OutsideFailure {
        try {
            Files.deleteIfExists(said);
        } catch (IOException failure) {
            throw Durable.failure("removing " + said, failure);
        }
    }

    private void awaitPurge() throws OutsideFailure, InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        long end = System.nanoTime() + patience.toNanos();
        while (!said(PURGES).isEmpty()) {
            if (System.nanoTime() - end > 0) {
                throw new OutsideFailure("a purge removes repositories and goes on; try again when it is done", true);
            }
            never.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void requireThere(String line, List<String> directories) throws OutsideFailure {
        for (String directory : directories) {
            if (!Files.isDirectory(repositories
                    .resolve(RepoLayout.lineFolder(target, line))
                    .resolve(directory)
                    .resolve("repodata"))) {
                throw new OutsideFailure(
                        "the snapshot " + directory + " of " + line + " was purged a moment ago; try again", true);
            }
        }
    }

    @Override
    public List<PurgeFacts.Held> now() throws OutsideFailure {
        return said(READS).stream()
                .map(said -> new PurgeFacts.Held(
                        said.reader(), Instant.parse(said.since()), said.line(), said.directories()))
                .toList();
    }

    @Override
    public Still still() throws OutsideFailure {
        Path said = say("penstock purge", "", List.of(), PURGES);
        try {
            List<PurgeFacts.Held> held = now();
            return new Still() {
                @Override
                public List<PurgeFacts.Held> held() {
                    return held;
                }

                @Override
                public void close() throws OutsideFailure {
                    free(said);
                }
            };
        } catch (OutsideFailure | RuntimeException e) {
            free(said);
            throw e;
        }
    }

    /** Only the owner purges: what others said who owned the factory before is over. */
    public void beginOwning() throws OutsideFailure {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                boolean said = file.toString().endsWith(READS);
                if (file.toString().endsWith(PURGES) || (!said && isOld(file))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException nothing) {
            // Nobody has said anything yet.
        } catch (IOException failure) {
            throw Durable.failure("clearing " + folder, failure);
        }
    }

    /** What is said by processes that may be there; what others said is removed. */
    private List<Said> said(String kind) throws OutsideFailure {
        List<Said> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + kind)) {
            for (Path file : files) {
                read(file).ifPresent(all::add);
            }
            return all;
        } catch (NoSuchFileException nothing) {
            return List.of();
        } catch (IOException failure) {
            throw Durable.failure("reading in " + folder + " who reads what", failure);
        }
    }

    private boolean isOld(Path file) throws IOException {
        return Files.getLastModifiedTime(file)
                .toInstant()
                .isBefore(clock.instant().minus(OF_ELSEWHERE));
    }

    private Optional<Said> read(Path file) throws IOException {
        try {
            boolean old = isOld(file);
            Said said = json.readValue(Files.readAllBytes(file), Said.class);
            if (!said.by().isGone() && (said.by().isOfHere() || !old)) {
                return Optional.of(said);
            }
            LOG.info("what {} held is free again: its process ended without saying so", said.reader());
        } catch (NoSuchFileException freed) {
            return Optional.empty();
        } catch (JsonProcessingException unreadable) {
            LOG.warn("{} can't be read and holds nothing", file, unreadable);
        }
        Files.deleteIfExists(file);
        return Optional.empty();
    }
}
