package penstock.engine.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import penstock.engine.promote.RulesBook;

/** Rules that were in force, in memory. */
public final class MemoryRulesBook implements RulesBook {
    private final List<Kept> kept = new ArrayList<>();

    @Override
    public synchronized Optional<Kept> newest() {
        return kept.isEmpty() ? Optional.empty() : Optional.of(kept.getLast());
    }

    @Override
    public synchronized void comes(Kept rules) {
        kept.add(rules);
    }
}
