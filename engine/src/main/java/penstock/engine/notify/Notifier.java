package penstock.engine.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.engine.notify.NoticeBook.Letter;
import penstock.engine.port.OutsideFailure;
import penstock.notice.BuildEnd;
import penstock.notice.Notice;
import penstock.notice.NoticeStep;
import penstock.notice.NoticeText;
import penstock.notice.OpenCauses;

/**
 * Tells maintainers of builds that ended, on a thread of its own beside the lines.
 *
 * <p>What is to be said is decided and stored in one transaction with how far the builds were read; then it is sent. So a crash
 * loses no letter, and repeats at most the mail that was under way, with the same Message-ID. A mail server that is away delays
 * letters and nothing else. The cost of a pass is that of the builds that ended since the last one.
 */
public final class Notifier {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
    private static final int BUILDS_AT_ONCE = 200;
    private static final int LETTERS_AT_ONCE = 500;
    private static final Duration PATROL = Duration.ofSeconds(30);
    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofDays(5);
    private static final int LEAST_TRIES = 20;
    private static final Duration KEPT = Duration.ofDays(30);

    private final NoticeBook book;
    private final Mailer mailer;
    private final NotifySettings settings;
    private final InstantSource clock;
    private final Letters letters;
    private final Semaphore news = new Semaphore(0);

    public Notifier(NoticeBook book, Mailer mailer, NotifySettings settings, InstantSource clock) {
        this.book = book;
        this.mailer = mailer;
        this.settings = settings;
        this.clock = clock;
        this.letters = new Letters(settings, clock);
    }

    /** Something ended; may be called from any thread, and returns at once. */
    public void wake() {
        news.release();
    }

    /**
     * Goes on until the thread is interrupted.
     *
     * @param lines the lines that are followed, asked for before each pass
     */
    public void run(Supplier<List<String>> lines) throws InterruptedException {
        while (true) {
            try {
                pass(lines.get());
            } catch (OutsideFailure e) {
                LOG.warn("notices wait: {}", e.getMessage(), e);
            }
            if (news.tryAcquire(PATROL.toMillis(), TimeUnit.MILLISECONDS)) {
                news.drainPermits();
            }
        }
    }

    /** Reads what ended, and sends what is due. The first pass that names a line begins it. */
    public void pass(List<String> lines) throws OutsideFailure {
        book.begin(lines);
        for (String line : lines) {
            NoticeBook.Untold untold = book.untold(line, BUILDS_AT_ONCE);
            while (!untold.ends().isEmpty()) {
                take(untold);
                untold = book.untold(line, BUILDS_AT_ONCE);
            }
        }
        send();
    }

    private void take(NoticeBook.Untold untold) throws OutsideFailure {
        Map<String, OpenCauses> known = new HashMap<>();
        untold.open().forEach(open -> known.put(open.project(), open));
        Map<String, OpenCauses> changed = new LinkedHashMap<>();
        List<Letter> letters = new ArrayList<>();
        for (BuildEnd end : untold.ends()) {
            String project = end.request().pkg().project();
            OpenCauses open = known.getOrDefault(project, OpenCauses.none(untold.line(), project));
            NoticeStep.Told told = NoticeStep.step(open, end);
            if (!told.next().equals(open)) {
                known.put(project, told.next());
                changed.put(project, told.next());
            }
            told.notices().forEach(notice -> letters.addAll(letters(notice)));
        }
        book.take(untold, List.copyOf(changed.values()), letters);
    }

    private List<Letter> letters(Notice notice) {
        List<String> readers = notice.audience() == Notice.Audience.OPERATORS
                ? settings.operators()
                : notice.end().request().pkg().maintainers();
        String link = settings.link().apply(notice.end().request().id());
        return letters.to(readers, NoticeText.subject(notice), NoticeText.body(notice, link), "");
    }

    private void send() throws OutsideFailure {
        Instant now = clock.instant();
        Function<Letter, String> together = settings.digest().isPresent() ? Letter::recipient : Letter::id;
        Map<String, List<Letter>> mails = new LinkedHashMap<>();
        for (Letter letter : book.due(now, now.plus(longestWait()), LETTERS_AT_ONCE)) {
            mails.computeIfAbsent(together.apply(letter), _ -> new ArrayList<>())
                    .add(letter);
        }
        for (List<Letter> letters : mails.values()) {
            send(letters);
        }
    }

    private Duration longestWait() {
        return settings.digest()
                .filter(every -> every.compareTo(LONGEST_WAIT) > 0)
                .orElse(LONGEST_WAIT);
    }

    private void send(List<Letter> letters) throws OutsideFailure {
        List<String> sent = letters.stream().map(Letter::id).toList();
        Letter first = letters.getFirst();
        Instant now = clock.instant();
        try {
            mailer.send(Digest.of(letters));
            LOG.info("told {}: {}", first.recipient(), first.subject());
        } catch (OutsideFailure e) {
            String why = String.valueOf(e.getMessage());
            if (!e.retryable() || isTriedLongEnough(first, now)) {
                LOG.error("gave up telling {}: {}: {}", first.recipient(), first.subject(), why, e);
                book.givenUp(sent, now, why);
            } else {
                LOG.warn("{} is told later: {}", first.recipient(), why);
                book.postponed(sent, now.plus(wait(first.attempts())), why);
            }
            return;
        }
        book.sent(sent, now, now.minus(KEPT));
    }

    /** Time alone says little: the clock may have gone ahead, or nobody was there to send it. */
    private static boolean isTriedLongEnough(Letter letter, Instant now) {
        return letter.times().written().plus(PATIENCE).isBefore(now) && letter.attempts() >= LEAST_TRIES;
    }

    private static Duration wait(int attempts) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempts, 6));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }
}
