package penstock.edge.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Looks, while a command runs, how much room its layer has left and how many processes it has: a program that
 * meets a full disk often deletes what it wrote before it ends.
 */
final class UsageWatch implements AutoCloseable {
    private static final Duration OFTEN = Duration.ofMillis(20);

    private static final Duration SELDOM = Duration.ofMillis(200);

    /** Less room than that counts as none: file systems cannot give away the last blocks. */
    private static final long FULL_BYTES = 256 * 1024;

    private final Path disk;
    private final Optional<LongSupplier> processes;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean full;
    private volatile long mostProcesses;

    /** @param processes counts them where the kernel does not tell when they meet their limit */
    UsageWatch(Path disk, Optional<LongSupplier> processes) {
        this.disk = disk;
        this.processes = processes;
        this.thread = Thread.ofVirtual().start(this::look);
    }

    private void look() {
        try {
            do {
                sample();
            } while (!end.await((processes.isEmpty() ? SELDOM : OFTEN).toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sample() {
        // File answers 0 as well when the file system is gone.
        var file = new File(disk.toString());
        if (file.getUsableSpace() < FULL_BYTES && file.exists()) {
            full = true;
        }
        processes.ifPresent(count -> mostProcesses = Math.max(mostProcesses, count.getAsLong()));
    }

    /** Whether there was no room left at some look, or there is none for one more file now. */
    boolean full() {
        return full || !canWrite();
    }

    long mostProcesses() {
        return mostProcesses;
    }

    /** Room for bytes is not all: a layer can run out of inodes. */
    private boolean canWrite() {
        var probe = disk.resolve("probe");
        try {
            Files.deleteIfExists(probe);
            Files.write(probe, new byte[4096]);
            Files.delete(probe);
            return true;
        } catch (IOException e) {
            return !noSpace(e);
        }
    }

    /** The JDK has no type for it, only the C library's words (of the C locale, in which the JDK asks). */
    static boolean noSpace(IOException e) {
        return String.valueOf(e.getMessage()).contains("No space left");
    }

    @Override
    public void close() {
        end.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
