package penstock.engine.digest;

import java.util.List;
import penstock.engine.notify.NoticeBook.Letter;
import penstock.engine.testkit.DigestBookContract;
import penstock.engine.testkit.MemoryDigestBook;

/** The model keeps the contract. */
class MemoryDigestBookTest extends DigestBookContract {
    private final MemoryDigestBook book = new MemoryDigestBook();

    @Override
    protected DigestBook open() {
        return book;
    }

    @Override
    protected List<Letter> letters() {
        return book.letters();
    }
}
