package penstock.engine.distro;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import penstock.distro.ReleaseLine;
import penstock.engine.port.OutsideFailure;

/** The lines that are followed now, and what is wrong with the distribution that says so. Any thread may ask. */
public final class DistroInForce {
    private final ReentrantLock changing = new ReentrantLock();
    private final List<Runnable> told = new CopyOnWriteArrayList<>();
    private volatile List<ReleaseLine> lines;
    private volatile Optional<DistroTrouble> trouble = Optional.empty();

    public DistroInForce(List<ReleaseLine> lines) {
        this.lines = List.copyOf(lines);
    }

    /** What is done with the lines that are followed, none of which comes or goes meanwhile. */
    public interface Work<T> {
        T run(List<ReleaseLine> lines) throws OutsideFailure, InterruptedException;
    }

    /** What brings other lines into force. */
    public interface Change {
        void carryOut() throws OutsideFailure, InterruptedException;
    }

    /** The lines that are followed, as they are configured: the same list until it is another one. */
    public List<ReleaseLine> lines() {
        return lines;
    }

    /** What is wrong; empty when nothing is. */
    public Optional<DistroTrouble> trouble() {
        return trouble;
    }

    /** Does something that must not mix with a change of what is followed; it should not take long. */
    public <T> T steady(Work<T> work) throws OutsideFailure, InterruptedException {
        changing.lockInterruptibly();
        try {
            return work.run(lines);
        } finally {
            changing.unlock();
        }
    }

    /** Is told after each change of the lines or of what is wrong. */
    public void onChange(Runnable listener) {
        told.add(listener);
    }

    /** Other lines are followed once the change is carried out; when it fails, nothing changes here. */
    void comes(List<ReleaseLine> newer, Change change) throws OutsideFailure, InterruptedException {
        changing.lockInterruptibly();
        try {
            change.carryOut();
            lines = List.copyOf(newer);
        } finally {
            changing.unlock();
        }
        told.forEach(Runnable::run);
    }

    void troubled(Optional<DistroTrouble> now) {
        if (!trouble.equals(now)) {
            trouble = now;
            told.forEach(Runnable::run);
        }
    }
}
