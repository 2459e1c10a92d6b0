package penstock.engine.promote;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.engine.port.OutsideFailure;
import penstock.problem.Problem;
import penstock.promote.Rule;
import penstock.promote.RulesReading;
import penstock.promote.RulesText;

/** Takes over the rules as the distribution has them. What has a mistake is told, and what was in force stays. */
public final class RulesInForce implements Rules {
    private static final Logger LOG = LoggerFactory.getLogger(RulesInForce.class);

    private final RulesBook book;
    private final InstantSource clock;
    private final List<Runnable> told = new CopyOnWriteArrayList<>();
    private volatile List<Rule> rules;
    private volatile List<Problem> mistakes = List.of();

    private RulesInForce(RulesBook book, InstantSource clock, List<Rule> rules) {
        this.book = book;
        this.clock = clock;
        this.rules = rules;
    }

    /** Begins with those that were in force when this was last run. */
    public static RulesInForce open(RulesBook book, InstantSource clock) throws OutsideFailure {
        return new RulesInForce(
                book,
                clock,
                book.newest().map(kept -> kept.text().read().rules()).orElse(List.of()));
    }

    @Override
    public List<Rule> rules() {
        return rules;
    }

    /** What is wrong with the newest version; empty when it is in force. */
    public List<Problem> mistakes() {
        return mistakes;
    }

    /** Is told after each change of the rules. */
    public void onChange(Runnable listener) {
        told.add(listener);
    }

    /** The distribution has these now. */
    public synchronized void take(RulesText text) throws OutsideFailure {
        RulesReading reading = text.read();
        reading.problems().forEach(problem -> LOG.warn("{}", problem));
        if (!reading.isUsable()) {
            mistakes = reading.problems();
            return;
        }
        mistakes = List.of();
        Optional<RulesText> before = book.newest().map(RulesBook.Kept::text);
        if (before.filter(text::equals).isEmpty()
                && !(before.isEmpty() && reading.rules().isEmpty())) {
            book.comes(new RulesBook.Kept(text, clock.instant()));
        }
        if (!rules.equals(reading.rules())) {
            rules = reading.rules();
            told.forEach(Runnable::run);
        }
    }
}
