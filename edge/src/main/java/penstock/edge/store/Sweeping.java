package penstock.edge.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import penstock.engine.port.OutsideFailure;

/**
 * Keeps those who publish and the one who sweeps out of each other's way, without either waiting for the other's whole work: to look for
 * what is used takes long and needs no lock, since what is used meanwhile is noted.
 *
 * <pre>
 * sweep     begin ──── look at all snapshots ──────── take? take? take? ──── end
 * publish          use(a)          use(b)       use(c)
 * </pre>
 */
final class Sweeping {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private volatile Optional<Set<Path>> used = Optional.empty();

    /** Work on files. */
    interface Work {
        void run() throws IOException, OutsideFailure;
    }

    /** Work on files that gives something. */
    interface Giving<T> {
        T run() throws IOException, OutsideFailure;
    }

    /** Makes or uses a shared folder, which is not swept away before a snapshot can be seen to use it. */
    <T> T use(Path shared, Giving<T> work) throws IOException, OutsideFailure {
        lock.readLock().lock();
        try {
            T given = work.run();
            used.ifPresent(noted -> noted.add(shared));
            return given;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Work that relies on folders staying that the sweeper takes away when nothing is in them. */
    void together(Work work) throws IOException, OutsideFailure {
        lock.readLock().lock();
        try {
            work.run();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** From now on what is used is noted. */
    void begin() {
        lock.writeLock().lock();
        try {
            used = Optional.of(ConcurrentHashMap.newKeySet());
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Takes a shared folder away, unless it was used since {@link #begin}; whether it did. */
    boolean take(Path shared, Work work) throws IOException, OutsideFailure {
        lock.writeLock().lock();
        try {
            if (used.orElseThrow().contains(shared)) {
                return false;
            }
            work.run();
            return true;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Does work while nobody publishes; it must be short. */
    void alone(Work work) throws IOException, OutsideFailure {
        lock.writeLock().lock();
        try {
            work.run();
        } finally {
            lock.writeLock().unlock();
        }
    }

    void end() {
        used = Optional.empty();
    }
}
