package penstock.promote;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A rule as a person would say it. */
public final class RuleWords {
    private RuleWords() {}

    /** One sentence for each thing that is asked for, without full stops. */
    public static List<String> of(Rule rule) {
        List<String> words = new ArrayList<>();
        String source = rule.source().label();
        words.add(
                rule.source().scope() == Rule.Scope.COMPONENT
                        ? "it goes to what " + source + " came to, each component by itself"
                        : "it goes to what " + source + " came to, all components together");
        rule.criteria().forEach(criterion -> words.add(criterion(criterion)));
        Rule.Timing timing = rule.timing();
        if (!timing.soak().isZero()) {
            words.add("it must have been there for " + span(timing.soak()));
        }
        timing.fresh().ifPresent(age -> words.add("results count for " + span(age)));
        timing.alarm().ifPresent(age -> words.add("people are told when it has not moved for " + span(age)));
        return words;
    }

    private static String criterion(Rule.Criterion criterion) {
        return String.join(
                        " or ", criterion.anyOf().stream().map(RuleWords::job).toList())
                + " must have passed";
    }

    private static String job(Rule.Job job) {
        String name = job.scenario() ? "the scenario " + job.name() : job.name();
        return job.runs() == 1 ? name : name + " (" + job.passes() + " of its last " + job.runs() + " runs)";
    }

    /** In the largest unit that says it exactly. */
    private static String span(Duration duration) {
        if (duration.equals(Duration.ofDays(duration.toDays()))) {
            return duration.toDays() + " d";
        }
        if (duration.equals(Duration.ofHours(duration.toHours()))) {
            return duration.toHours() + " h";
        }
        return duration.equals(Duration.ofMinutes(duration.toMinutes()))
                ? duration.toMinutes() + " min"
                : duration.toSeconds() + " s";
    }
}
