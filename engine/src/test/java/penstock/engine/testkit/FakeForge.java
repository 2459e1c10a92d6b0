package penstock.engine.testkit;

import java.util.SortedMap;
import java.util.TreeMap;
import penstock.engine.port.Forge;
import penstock.engine.port.OutsideFailure;

/** A working model of {@link Forge}. */
public final class FakeForge implements Forge {
    private final SortedMap<String, Comment> comments = new TreeMap<>();
    private boolean away;
    private int sent;

    /** From now on it can't be reached, or it can again. */
    public synchronized void away(boolean now) {
        away = now;
    }

    /** By the change's address, a space, and the comment's key. */
    public synchronized SortedMap<String, Comment> comments() {
        return new TreeMap<>(comments);
    }

    /** How often a comment was made or changed. */
    public synchronized int sent() {
        return sent;
    }

    @Override
    public synchronized void comment(String change, Comment comment) throws OutsideFailure {
        if (away) {
            throw new OutsideFailure("the forge can't be reached", true);
        }
        if (!comment.equals(comments.put(change + " " + comment.key(), comment))) {
            sent++;
        }
    }
}
