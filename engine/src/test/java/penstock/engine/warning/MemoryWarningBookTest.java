package penstock.engine.warning;

import java.util.List;
import penstock.engine.notify.NoticeBook.Letter;
import penstock.engine.testkit.MemoryWarningBook;
import penstock.engine.testkit.WarningBookContract;

class MemoryWarningBookTest extends WarningBookContract {
    private final MemoryWarningBook book = new MemoryWarningBook();

    @Override
    protected WarningBook open() {
        return book;
    }

    @Override
    protected List<Letter> letters() {
        return book.letters();
    }
}
