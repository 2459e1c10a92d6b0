package penstock.engine.distro;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.config.FactoryConfig;
import penstock.distro.ReleaseLine;
import penstock.distro.Succession;
import penstock.engine.follow.Lookout;
import penstock.engine.line.Factory;
import penstock.engine.port.OutsideFailure;
import penstock.follow.Sighting;
import penstock.problem.Problem;
import penstock.promote.RulesText;

/**
 * Watches the distribution's own repository or folder while the factory runs, and takes over what changes: packages and lines that come,
 * change and go. What it can't take over it tells, and what was in force stays.
 */
public final class DistroFollower implements Lookout {
    private static final Logger LOG = LoggerFactory.getLogger(DistroFollower.class);

    private final DistroSource source;
    private final FactoryConfig.Distribution where;
    private final DistroInForce inForce;
    private final Takeover takeover;
    private final InstantSource clock;
    private final ReentrantLock looking = new ReentrantLock();
    /** The newest version that was read, in force or not. */
    private DistroVersion last;
    /** What is wrong with it, which is shown again when it can be read again. */
    private Optional<DistroTrouble> mistaken = Optional.empty();

    private Instant changed;
    private int failures;

    /**
     * What is done with a change.
     *
     * @param before is done with the lines that are to be followed, before anything else
     * @param factory runs the lines
     * @param rules takes over the rules of labels
     * @param after looks at all that is followed
     */
    public record Takeover(Preparation before, Factory factory, LabelRules rules, Runnable after) {}

    /** Who is told of the rules of labels. */
    public interface LabelRules {
        void take(RulesText rules) throws OutsideFailure;
    }

    /** What lines need that are not there yet. */
    public interface Preparation {
        void of(List<ReleaseLine> lines) throws OutsideFailure, InterruptedException;
    }

    /** @param first the version that is in force; mistakes in it are told */
    public DistroFollower(
            DistroSource source,
            FactoryConfig.Distribution where,
            DistroVersion first,
            DistroInForce inForce,
            Takeover takeover,
            InstantSource clock) {
        this.source = source;
        this.where = where;
        this.last = first;
        this.inForce = inForce;
        this.takeover = takeover;
        this.clock = clock;
        this.changed = clock.instant();
        List<Problem> mistakes =
                first.reading().problems().stream().filter(Problem::isError).toList();
        if (!mistakes.isEmpty()) {
            mistaken("the distribution has mistakes, and what they are about is left out", mistakes);
        }
    }

    @Override
    public String url() {
        return DistroSource.url(where);
    }

    @Override
    public Sighting look() throws InterruptedException {
        looking.lockInterruptibly();
        try {
            SortedMap<String, String> now = source.made(where, last);
            if (!now.equals(last.made())) {
                take(source.read(where));
            }
            failures = 0;
            inForce.troubled(mistaken);
        } catch (OutsideFailure e) {
            failed(e);
        } finally {
            looking.unlock();
        }
        return new Sighting(url(), last.made(), changed, failures);
    }

    private void failed(OutsideFailure failure) {
        String what = "the distribution's newest version can't be taken over, what was read before stays in force: "
                + failure.getMessage();
        failures++;
        Optional<DistroTrouble> before =
                inForce.trouble().filter(one -> one.what().equals(what));
        if (before.isEmpty()) {
            LOG.warn(what, failure);
            inForce.troubled(Optional.of(new DistroTrouble(clock.instant(), what, List.of())));
        }
    }

    private void take(DistroVersion newer) throws OutsideFailure, InterruptedException {
        switch (Succession.of(inForce.lines(), newer.reading(), where.lines(), where.entryPoint())) {
            case Succession.Refused(List<Problem> mistakes) ->
                mistaken("the distribution's newest version has mistakes, the one before stays in force", mistakes);
            case Succession.Taken taken -> {
                carryOut(taken);
                mistaken = Optional.empty();
            }
        }
        takeover.rules().take(newer.rules());
        last = newer;
        changed = clock.instant();
    }

    private void mistaken(String what, List<Problem> mistakes) {
        DistroTrouble trouble = new DistroTrouble(clock.instant(), what, mistakes);
        trouble.lines().forEach(LOG::warn);
        mistaken = Optional.of(trouble);
        inForce.troubled(mistaken);
    }

    /** Lines as they are now first, then what never was looked at, as what is built first depends on it; then everything. */
    private void carryOut(Succession.Taken taken) throws OutsideFailure, InterruptedException {
        if (taken.change().isEmpty()) {
            return;
        }
        inForce.comes(taken.lines(), () -> {
            takeover.before().of(taken.lines());
            takeover.factory().change(taken.change());
        });
        taken.change().words().forEach(words -> LOG.info("the distribution changed: {}", words));
        try {
            takeover.factory().lookAtNew(taken.change());
        } catch (OutsideFailure e) {
            LOG.warn("a first look at what came into the distribution failed, each package is looked at again", e);
        } finally {
            takeover.after().run();
        }
    }
}
