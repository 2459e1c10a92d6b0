package penstock.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import penstock.problem.Problem;
import penstock.week.WeekTime;
import penstock.yaml.Fields;
import penstock.yaml.YamlScalar;

/** Reads {@code digest} and {@code digest_week} of {@code mail:}. */
final class DigestReader {
    private static final String EVERY = "digest";
    private static final String WEEK = "digest_week";

    private DigestReader() {}

    /** @param operators who gets the digest of the week where nobody else is named */
    static DigestConfig read(Fields mail, List<String> operators) {
        Optional<Duration> every = mail.text(EVERY).flatMap(text -> {
            Optional<Duration> time = Quantity.duration(text).filter(d -> d.compareTo(Duration.ofMinutes(1)) >= 0);
            if (time.isEmpty()) {
                mail.refuse(EVERY, "no time between two mails: " + text, "write one of at least 1m: 1d");
            }
            return time;
        });
        return new DigestConfig(every, weekly(mail, operators));
    }

    private static Optional<DigestConfig.Weekly> weekly(Fields mail, List<String> operators) {
        if (!mail.has(WEEK)) {
            return Optional.empty();
        }
        if (mail.node(WEEK).filter(YamlScalar.class::isInstance).isPresent()) {
            return weekly(mail, WEEK, mail.text(WEEK), operators);
        }
        Fields fields = mail.fields(WEEK, WEEK);
        Optional<String> at = fields.required("at");
        List<String> to = fields.texts("to");
        to.forEach(address -> MailAddress.check(fields, "to", address));
        fields.done(Problem.Severity.ERROR);
        return weekly(fields, "at", at, to.isEmpty() ? operators : to);
    }

    /** @param key where the time stands */
    private static Optional<DigestConfig.Weekly> weekly(
            Fields fields, String key, Optional<String> text, List<String> to) {
        Optional<WeekTime> at = text.flatMap(WeekTime::of);
        if (text.isPresent() && at.isEmpty()) {
            fields.refuse(
                    key, "no time of a week: " + text.orElseThrow(), "write a day and a time, in UTC: monday 06:00");
        }
        if (to.isEmpty()) {
            fields.refuse(key, "nobody is named who gets the digest of the week", "name addresses under to:");
        }
        return at.filter(_ -> !to.isEmpty()).map(time -> new DigestConfig.Weekly(time, to));
    }
}
