package penstock.engine.purge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.engine.access.Actor;
import penstock.engine.port.OutsideFailure;
import penstock.purge.PurgeRule;
import penstock.purge.PurgeTurn;

/** Purges from time to time beside a factory, the first time soon after its start, and measures what was published meanwhile. */
public final class PurgeSchedule {
    private static final Logger LOG = LoggerFactory.getLogger(PurgeSchedule.class);
    private static final Actor FACTORY = new Actor("factory", Actor.LOCAL);
    private static final Duration PATROL = Duration.ofMinutes(10);

    private final RecordedPurge purge;
    private final InstantSource clock;

    public PurgeSchedule(RecordedPurge purge, InstantSource clock) {
        this.purge = purge;
        this.clock = clock;
    }

    /**
     * @param olderThan what may go
     * @param every how long from one purge to the next
     * @param keep as {@link PurgeRule}
     */
    public record Plan(Duration olderThan, Duration every, List<String> keep) {
        public Plan {
            keep = List.copyOf(keep);
        }
    }

    /** Goes on until it is interrupted. */
    public void run(Optional<Plan> plan) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        PurgeTurn turn = new PurgeTurn(clock.instant().plus(PATROL), clock.instant(), machine());
        do {
            try {
                purge.purge().measure();
                turn = plan.isPresent() ? look(plan.get(), turn) : turn;
            } catch (OutsideFailure failure) {
                LOG.warn("no purge now: {}", failure.getMessage());
            }
        } while (!never.await(PATROL.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static Duration machine() {
        return Duration.ofNanos(System.nanoTime());
    }

    private PurgeTurn look(Plan plan, PurgeTurn turn) throws OutsideFailure, InterruptedException {
        Instant now = clock.instant();
        Duration ofMachine = machine();
        if (turn.isAhead(now, ofMachine)) {
            LOG.warn(
                    "no purge before {}: the clock went ahead from {} to {} since the last look, and by it nothing would be young;"
                            + " if it is wrong, set it",
                    now.plus(plan.every()),
                    turn.wall(),
                    now);
        } else if (turn.isDue(now, ofMachine, plan.every())) {
            purge(plan, now);
        }
        return turn.looked(now, ofMachine, plan.every());
    }

    private void purge(Plan plan, Instant now) throws OutsideFailure, InterruptedException {
        PurgeRule rule = new PurgeRule(now.minus(plan.olderThan()), plan.keep());
        List<String> unknown = purge.purge().unknown(rule);
        if (!unknown.isEmpty()) {
            // It may be a label that is yet to be promoted to.
            LOG.warn("purge: keep names {}, and no label or snapshot is called so", unknown);
        }
        PurgeReport report = purge.run(FACTORY, rule);
        report.removed()
                .ifPresent(removed -> LOG.info(
                        "purged: {} snapshots ({} bytes), {} shared folders, {} artifacts ({} bytes), {} logs, {} runs of scenarios",
                        removed.snapshots().things(),
                        removed.snapshots().bytes(),
                        removed.shared().things(),
                        removed.artifacts().things(),
                        removed.artifacts().bytes(),
                        removed.logs().things(),
                        removed.scenarios().things()));
    }
}
