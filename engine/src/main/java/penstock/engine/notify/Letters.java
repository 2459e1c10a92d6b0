package penstock.engine.notify;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.engine.line.Uuid7;
import penstock.engine.notify.NoticeBook.Letter;
import penstock.engine.notify.NoticeBook.Times;

/** Addresses what is to be said to each of its readers, to be sent at once or with the next digest. */
public final class Letters {
    private static final Logger LOG = LoggerFactory.getLogger(Letters.class);

    private final NotifySettings settings;
    private final InstantSource clock;
    private final Uuid7 ids = new Uuid7();

    public Letters(NotifySettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * One for each reader.
     *
     * @param thread what mails that belong together have in common; empty for one that stands alone
     */
    public List<Letter> to(List<String> readers, String subject, String text, String thread) {
        Instant now = clock.instant();
        return letters(readers, subject, text, thread, new Times(now, due(now)));
    }

    /** One for each reader that waits for no digest. */
    public List<Letter> now(List<String> readers, String subject, String text) {
        Instant now = clock.instant();
        return letters(readers, subject, text, "", new Times(now, now));
    }

    private List<Letter> letters(List<String> readers, String subject, String text, String thread, Times times) {
        if (readers.isEmpty()) {
            LOG.warn("nobody to tell: {}", subject);
        }
        return readers.stream()
                .distinct()
                .map(reader -> new Letter(ids.next(times.written()), reader, subject, text, thread, times, 0))
                .toList();
    }

    /** With digests the next whole multiple of their interval: every midnight (UTC) for one a day. */
    private Instant due(Instant now) {
        return settings.digest()
                .map(every -> {
                    long millis = every.toMillis();
                    return Instant.ofEpochMilli((now.toEpochMilli() / millis + 1) * millis);
                })
                .orElse(now);
    }
}
