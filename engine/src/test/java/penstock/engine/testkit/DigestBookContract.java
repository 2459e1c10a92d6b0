package penstock.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import penstock.digest.Turn.Told;
import penstock.engine.digest.DigestBook;
import penstock.engine.notify.NoticeBook.Letter;
import penstock.engine.notify.NoticeBook.Times;

/** What every {@link DigestBook} does (part 4, C5). */
public abstract class DigestBookContract {
    private static final Instant NOW = Instant.parse("2026-11-30T06:00:00.123456Z");

    /** One of a factory in which nothing happened yet. */
    protected abstract DigestBook open() throws Exception;

    /** All letters that are to be sent. */
    protected abstract List<Letter> letters() throws Exception;

    @Test
    void what_was_told_last_is_known_and_letters_are_kept_with_it() throws Exception {
        DigestBook book = open();
        assertThat(book.told("demo")).isEmpty();
        Told first = new Told(NOW, NOW.minusSeconds(1));
        book.take("demo", first, List.of());
        assertThat(book.told("demo")).contains(first);
        assertThat(book.told("other")).isEmpty();
        Letter letter = new Letter("01", "m@example.org", "it's", "text", "", new Times(NOW, NOW), 0);
        Told second = new Told(NOW.plusSeconds(7), NOW.plusSeconds(7));
        book.take("demo", second, List.of(letter));
        assertThat(book.told("demo")).contains(second);
        assertThat(letters()).containsExactly(letter);
    }
}
