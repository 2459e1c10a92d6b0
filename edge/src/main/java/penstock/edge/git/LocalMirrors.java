package penstock.edge.git;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.engine.port.OutsideFailure;

/**
 * The folder of local copies, one bare repository for each URL after rewriting. A copy is made beside its place and moved there when
 * it is whole; one that turns out to be damaged is made anew the same way, while nobody reads it.
 */
final class LocalMirrors {
    private static final Logger LOG = LoggerFactory.getLogger(LocalMirrors.class);

    private static final Duration LEFT_BEHIND = Duration.ofHours(12);

    private final Path folder;
    private final FarSide farSide;
    private final ConcurrentHashMap<String, CompletableFuture<Void>> fetching = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, ReentrantReadWriteLock> locks = new ConcurrentHashMap<>();

    LocalMirrors(Path folder, FarSide farSide) {
        this.folder = folder;
        this.farSide = farSide;
    }

    /** A question to a local copy. */
    interface Question<T> {
        T ask(Repository repository) throws IOException, OutsideFailure;
    }

    boolean exists(Address address) {
        return Files.isDirectory(place(address));
    }

    private Path place(Address address) {
        return folder.resolve(address.folder());
    }

    private ReentrantReadWriteLock lock(Address address) {
        return locks.computeIfAbsent(address.folder(), _ -> new ReentrantReadWriteLock());
    }

    /** Up to date afterwards. Who comes while another fetches the same repository gets that one's outcome. */
    void fetch(Address address) throws OutsideFailure {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> running = fetching.putIfAbsent(address.folder(), mine);
        if (running != null) {
            join(running);
            return;
        }
        try {
            fetchAlone(address);
            mine.complete(null);
        } catch (OutsideFailure | RuntimeException e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            fetching.remove(address.folder(), mine);
        }
    }

    private static void join(CompletableFuture<Void> running) throws OutsideFailure {
        try {
            running.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof OutsideFailure failure) {
                throw new OutsideFailure(String.valueOf(failure.getMessage()), failure.retryable(), failure);
            }
            throw e;
        }
    }

    private void fetchAlone(Address address) throws OutsideFailure {
        if (!exists(address)) {
            make(address);
            return;
        }
        OutsideFailure failure;
        try (Repository repository = open(place(address))) {
            farSide.fetch(address, repository);
            return;
        } catch (OutsideFailure e) {
            if (e.retryable() || farSideFails(address)) {
                throw e;
            }
            failure = e;
        } catch (IOException e) {
            failure = new OutsideFailure(address.clean(String.valueOf(e.getMessage())), false);
        }
        LOG.warn("The local copy of {} is made anew: {}", address.shown(), failure.getMessage());
        make(address);
    }

    /** Whether a failed fetch is the far side's fault: then making the copy anew would not help. */
    private boolean farSideFails(Address address) {
        try {
            farSide.refs(address, java.util.List.of("HEAD"));
            return false;
        } catch (OutsideFailure e) {
            return true;
        }
    }

    /** Fetches everything into a new repository beside the place, and moves it there. */
    private void make(Address address) throws OutsideFailure {
        Path made = folder.resolve(".new-" + UUID.randomUUID());
        try {
            Files.createDirectories(folder);
            sweep();
            try (Repository repository = open(made)) {
                repository.create(true);
                describe(repository, address);
                farSide.fetch(address, repository);
            }
            replace(address, made);
        } catch (IOException e) {
            throw new OutsideFailure(
                    "the local copy of " + address.shown() + " can't be written below " + folder + ": "
                            + e.getMessage(),
                    true,
                    e);
        } finally {
            discard(made);
        }
    }

    /** What a process that was killed left behind: older than any fetch may take. */
    private void sweep() throws IOException {
        FileTime old = FileTime.from(Instant.now().minus(LEFT_BEHIND));
        try (DirectoryStream<Path> made = Files.newDirectoryStream(folder, ".new-*")) {
            for (Path each : made) {
                // One that another thread has just moved to its place is not there any more, and so not old.
                if (lastModified(each).compareTo(old) < 0) {
                    delete(each);
                }
            }
        }
    }

    private static FileTime lastModified(Path each) throws IOException {
        try {
            return Files.getLastModifiedTime(each);
        } catch (NoSuchFileException e) {
            return FileTime.from(Instant.MAX);
        }
    }

    private static void discard(Path made) {
        try {
            delete(made);
        } catch (IOException e) {
            LOG.warn("{} is left behind: {}", made, e.getMessage());
        }
    }

    /** The address is for whoever looks into the folder. JGit packs anew within a fetch: behind it, it would race with our moving the folder. */
    private static void describe(Repository repository, Address address) throws IOException {
        StoredConfig config = repository.getConfig();
        config.setString(ConfigConstants.CONFIG_REMOTE_SECTION, "origin", "url", address.shown());
        config.setBoolean(ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTODETACH, false);
        config.save();
    }

    private void replace(Address address, Path made) throws IOException {
        Path place = place(address);
        lock(address).writeLock().lock();
        try {
            delete(place);
            Files.move(made, place, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            lock(address).writeLock().unlock();
        }
    }

    /**
     * Asks a local copy. When the copy turns out to be damaged it is made anew and asked once more, unless the question can't
     * be asked twice.
     */
    <T> T ask(Address address, boolean again, Question<T> question) throws OutsideFailure, IOException {
        try {
            return ask(address, question);
        } catch (IOException | IndexOutOfBoundsException e) {
            if (!Failures.damage(e)) {
                throw e;
            }
            LOG.warn("The local copy of {} is damaged and made anew: {}", address.shown(), e.toString());
        }
        make(address);
        if (!again) {
            throw new OutsideFailure(
                    "the local copy of " + address.shown() + " was damaged; it has been made anew", true);
        }
        try {
            return ask(address, question);
        } catch (IOException | IndexOutOfBoundsException e) {
            if (Failures.damage(e)) {
                throw Failures.far(address, "reading it", e);
            }
            throw e;
        }
    }

    private <T> T ask(Address address, Question<T> question) throws OutsideFailure, IOException {
        lock(address).readLock().lock();
        try {
            if (!exists(address)) {
                throw new OutsideFailure(address.shown() + " has no local copy yet: it must be fetched first", true);
            }
            try (Repository repository = open(place(address))) {
                return question.ask(repository);
            }
        } finally {
            lock(address).readLock().unlock();
        }
    }

    private static Repository open(Path place) throws IOException {
        return new FileRepositoryBuilder().setGitDir(place.toFile()).setBare().build();
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            Deletion.of(folder);
        }
    }
}
