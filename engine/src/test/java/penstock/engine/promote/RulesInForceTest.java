package penstock.engine.promote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import penstock.engine.testkit.ManualClock;
import penstock.engine.testkit.MemoryRulesBook;
import penstock.promote.Rule;
import penstock.promote.RulesText;

/** Rules come into force, and a mistake in new ones leaves the old ones there (part 4, C2). */
class RulesInForceTest {
    private final MemoryRulesBook book = new MemoryRulesBook();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-29T12:00:00Z"));

    private static RulesText rules(String label) {
        return new RulesText(RulesText.FILE, "labels: [{label: " + label + ", jobs: [ci]}]");
    }

    @Test
    void new_rules_come_into_force_and_are_kept_for_the_next_start() throws Exception {
        RulesInForce inForce = RulesInForce.open(book, clock);
        AtomicInteger told = new AtomicInteger();
        inForce.onChange(told::incrementAndGet);
        inForce.take(RulesText.NONE);
        assertThat(book.newest()).isEmpty();
        inForce.take(rules("tested"));
        inForce.take(rules("tested"));
        assertThat(inForce.rules()).extracting(Rule::label).containsExactly("tested");
        assertThat(told).hasValue(1);
        assertThat(RulesInForce.open(book, clock).rules()).isEqualTo(inForce.rules());
        inForce.take(RulesText.NONE);
        assertThat(inForce.rules()).isEmpty();
        assertThat(RulesInForce.open(book, clock).rules()).isEmpty();
    }

    @Test
    void rules_with_a_mistake_leave_those_before_in_force() throws Exception {
        RulesInForce inForce = RulesInForce.open(book, clock);
        inForce.take(rules("tested"));
        inForce.take(rules("consistent"));
        assertThat(inForce.rules()).extracting(Rule::label).containsExactly("tested");
        assertThat(inForce.mistakes()).hasSize(1);
        inForce.take(rules("better"));
        assertThat(inForce.mistakes()).isEmpty();
        assertThat(inForce.rules()).extracting(Rule::label).containsExactly("better");
    }
}
