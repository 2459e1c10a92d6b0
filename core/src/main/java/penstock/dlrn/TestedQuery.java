package penstock.dlrn;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which vote {@code last_tested_repo} is asked for.
 *
 * @param since only what was reported after it
 * @param success empty for any outcome; what still runs is no success
 * @param component empty for any
 * @param fallBack whether any job's will do where there is none of the job
 */
public record TestedQuery(
        Instant since, Optional<Boolean> success, Optional<String> job, Optional<String> component, boolean fallBack) {
    private static final long MOST_HOURS = 24L * 366 * 1000;

    /** @throws Refused in DLRN's words */
    public static TestedQuery of(Parameters given, Instant now) throws Refused {
        long age = given.requiredNumber("max_age");
        if (age < 0) {
            throw Refused.badly("Max age parameter must be greater than or equal to 0");
        }
        Optional<Boolean> success = given.truth("success");
        Optional<String> job = given.text("job_id");
        boolean sequential = given.truth("sequential_mode").orElse(false);
        Optional<String> previous = given.text("previous_job_id");
        Optional<String> component = given.text("component");
        if (sequential && previous.isEmpty()) {
            throw Refused.badly("Missing parameter previous_job_id");
        }
        Instant since = age == 0 || age > MOST_HOURS ? Instant.EPOCH : now.minus(Duration.ofHours(age));
        return new TestedQuery(since, success, sequential ? previous : job, component, !sequential);
    }
}
