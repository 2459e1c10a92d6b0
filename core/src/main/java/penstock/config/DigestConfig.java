package penstock.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import penstock.week.WeekTime;

/**
 * What is told together.
 *
 * @param every how often what happened is sent in one mail; empty for a mail at once
 * @param weekly the digest of the week; empty for none
 */
public record DigestConfig(Optional<Duration> every, Optional<Weekly> weekly) {
    /** A mail for each of what there is. */
    public static final DigestConfig NONE = new DigestConfig(Optional.empty(), Optional.empty());

    /**
     * The digest of the week.
     *
     * @param at when a week ends and is told
     * @param to addresses, at least one
     */
    public record Weekly(WeekTime at, List<String> to) {
        public Weekly {
            to = List.copyOf(to);
        }
    }
}
