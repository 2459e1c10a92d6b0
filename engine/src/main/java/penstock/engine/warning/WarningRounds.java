package penstock.engine.warning;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.engine.line.Journal;
import penstock.engine.line.LineListener;
import penstock.engine.port.OutsideFailure;
import penstock.line.LineEvent;

/**
 * Looks again at what lines do not meet once they have published something, and at what could not be judged. However often a line publishes, it is
 * looked at no more than once in a rest, since a look costs as much as there are warnings.
 */
public final class WarningRounds implements LineListener {
    private static final Logger LOG = LoggerFactory.getLogger(WarningRounds.class);

    private final EarlyWarning warning;
    private final Duration rest;
    private final Set<String> published = ConcurrentHashMap.newKeySet();
    /** Lines that had a round: what was published before this process began may not have been looked at. */
    private final Set<String> begun = ConcurrentHashMap.newKeySet();

    /** @param rest between two rounds */
    public WarningRounds(EarlyWarning warning, Duration rest) {
        this.warning = warning;
        this.rest = rest;
    }

    @Override
    public void stepped(String line, Journal.Entry entry) {
        if (entry.event() instanceof LineEvent.Pointed) {
            published.add(line);
        }
    }

    /** Goes on until the thread is interrupted. */
    public void run(Supplier<List<String>> lines) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        while (!never.await(rest.toMillis(), TimeUnit.MILLISECONDS)) {
            for (String line : lines.get()) {
                round(line);
            }
        }
    }

    private void round(String line) throws InterruptedException {
        boolean all = published.remove(line) || begun.add(line);
        try {
            if (all) {
                warning.again(line);
            } else {
                warning.unjudged(line);
            }
        } catch (OutsideFailure | RuntimeException e) {
            LOG.warn("the warnings of {} are looked at later: {}", line, e.getMessage(), e);
            if (all) {
                published.add(line);
            }
        }
    }
}
