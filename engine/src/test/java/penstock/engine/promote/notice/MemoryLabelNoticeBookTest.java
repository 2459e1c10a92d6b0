package penstock.engine.promote.notice;

import java.util.List;
import penstock.engine.notify.NoticeBook.Letter;
import penstock.engine.testkit.LabelNoticeBookContract;
import penstock.engine.testkit.MemoryLabelNoticeBook;

/** The book in memory keeps the contract, so that tests may rely on it. */
class MemoryLabelNoticeBookTest extends LabelNoticeBookContract {
    private final MemoryLabelNoticeBook book = new MemoryLabelNoticeBook();

    @Override
    protected LabelNoticeBook open() {
        return book;
    }

    @Override
    protected List<Letter> letters() {
        return book.letters();
    }
}
