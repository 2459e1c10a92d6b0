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
 * Looks, while a command runs, how much its layer holds and how many processes it has: a program that
 * meets a full disk often deletes what it wrote before it ends.
 */
final class UsageWatch implements AutoCloseable {
    private static final Duration OFTEN = Duration.ofMillis(20);

    private static final Duration SELDOM = Duration.ofMillis(50);

    private final Path disk;
    private final long limit;
    private final Optional<LongSupplier> processes;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean full;
    private volatile long mostProcesses;

    /**
     * @param limit bytes on the disk that are too many
     * @param processes counts them where the kernel does not tell when they meet their limit
     */
    UsageWatch(Path disk, long limit, Optional<LongSupplier> processes) {
        this.limit = limit;
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
        // Both are 0 when the file system is gone.
        var file = new File(disk.toString());
        if (file.getTotalSpace() - file.getUsableSpace() >= limit) {
            full = true;
        }
        processes.ifPresent(count -> mostProcesses = Math.max(mostProcesses, count.getAsLong()));
    }

    /** Whether the limit was reached at some look, or there is no room for one more file now. */
    boolean full() {
        sample();
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
