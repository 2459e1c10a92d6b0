package penstock.edge.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.TrackingRefUpdate;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.util.FS;
import penstock.engine.port.OutsideFailure;

/** Talks to the repository that a mirror copies. Every call ends within its limit, whatever the far side does. */
final class FarSide {
    private static final List<RefSpec> ALL =
            List.of(new RefSpec("+refs/heads/*:refs/heads/*"), new RefSpec("+refs/tags/*:refs/tags/*"));

    private final MirrorLimits limits;

    FarSide(MirrorLimits limits) {
        this.limits = limits;
    }

    /** See {@link penstock.engine.port.Mirror#remoteRefs(String, Collection)}. */
    Map<String, String> refs(Address address, Collection<String> wanted) throws OutsideFailure {
        if (address.isFile() && Files.isDirectory(Path.of(address.uri().getPath()))) {
            return refsOfFolder(address, wanted);
        }
        return within(limits.look(), address, "asking for its refs", () -> refsOfConnection(address, wanted));
    }

    /** A repository on this machine: its refs are read where they are, which costs no process, thread or protocol. */
    private static Map<String, String> refsOfFolder(Address address, Collection<String> wanted) throws OutsideFailure {
        Path path = Path.of(address.uri().getPath());
        try (Repository repository = open(path)) {
            Map<String, String> found = new HashMap<>();
            for (String name : wanted) {
                if (name.endsWith("/")) {
                    for (Ref ref : repository.getRefDatabase().getRefsByPrefix(name)) {
                        put(found, ref.getName(), repository.getRefDatabase().peel(ref));
                    }
                } else {
                    Ref ref = repository.exactRef(name);
                    if (ref != null) {
                        put(found, name, repository.getRefDatabase().peel(ref));
                    }
                }
            }
            return found;
        } catch (IOException | IllegalArgumentException e) {
            throw Failures.far(address, "reading its refs", e);
        }
    }

    private static Repository open(Path path) throws IOException {
        java.io.File folder = RepositoryCache.FileKey.resolve(path.toFile(), FS.DETECTED);
        if (folder == null) {
            throw new RepositoryNotFoundException(path.toFile());
        }
        return new FileRepositoryBuilder()
                .setGitDir(folder)
                .setFS(FS.DETECTED)
                .setMustExist(true)
                .build();
    }

    private static void put(Map<String, String> found, String name, Ref ref) {
        ObjectId peeled = ref.getPeeledObjectId();
        ObjectId id = peeled == null ? ref.getObjectId() : peeled;
        if (id != null) {
            found.put(name, id.name());
        }
    }

    private Map<String, String> refsOfConnection(Address address, Collection<String> wanted) throws IOException {
        try (Transport transport = Transport.open(address.uri())) {
            transport.setTimeout(seconds(limits.silence()));
            List<RefSpec> specs = wanted.stream()
                    .map(name -> name.endsWith("/") ? name + "*" : name)
                    .map(name -> new RefSpec(name + ":" + name))
                    .toList();
            Map<String, String> found = new HashMap<>();
            try (FetchConnection connection = transport.openFetch(specs)) {
                for (Ref ref : connection.getRefs()) {
                    if (asked(ref.getName(), wanted)) {
                        put(found, ref.getName(), ref);
                    }
                }
            }
            return found;
        }
    }

    /** The far side may answer more than what it was asked for. */
    private static boolean asked(String name, Collection<String> wanted) {
        return wanted.stream().anyMatch(want -> want.endsWith("/") ? name.startsWith(want) : name.equals(want));
    }

    /** Brings a local copy up to date with all branches and tags; what is gone there goes here. */
    void fetch(Address address, Repository local) throws OutsideFailure {
        Watchdog watchdog = new Watchdog(local.getDirectory().toPath(), limits.mirrorBytes());
        try {
            within(limits.fetch(), address, "fetching", () -> fetch(address, local, watchdog));
        } catch (OutsideFailure e) {
            throw watchdog.tooLarge() ? tooLarge(address) : e;
        }
        if (watchdog.tooLarge()) {
            throw tooLarge(address);
        }
    }

    private OutsideFailure tooLarge(Address address) {
        return new OutsideFailure(
                address.shown() + ": its local copy would be larger than " + limits.mirrorBytes()
                        + " bytes; is this the repository that is meant?",
                false);
    }

    private FetchResult fetch(Address address, Repository local, Watchdog watchdog) throws IOException {
        try (Transport transport = Transport.open(local, address.uri())) {
            transport.setTimeout(seconds(limits.silence()));
            transport.setRemoveDeletedRefs(true);
            transport.setTagOpt(TagOpt.NO_TAGS);
            FetchResult result = transport.fetch(watchdog, ALL);
            for (TrackingRefUpdate update : result.getTrackingRefUpdates()) {
                if (!taken(update.getResult())) {
                    throw new IOException(
                            "its ref " + update.getRemoteName() + " could not be stored: " + update.getResult());
                }
            }
            return result;
        }
    }

    private static boolean taken(RefUpdate.Result result) {
        return switch (result) {
            case NEW, FORCED, FAST_FORWARD, NO_CHANGE, RENAMED, NOT_ATTEMPTED -> true;
            default -> false;
        };
    }

    private static int seconds(Duration duration) {
        return (int) Math.max(1, duration.toSeconds());
    }

    /** Runs a call on a thread of its own, and gives up on it (the interrupt closes its socket) when the limit is over. */
    private static <T> T within(Duration limit, Address address, String doing, Callable<T> call) throws OutsideFailure {
        FutureTask<T> task = new FutureTask<>(call);
        Thread.ofVirtual().name("git " + address.folder()).start(task);
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new OutsideFailure(
                    address.shown() + ": " + doing + " took longer than " + limit.toSeconds() + " s; it is tried again",
                    true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutsideFailure(address.shown() + ": " + doing + " was interrupted", true);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof Error error) {
                throw error;
            }
            throw Failures.far(address, doing, cause == null ? e : cause);
        } finally {
            task.cancel(true);
        }
    }
}
