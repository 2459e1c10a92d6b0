package penstock.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import penstock.problem.Problem;
import penstock.yaml.Fields;

/** Reads {@code purge:}. */
final class PurgeReader {
    private PurgeReader() {}

    /** Empty where there is no such key, or what it says can't be used. */
    static Optional<PurgeConfig> read(Fields top) {
        if (!top.has("purge")) {
            return Optional.empty();
        }
        Fields fields = top.fields("purge", "purge");
        Optional<Duration> olderThan = fields.required("older_than")
                .flatMap(text -> duration(fields, "older_than", text, Duration.ofHours(1)));
        Optional<Duration> every = fields.text("every")
                .map(text -> duration(fields, "every", text, Duration.ofMinutes(10)))
                .orElse(Optional.of(Duration.ofDays(1)));
        List<String> keep = fields.texts("keep");
        fields.done(Problem.Severity.ERROR);
        return olderThan.flatMap(age -> every.map(time -> new PurgeConfig(age, time, keep)));
    }

    private static Optional<Duration> duration(Fields fields, String key, String text, Duration least) {
        Optional<Duration> duration = Quantity.duration(text).filter(d -> d.compareTo(least) >= 0);
        if (duration.isEmpty()) {
            fields.refuse(
                    key, "not a duration of at least " + Quantity.text(least) + ": " + text, "write one such as 30d");
        }
        return duration;
    }
}
