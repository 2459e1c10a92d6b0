package penstock.edge.rpm;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import penstock.engine.port.OutsideFailure;

/**
 * Folders that are expensive to make, kept under a key that says all that went into them. A folder is made under another name
 * and renamed when it is complete; who asks while it is being made, in this or another process, waits.
 */
public final class ImageCache {
    private final Path folder;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    /** @param folder is made when it is not there; may be shared by processes, but by one {@code ImageCache} in each */
    public ImageCache(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** Makes one folder; what it leaves after a failure is removed. */
    interface Maker {
        void make(Path temporary) throws OutsideFailure, IOException, InterruptedException;
    }

    /** Something done while nobody else does anything under the same key. */
    interface Alone<T> {
        T run() throws OutsideFailure, IOException, InterruptedException;
    }

    Path folder() {
        return folder;
    }

    boolean has(String key) {
        return Files.isDirectory(folder.resolve(key));
    }

    Path get(String key, Maker maker) throws OutsideFailure, InterruptedException {
        var image = folder.resolve(key);
        if (Files.isDirectory(image)) {
            return image;
        }
        return alone(key, () -> {
            if (!Files.isDirectory(image)) {
                make(key, image, maker);
            }
            return image;
        });
    }

    <T> T alone(String key, Alone<T> work) throws OutsideFailure, InterruptedException {
        var lock = locks.computeIfAbsent(key, k -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            Files.createDirectories(folder);
            try (var channel = FileChannel.open(
                            folder.resolve(key + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var held = channel.lock()) {
                assert held.isValid();
                return work.run();
            }
        } catch (ClosedByInterruptException e) {
            var interrupted = new InterruptedException("while waiting for " + key);
            interrupted.initCause(e);
            throw interrupted;
        } catch (IOException e) {
            throw new OutsideFailure("cannot make " + folder.resolve(key) + ": " + e, false, e);
        } finally {
            lock.unlock();
        }
    }

    private void make(String key, Path image, Maker maker) throws OutsideFailure, IOException, InterruptedException {
        var temporary = folder.resolve(key + ".making");
        // Only the lock's holder makes it, so what is there was left by a process that was killed.
        Trees.delete(temporary);
        Files.createDirectory(temporary);
        try {
            maker.make(temporary);
            Files.move(temporary, image, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Trees.delete(temporary);
        }
    }
}
