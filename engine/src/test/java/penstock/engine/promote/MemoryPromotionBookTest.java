package penstock.engine.promote;

import java.util.List;
import penstock.engine.testkit.MemoryPromotionBook;
import penstock.engine.testkit.PromotionBookContract;
import penstock.line.Change;
import penstock.line.Stamp;

/** The books in memory keep the contract, so that tests may rely on them. */
class MemoryPromotionBookTest extends PromotionBookContract {
    private MemoryPromotionBook books = new MemoryPromotionBook(LINE);

    @Override
    protected void open() {
        books = new MemoryPromotionBook(LINE);
    }

    @Override
    protected PromotionBook book() {
        return books;
    }

    @Override
    protected EvidenceBook evidence() {
        return books;
    }

    @Override
    protected void step(Stamp stamp, List<Change> changes) {
        changes.forEach(change -> books.apply(stamp.at(), change));
    }

    @Override
    protected void purge(String directory) {
        books.purge(directory);
    }
}
