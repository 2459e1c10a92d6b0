package penstock.engine.promote;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.engine.access.Actor;
import penstock.engine.port.OutsideFailure;
import penstock.promote.Candidate;
import penstock.promote.Choice;
import penstock.promote.Decision;
import penstock.promote.Evidence;
import penstock.promote.Rule;

/**
 * Runs the scenarios that rules ask for, one after the other: on each label's newest candidate, when nothing is known of it, when its policy wants
 * another run, or when the process that ran it is gone. A candidate of several components is left to other programs.
 */
public final class ScenarioJobs implements Promoter.Follower {
    private static final Logger LOG = LoggerFactory.getLogger(ScenarioJobs.class);
    private static final Actor FACTORY = new Actor("factory", Actor.LOCAL);

    private final PromotionDesk desk;
    private final Runner runner;
    private final Wakes wakes;
    private final InstantSource clock;
    private final BlockingQueue<Job> queue = new LinkedBlockingQueue<>();
    private final Set<Job> begun = ConcurrentHashMap.newKeySet();

    private record Job(String line, Candidate candidate, String scenario) {}

    /** How a scenario ended, or why it could not be begun. */
    public record Outcome(boolean passed, String notes) {}

    /** What runs scenarios. */
    public interface Runner {
        /** @param directory of the snapshot that is deployed, with its modules */
        Outcome run(String line, String directory, String scenario) throws OutsideFailure, InterruptedException;
    }

    public ScenarioJobs(PromotionDesk desk, Runner runner, Wakes wakes, InstantSource clock) {
        this.desk = desk;
        this.runner = runner;
        this.wakes = wakes;
        this.clock = clock;
    }

    @Override
    public void looked(String line, Rule rule, List<Choice.Decided> decided) {
        Set<String> scenarios =
                rule.jobs().filter(Rule.Job::scenario).map(Rule.Job::name).collect(Collectors.toSet());
        newest(decided)
                .ifPresent(one -> one.decision().findings().stream()
                        .filter(finding -> finding.standing() == Decision.Standing.MISSING
                                || finding.standing() == Decision.Standing.AGAIN
                                || finding.standing() == Decision.Standing.RUNNING)
                        .flatMap(finding -> finding.jobs().stream().limit(1))
                        .filter(scenarios::contains)
                        .forEach(scenario -> want(new Job(line, one.inputs().candidate(), scenario))));
    }

    private static Optional<Choice.Decided> newest(List<Choice.Decided> decided) {
        return decided.stream()
                .findFirst()
                .filter(one -> one.inputs().candidate().parts().size() == 1)
                .filter(one -> one.decision().outcome() == Decision.Outcome.WAIT);
    }

    private void want(Job job) {
        if (begun.add(job)) {
            queue.add(job);
        }
    }

    /** Goes on until the thread is interrupted. */
    public void run() throws InterruptedException {
        while (true) {
            Job job = queue.take();
            try {
                carryOut(job);
                begun.remove(job);
                // A look at its end found it begun.
                wakes.wake(job.line());
            } catch (OutsideFailure | RuntimeException e) {
                begun.remove(job);
                LOG.warn("the scenario {} of {} is run again later: {}", job.scenario(), job.line(), e.getMessage(), e);
            }
        }
    }

    private void carryOut(Job job) throws OutsideFailure, InterruptedException {
        report(job, Evidence.Result.RUNNING, "");
        Outcome outcome =
                runner.run(job.line(), job.candidate().parts().getFirst().directory(), job.scenario());
        report(job, outcome.passed() ? Evidence.Result.SUCCESS : Evidence.Result.FAILURE, outcome.notes());
    }

    private void report(Job job, Evidence.Result result, String notes) throws OutsideFailure, InterruptedException {
        Candidate.Part part = job.candidate().parts().getFirst();
        desk.report(
                FACTORY,
                job.line(),
                new Evidence(
                        "",
                        job.candidate().subject(),
                        job.scenario(),
                        result,
                        clock.instant(),
                        new Evidence.Source(Evidence.Origin.SCENARIO, "", part.component()),
                        new Evidence.Remarks("", notes)));
    }
}
