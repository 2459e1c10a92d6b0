package penstock.engine.notify;

import penstock.engine.testkit.MemoryNoticeBook;
import penstock.engine.testkit.NoticeBookContract;
import penstock.notice.BuildEnd;

/** The fake keeps the contract. */
class MemoryNoticeBookTest extends NoticeBookContract {
    private final MemoryNoticeBook book = new MemoryNoticeBook();

    @Override
    protected NoticeBook open() {
        return book;
    }

    @Override
    protected void ended(BuildEnd end) {
        book.ended(end);
    }
}
