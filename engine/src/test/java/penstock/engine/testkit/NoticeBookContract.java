package penstock.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import penstock.build.BuildOptions;
import penstock.build.BuildRequest;
import penstock.build.Cause;
import penstock.build.Step;
import penstock.build.Verdict;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.engine.notify.NoticeBook;
import penstock.engine.notify.NoticeBook.Letter;
import penstock.engine.notify.NoticeBook.Times;
import penstock.notice.BuildEnd;
import penstock.notice.OpenCauses;

/** What every {@link NoticeBook} does (B4 of part 2). */
public abstract class NoticeBookContract {
    protected static final String LINE = "flamingo";
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    private NoticeBook book = new MemoryNoticeBook();

    /** One of a factory in which nothing happened yet. */
    protected abstract NoticeBook open() throws Exception;

    /** A build ends. */
    protected abstract void ended(BuildEnd end) throws Exception;

    @BeforeEach
    void openIt() throws Exception {
        book = open();
    }

    @Test
    void what_ended_before_a_line_was_begun_is_not_told() throws Exception {
        ended(end(1, true));
        book.begin(List.of(LINE));
        assertThat(book.untold(LINE, 10).ends()).isEmpty();
        ended(end(2, false));
        book.begin(List.of(LINE));
        assertThat(book.untold(LINE, 10).ends()).containsExactly(end(2, false));
    }

    @Test
    void what_was_taken_is_not_read_again_and_what_is_known_comes_with_the_next() throws Exception {
        book.begin(List.of(LINE));
        ended(end(1, false));
        ended(end(2, false));
        ended(end(3, true));
        NoticeBook.Untold first = book.untold(LINE, 2);
        assertThat(first.ends()).containsExactly(end(1, false), end(2, false));
        assertThat(first.open()).isEmpty();
        OpenCauses known = new OpenCauses(LINE, "a", new TreeSet<>(List.of("build command", "prep patch")));
        book.take(first, List.of(known), List.of());
        NoticeBook.Untold second = book.untold(LINE, 2);
        assertThat(second.ends()).containsExactly(end(3, true));
        assertThat(second.open()).containsExactly(known);
        book.take(second, List.of(OpenCauses.none(LINE, "a")), List.of());
        ended(end(4, false));
        assertThat(book.untold(LINE, 2).open()).isEmpty();
    }

    @Test
    void letters_come_when_they_are_due_and_stay_until_they_are_sent() throws Exception {
        write(letter("l1", NOW), letter("l2", NOW.plusSeconds(60)));
        assertThat(due(NOW, 10)).containsExactly(letter("l1", NOW));
        assertThat(due(NOW.plusSeconds(60), 1)).hasSize(1);
        assertThat(book.waiting()).isEqualTo(new NoticeBook.Waiting(2, ""));
        book.sent(List.of("l1"), NOW, NOW.minus(Duration.ofDays(1)));
        assertThat(due(NOW.plusSeconds(60), 10)).extracting(Letter::id).containsExactly("l2");
    }

    @Test
    void a_letter_that_could_not_be_sent_comes_again_later() throws Exception {
        write(letter("l1", NOW));
        book.postponed(List.of("l1"), NOW.plusSeconds(5), "no route to host");
        assertThat(due(NOW, 10)).isEmpty();
        assertThat(book.waiting()).isEqualTo(new NoticeBook.Waiting(1, "no route to host"));
        assertThat(due(NOW.plusSeconds(5), 10)).singleElement().satisfies(again -> {
            assertThat(again.attempts()).isEqualTo(1);
            assertThat(again.times().written()).isEqualTo(NOW);
        });
        book.givenUp(List.of("l1"), NOW, "refused");
        assertThat(book.waiting().letters()).isZero();
    }

    @Test
    void a_letter_that_waits_for_a_time_from_which_the_clock_was_set_back_is_due() throws Exception {
        write(letter("l1", NOW.plus(Duration.ofDays(300))), letter("l2", NOW.plusSeconds(3600)));
        assertThat(book.due(NOW, NOW.plusSeconds(3600), 10))
                .extracting(Letter::id)
                .containsExactly("l1");
    }

    private List<Letter> due(Instant now, int limit) throws Exception {
        return book.due(now, now.plus(Duration.ofDays(1)), limit);
    }

    private void write(Letter... letters) throws Exception {
        book.begin(List.of(LINE));
        book.take(book.untold(LINE, 1), List.of(), List.of(letters));
    }

    private static Letter letter(String id, Instant due) {
        return new Letter(id, "a@example.org", "subject", "text\nmore", "thread", new Times(NOW, due), 0);
    }

    /** The n-th build of the package a. */
    protected static BuildEnd end(int number, boolean success) {
        return end(number, success, List.of("a@example.org"));
    }

    public static BuildEnd end(int number, boolean success, List<String> maintainers) {
        Package.Source source = new Package.Source("https://example.org/a", "master", false);
        Package pkg = new Package("a", "python-a", "", source, source, maintainers);
        String id = Integer.toHexString(0x10 + number).repeat(20);
        Commit commit = new Commit(id, id, Instant.EPOCH, "A <a@example.org>", "Work");
        BuildRequest request =
                new BuildRequest("build-" + number, LINE, pkg, commit, commit, Instant.EPOCH, BuildOptions.PLAIN);
        Verdict verdict =
                success ? Verdict.SUCCESS : Verdict.failed(Step.BUILD, new Cause.CommandFailed("no"), List.of());
        return new BuildEnd(request, verdict, success ? "SUCCESS" : "FAILED");
    }
}
