package penstock.app.wiring;

import java.util.ArrayDeque;
import java.util.Deque;
import penstock.engine.port.OutsideFailure;

/** What was opened, closed in the opposite order, each whatever happens to the others. */
public final class Closing implements AutoCloseable {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    public <T extends AutoCloseable> T later(T closeable) {
        opened.push(closeable);
        return closeable;
    }

    /** @throws OutsideFailure the first failure; the others are its suppressed ones */
    @Override
    public void close() throws OutsideFailure {
        OutsideFailure first = null;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                OutsideFailure failure =
                        e instanceof OutsideFailure outside ? outside : new OutsideFailure("closing: " + e, false, e);
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
