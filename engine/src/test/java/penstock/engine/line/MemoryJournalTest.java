package penstock.engine.line;

import penstock.engine.testkit.JournalContract;
import penstock.engine.testkit.MemoryJournal;

/** The fake journal keeps the journals' contract (D2). */
class MemoryJournalTest extends JournalContract {
    @Override
    protected Journal open() {
        return new MemoryJournal();
    }

    @Override
    protected int seeds() {
        return 40;
    }

    @Override
    protected Journal again(Journal journal) {
        return journal;
    }
}
