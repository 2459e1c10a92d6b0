package penstock.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import penstock.engine.notify.NoticeBook.Letter;
import penstock.engine.notify.NoticeBook.Times;
import penstock.engine.promote.notice.LabelNoticeBook;
import penstock.engine.promote.notice.LabelNoticeBook.Taken;
import penstock.promote.Rule;
import penstock.promote.notice.Standstill;

/** What every {@link LabelNoticeBook} does (part 4, C5). */
public abstract class LabelNoticeBookContract {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00.123456Z");

    /** One of a factory in which nothing happened yet. */
    protected abstract LabelNoticeBook open() throws Exception;

    /** All letters that are to be sent. */
    protected abstract List<Letter> letters() throws Exception;

    private static Standstill standstill(String label, String thread) {
        return new Standstill(
                "demo",
                label,
                Rule.Scope.COMPONENT,
                new TreeMap<>(Map.of("compute", NOW, "network", NOW.plusSeconds(1))),
                thread.isEmpty() ? new TreeSet<>() : new TreeSet<>(Set.of("compute")),
                thread);
    }

    @Test
    void what_was_taken_is_known_until_it_is_over() throws Exception {
        LabelNoticeBook book = open();
        assertThat(book.told("demo")).isEmpty();
        assertThat(book.standstills("demo")).isEmpty();
        Letter letter = new Letter("01", "m@example.org", "it's", "text", "thread", new Times(NOW, NOW), 0);
        book.take(
                new Taken("demo", "", List.of(standstill("b", ""), standstill("a", "t1")), List.of(), List.of(letter)));
        assertThat(book.told("demo")).contains("");
        assertThat(book.told("other")).isEmpty();
        assertThat(book.standstills("demo")).containsExactly(standstill("a", "t1"), standstill("b", ""));
        assertThat(book.standstills("other")).isEmpty();
        assertThat(letters()).containsExactly(letter);
        book.take(new Taken("demo", "p1", List.of(standstill("b", "t2")), List.of("a", "c"), List.of()));
        assertThat(book.told("demo")).contains("p1");
        assertThat(book.standstills("demo")).containsExactly(standstill("b", "t2"));
        assertThat(letters()).hasSize(1);
    }
}
