package penstock.promote;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import penstock.promote.Decision.Finding;
import penstock.promote.Decision.Outcome;
import penstock.promote.Decision.Standing;
import penstock.text.UtcText;

/**
 * Decides on one candidate of one label, by the label's rule and the candidate's evidence alone: other candidates don't matter, and the
 * same inputs give the same answer at any later time.
 *
 * <ul>
 *   <li>What is missing is waited for, and is no failure.
 *   <li>The newest end of a job counts: a failure after a success outweighs it.
 *   <li>A job with a retry policy is run again alone while {@code passes} of its last {@code runs} can still be reached.
 *   <li>Of alternatives, the one that stands best counts.
 *   <li>A waiver takes a job's place until it ends.
 *   <li>Of a scenario that Penstock runs, only its own runs count.
 * </ul>
 *
 * A decision costs the candidate's evidence and the rule's jobs.
 */
public final class Decisions {
    private final Rule rule;
    private final Candidate candidate;
    private final Map<String, List<Evidence>> byJob;
    private final Instant now;
    private final List<Instant> changes = new ArrayList<>();

    private Decisions(Inputs inputs) {
        this.rule = inputs.rule();
        this.candidate = inputs.candidate();
        this.byJob = inputs.evidence().stream()
                .filter(one -> one.subject().equals(inputs.candidate().subject()))
                .sorted(Evidence.BY_TIME)
                .collect(Collectors.groupingBy(Evidence::job));
        this.now = inputs.now();
    }

    public static Decision decide(Inputs inputs) {
        return new Decisions(inputs).decide();
    }

    private Decision decide() {
        List<Finding> findings = new ArrayList<>();
        rule.criteria().forEach(criterion -> findings.add(find(criterion)));
        soak().ifPresent(findings::add);
        boolean failed = findings.stream().anyMatch(one -> one.standing() == Standing.FAILED);
        boolean waits = findings.stream().anyMatch(one -> !one.standing().holds());
        Outcome outcome = failed ? Outcome.REFUSE : waits ? Outcome.WAIT : Outcome.PROMOTE;
        return new Decision(outcome, findings, changes.stream().min(Comparator.naturalOrder()));
    }

    private Optional<Finding> soak() {
        Instant over = candidate.since().plus(rule.timing().soak());
        if (!over.isAfter(now)) {
            return Optional.empty();
        }
        changes.add(over);
        return Optional.of(new Finding(
                "time",
                List.of(),
                Standing.AGAIN,
                candidate.since(),
                "has been there since " + UtcText.minute(candidate.since()) + ", and must be until "
                        + UtcText.minute(over),
                "only time"));
    }

    private Finding find(Rule.Criterion criterion) {
        return criterion.anyOf().stream()
                .map(job -> find(criterion, job))
                .min(Comparator.comparing(Finding::standing))
                .orElseThrow();
    }

    private Finding find(Rule.Criterion criterion, Rule.Job job) {
        Runs runs = runs(job);
        Standing standing = runs.standing();
        Optional<Rule.Waiver> waiver = standing == Standing.PASSED ? Optional.empty() : waiver(job);
        List<String> jobs = Stream.concat(
                        Stream.of(job.name()),
                        criterion.anyOf().stream().map(Rule.Job::name).filter(name -> !name.equals(job.name())))
                .toList();
        return waiver.map(one -> new Finding(
                        criterion.words(),
                        jobs,
                        Standing.WAIVED,
                        candidate.since(),
                        job.name() + " is waived by " + one.author() + " until " + UtcText.minute(one.until()) + ": "
                                + one.reason(),
                        ""))
                .orElseGet(() -> new Finding(
                        criterion.words(),
                        jobs,
                        standing,
                        runs.since().orElse(candidate.since()),
                        runs.words(),
                        help(criterion, job, standing)));
    }

    private Optional<Rule.Waiver> waiver(Rule.Job job) {
        Optional<Rule.Waiver> waiver = rule.waiver(job.name(), now);
        waiver.ifPresent(one -> changes.add(one.until()));
        return waiver;
    }

    private Runs runs(Rule.Job job) {
        List<Evidence> all = byJob.getOrDefault(job.name(), List.of()).stream()
                .filter(one -> !job.scenario() || one.source().origin() == Evidence.Origin.SCENARIO)
                .toList();
        Optional<Duration> fresh = rule.timing().fresh();
        List<Evidence> counted = all.stream()
                .filter(one ->
                        fresh.filter(age -> !one.at().plus(age).isAfter(now)).isEmpty())
                .toList();
        fresh.ifPresent(age -> counted.forEach(one -> changes.add(one.at().plus(age))));
        return new Runs(job, all, counted);
    }

    private String help(Rule.Criterion criterion, Rule.Job job, Standing standing) {
        String run = job.scenario()
                ? "the scenario " + job.name() + ", which runs by itself while no newer candidate is there"
                : "a result of " + criterion.words();
        return switch (standing) {
            case PASSED, WAIVED -> "";
            case RUNNING -> "the end of that run";
            case AGAIN -> job.scenario() ? run : "another run of " + job.name() + " alone";
            case MISSING -> run;
            case FAILED -> "a later success of " + job.name() + ", a waiver in the rule, or another candidate";
        };
    }
}
