package penstock.engine.promote;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import penstock.engine.line.Journal;
import penstock.engine.line.LineListener;
import penstock.line.Change;

/** The lines of which something is known that may promote a label. */
public final class Wakes implements LineListener {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Consumer<String> told;

    public Wakes() {
        this(_ -> {});
    }

    /** @param told of each line that is woken */
    public Wakes(Consumer<String> told) {
        this.told = told;
    }

    @Override
    public void stepped(String line, Journal.Entry entry) {
        boolean moved = entry.stepped().changes().stream()
                .anyMatch(change -> change instanceof Change.LabelChanged label
                        && label.state().moving().isEmpty());
        if (moved) {
            wake(line);
        }
    }

    /** Something new is known of a line. */
    public void wake(String line) {
        lines.add(line);
        told.accept(line);
    }

    /** Those that were woken, as soon as there are any; none after a while. */
    Set<String> await(Duration atMost) throws InterruptedException {
        Set<String> woken = new LinkedHashSet<>();
        String first = lines.poll(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS);
        if (first != null) {
            woken.add(first);
            lines.drainTo(woken);
        }
        return woken;
    }
}
