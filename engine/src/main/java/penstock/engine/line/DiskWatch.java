package penstock.engine.line;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.engine.port.OutsideFailure;

/**
 * Holds builds back while the disk is nearly full, so that what runs can end and be published. They begin again by themselves when a
 * tenth more than the least is free, so that a build which just fits does not switch to and fro.
 */
public final class DiskWatch {
    private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);

    private final Lines lines;
    private final Disk disk;
    private final long least;
    private final Duration patrol;
    private final Semaphore soon = new Semaphore(0);
    private boolean held;

    /**
     * @param least bytes that must be free
     * @param patrol how long between two looks
     */
    public DiskWatch(Lines lines, Disk disk, long least, Duration patrol) {
        this.lines = lines;
        this.disk = disk;
        this.least = least;
        this.patrol = patrol;
    }

    /** Looks now and then until the thread is interrupted. */
    public void run() throws InterruptedException {
        while (true) {
            look();
            if (soon.tryAcquire(patrol.toMillis(), TimeUnit.MILLISECONDS)) {
                soon.drainPermits();
            }
        }
    }

    /** Looks without waiting. */
    public void wake() {
        soon.release();
    }

    /** One look; a disk that can't be asked changes nothing. */
    public synchronized void look() {
        try {
            long free = disk.space().free();
            boolean full = free < (held ? least + least / 10 : least);
            if (full && !held) {
                String why = "the disk is nearly full: %s free, %s must be".formatted(words(free), words(least));
                LOG.warn("no build begins: {}", why);
                lines.hold(Optional.of(why));
            } else if (!full && held) {
                LOG.info("builds begin again: {} are free", words(free));
                lines.hold(Optional.empty());
            }
            held = full;
        } catch (OutsideFailure e) {
            LOG.warn("the free space can't be read", e);
        }
    }

    static String words(long bytes) {
        return bytes < 1L << 30
                ? "%d MB".formatted(bytes >> 20)
                : String.format(Locale.ROOT, "%.1f GB", (double) bytes / (1 << 30));
    }
}
