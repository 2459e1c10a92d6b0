package penstock.engine.digest;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.digest.Turn;
import penstock.engine.notify.NoticeBook.Letter;
import penstock.engine.port.OutsideFailure;
import penstock.week.WeekTime;

/**
 * Has the digest of each week sent once, as {@link Turn} says. Its letters are kept in one transaction with the week that they tell of, and sent as all
 * others are: a crash, a restart, another owner of the factory or a mail server that is away neither loses nor repeats one.
 */
public final class WeeklyDigests {
    private static final Logger LOG = LoggerFactory.getLogger(WeeklyDigests.class);
    /** The clock is asked so often, as it may be set meanwhile. */
    private static final Duration PATROL = Duration.ofSeconds(30);

    private final DigestBook book;
    private final DigestReadings readings;
    private final DigestLetters letters;
    private final WeekTime time;
    private final InstantSource clock;

    public WeeklyDigests(
            DigestBook book, DigestReadings readings, DigestLetters letters, WeekTime time, InstantSource clock) {
        this.book = book;
        this.readings = readings;
        this.letters = letters;
        this.time = time;
        this.clock = clock;
    }

    /** Goes on until the thread is interrupted. */
    public void run(Supplier<List<String>> lines) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        do {
            for (String line : lines.get()) {
                try {
                    pass(line);
                } catch (OutsideFailure | RuntimeException e) {
                    LOG.warn("the digest of {} is written later: {}", line, e.getMessage(), e);
                }
            }
        } while (!never.await(PATROL.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Writes the digest of a line when it is time. */
    public void pass(String line) throws OutsideFailure {
        Optional<Turn.Told> told = book.told(line);
        Turn turn = Turn.of(told, time, clock.instant());
        if (told.equals(Optional.of(turn.next()))) {
            return;
        }
        List<Letter> written = turn.week().isPresent()
                ? letters.of(readings.of(line, turn.week().orElseThrow()))
                : List.of();
        book.take(line, turn.next(), written);
        if (!written.isEmpty()) {
            LOG.info("{}", written.getFirst().subject());
            letters.wake().run();
        }
    }
}
