package penstock.app.pages;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import penstock.engine.line.Journal;
import penstock.engine.line.LineListener;
import penstock.line.LineEvent;

/**
 * Tells those who wait that something changed in a line. It keeps a number for each line and none of the events, so a slow reader
 * misses steps in between, but never the last, and costs nothing.
 */
public final class LineNews implements LineListener, AutoCloseable {
    /** The name under which changes of any line are counted. */
    public static final String ANY = "";

    private final Map<String, Long> versions = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final long first;
    /** Changes that are every line's. */
    private final AtomicLong common = new AtomicLong();

    private volatile boolean closed;

    /** @param first where to count from: rising from one start of the program to the next, so that a reader that comes back is told */
    public LineNews(long first) {
        this.first = first;
    }

    @Override
    public void stepped(String line, Journal.Entry entry) {
        boolean told = !(entry.event() instanceof LineEvent.TimePassed)
                || !entry.stepped().idle();
        if (!told) {
            return;
        }
        changed(line);
    }

    /** Something changed in a line. */
    public void changed(String line) {
        lock.lock();
        try {
            versions.merge(line, first + 1, (old, _) -> old + 1);
            versions.merge(ANY, first + 1, (old, _) -> old + 1);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Something changed that is no line's own. */
    public void changed() {
        lock.lock();
        try {
            common.incrementAndGet();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    long version(String line) {
        return versions.getOrDefault(line, first) + common.get();
    }

    boolean isClosed() {
        return closed;
    }

    /** Waits until a line's number is another than the one seen, at most for so long; returns what it is then. */
    long await(String line, long seen, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (!closed && version(line) == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
            return version(line);
        } finally {
            lock.unlock();
        }
    }

    /** Lets time pass, whatever happens, but for the end. */
    void pause(Duration duration) throws InterruptedException {
        lock.lock();
        try {
            long left = duration.toNanos();
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets everybody go who waits. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
