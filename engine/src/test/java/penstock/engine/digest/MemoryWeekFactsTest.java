package penstock.engine.digest;

import java.time.Instant;
import penstock.digest.Breakage;
import penstock.engine.testkit.MemoryWeekFacts;
import penstock.engine.testkit.WeekFactsContract;
import penstock.line.Excuse;

/** The model keeps the contract. */
class MemoryWeekFactsTest extends WeekFactsContract {
    private final MemoryWeekFacts facts = new MemoryWeekFacts(LINE);

    @Override
    protected WeekFacts open() {
        return facts;
    }

    @Override
    protected void ended(Breakage.End end) {
        facts.ended(end);
    }

    @Override
    protected void waits(String project, Excuse excuse) {
        facts.waits(project, excuse);
    }

    @Override
    protected void consistent(Instant at) {
        facts.moved(at);
    }
}
