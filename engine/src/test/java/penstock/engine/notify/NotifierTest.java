package penstock.engine.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.ManualClock;
import penstock.engine.testkit.MemoryNoticeBook;
import penstock.engine.testkit.NoticeBookContract;

/** When letters are sent (B4 of part 2). */
class NotifierTest {
    private static final List<String> LINES = List.of("flamingo");

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-25T10:00:00Z"));
    private final MemoryNoticeBook book = new MemoryNoticeBook();
    private final List<Mailer.Mail> sent = new ArrayList<>();
    private Optional<OutsideFailure> failure = Optional.empty();

    private final Mailer mailer = mail -> {
        if (failure.isPresent()) {
            throw failure.orElseThrow();
        }
        sent.add(mail);
    };

    @Test
    void everyMaintainerGetsAMailForANewCauseAndForTheRecovery() throws Exception {
        Notifier notifier = notifier(Optional.empty());
        ends(notifier, 1, false);
        ends(notifier, 2, false);
        ends(notifier, 3, true);
        assertThat(sent)
                .extracting(Mailer.Mail::to)
                .containsExactlyInAnyOrder("m@example.org", "n@example.org", "m@example.org", "n@example.org");
        assertThat(sent.getFirst().subject()).isEqualTo("[flamingo] python-a fails: no");
        assertThat(sent.getFirst().text()).contains("https://trunk.example.org/build-1");
        assertThat(sent.getLast().subject()).isEqualTo("[flamingo] python-a builds again");
    }

    @Test
    void aClockThatWentAheadAndIsSetBackLosesNothing() throws Exception {
        Notifier notifier = notifier(Optional.empty());
        failure = Optional.of(new OutsideFailure("connection refused", true));
        ends(notifier, 1, false);
        clock.advance(Duration.ofDays(300));
        notifier.pass(LINES);
        assertThat(book.waiting().letters()).isEqualTo(2);
        clock.advance(Duration.ofDays(-300));
        failure = Optional.empty();
        notifier.pass(LINES);
        assertThat(sent).hasSize(2);
    }

    @Test
    void anHourWithoutAMailServerDelaysAndLosesNothing() throws Exception {
        Notifier notifier = notifier(Optional.empty());
        failure = Optional.of(new OutsideFailure("connection refused", true));
        ends(notifier, 1, false);
        for (int minute = 0; minute < 60; minute++) {
            clock.advance(Duration.ofMinutes(1));
            notifier.pass(LINES);
        }
        assertThat(sent).isEmpty();
        assertThat(book.waiting()).isEqualTo(new NoticeBook.Waiting(2, "connection refused"));
        failure = Optional.empty();
        clock.advance(Duration.ofHours(1));
        notifier.pass(LINES);
        assertThat(sent).hasSize(2);
        assertThat(book.waiting().letters()).isZero();
    }

    @Test
    void whatTheServerRefusesIsNotSentForEver() throws Exception {
        Notifier notifier = notifier(Optional.empty());
        failure = Optional.of(new OutsideFailure("550 no such user", false));
        ends(notifier, 1, false);
        failure = Optional.empty();
        clock.advance(Duration.ofDays(1));
        notifier.pass(LINES);
        assertThat(sent).isEmpty();
    }

    @Test
    void aDigestTellsTheDayInOneMail() throws Exception {
        Notifier notifier = notifier(Optional.of(Duration.ofDays(1)));
        ends(notifier, 1, false);
        ends(notifier, 2, true);
        assertThat(sent).isEmpty();
        clock.advance(Duration.ofHours(14));
        notifier.pass(LINES);
        assertThat(sent).extracting(Mailer.Mail::to).containsExactlyInAnyOrder("m@example.org", "n@example.org");
        assertThat(sent.getFirst().subject()).isEqualTo("2 notices; the first: [flamingo] python-a fails: no");
        assertThat(sent.getFirst().text())
                .startsWith("  1. [flamingo] python-a fails: no\n  2. [flamingo] python-a builds again\n")
                .contains("To see it again");
    }

    private Notifier notifier(Optional<Duration> digest) throws OutsideFailure {
        NotifySettings settings = new NotifySettings(List.of(), digest, build -> "https://trunk.example.org/" + build);
        Notifier notifier = new Notifier(book, mailer, settings, clock);
        notifier.pass(LINES);
        return notifier;
    }

    private void ends(Notifier notifier, int number, boolean success) throws OutsideFailure {
        book.ended(NoticeBookContract.end(number, success, List.of("m@example.org", "n@example.org")));
        notifier.pass(LINES);
    }
}
