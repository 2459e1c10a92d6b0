package penstock.app.api;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How often somebody may ask: a bucket of a minute's requests for each address or token, refilled evenly. Of buckets only so many are
 * kept, those last used, so that no number of addresses fills the memory.
 */
final class RateLimits {
    private static final int BUCKETS = 10_000;

    private final int perMinute;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > BUCKETS;
        }
    };

    RateLimits(int perMinute) {
        this.perMinute = perMinute;
    }

    /** Counts a request, or refuses it. */
    void take(String whose) throws Refusal {
        ConsumptionProbe probe = bucket(whose).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw refusal(probe.getNanosToWaitForRefill());
        }
    }

    /** Refuses when nothing is left, and counts nothing. */
    void check(String whose) throws Refusal {
        Bucket bucket = bucket(whose);
        if (bucket.getAvailableTokens() == 0) {
            throw refusal(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
        }
    }

    private synchronized Bucket bucket(String whose) {
        return buckets.computeIfAbsent(
                whose,
                _ -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                        .build());
    }

    private static Refusal refusal(long nanos) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(nanos) + 1;
        return Refusal.of(HttpStatus.TOO_MANY_REQUESTS, "too many requests; ask again in " + seconds + " s");
    }
}
