package penstock.engine.promote;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * Runs the scenarios that rules ask for, one after the other: on each label's newest candidate (of each component, or of all of them together, as the rule has it), when
 * nothing is known of it, when its policy wants another run, or when the process that ran it is gone.
 */
public final class ScenarioJobs implements Promoter.Follower {
    private static final Logger LOG = LoggerFactory.getLogger(ScenarioJobs.class);
    private static final int TRIES = 3;
    private static final Actor FACTORY = new Actor("factory", Actor.LOCAL);

    private final PromotionDesk desk;
    private final Runner runner;
    private final Wakes wakes;
    private final InstantSource clock;
    private final BlockingQueue<Job> queue = new LinkedBlockingQueue<>();
    /** Of those that an outside failure ended; used by the thread that runs scenarios alone. */
    private final Map<Job, Integer> tries = new HashMap<>();

    private final Set<Job> begun = ConcurrentHashMap.newKeySet();
    /** Of those begun, what has ended and was not looked at since: a look that began before knows nothing of the end. */
    private final Set<Job> ended = ConcurrentHashMap.newKeySet();

    /** What each label wants to have run; used by the thread that looks at labels alone. */
    private final Map<Place, Job> wanted = new HashMap<>();

    private record Place(String line, String label, String component, String scenario) {}

    private record Job(String line, Candidate candidate, String scenario) {}

    /** How a scenario ended, or why it could not be begun. */
    public record Outcome(boolean passed, String notes) {}

    /** What runs scenarios. */
    public interface Runner {
        /** @param directories of the snapshot that is deployed, with its modules; or of one of each component, all at once */
        Outcome run(String line, List<String> directories, String scenario) throws OutsideFailure, InterruptedException;
    }

    public ScenarioJobs(PromotionDesk desk, Runner runner, Wakes wakes, InstantSource clock) {
        this.desk = desk;
        this.runner = runner;
        this.wakes = wakes;
        this.clock = clock;
    }

    @Override
    public void looked(String line, Rule rule, List<Choice.Decided> decided) {
        List<Job> over = ended.stream().filter(job -> job.line().equals(line)).toList();
        want(line, rule, decided);
        if (!over.isEmpty()) {
            over.forEach(begun::remove);
            over.forEach(ended::remove);
            wakes.wake(line);
        }
    }

    private void want(String line, Rule rule, List<Choice.Decided> decided) {
        Set<String> scenarios =
                rule.jobs().filter(Rule.Job::scenario).map(Rule.Job::name).collect(Collectors.toSet());
        for (Choice.Decided one : newest(decided)) {
            one.decision().findings().stream()
                    .filter(finding -> finding.standing() == Decision.Standing.MISSING
                            || finding.standing() == Decision.Standing.AGAIN
                            || finding.standing() == Decision.Standing.RUNNING)
                    .flatMap(finding -> finding.jobs().stream().limit(1))
                    .filter(scenarios::contains)
                    .forEach(scenario ->
                            want(rule.label(), new Job(line, one.inputs().candidate(), scenario)));
        }
    }

    /** The newest candidate of each component, or of all together, as far as it waits. */
    private static List<Choice.Decided> newest(List<Choice.Decided> decided) {
        Map<String, Choice.Decided> newest = new LinkedHashMap<>();
        for (Choice.Decided one : decided) {
            newest.putIfAbsent(component(one.inputs().candidate()), one);
        }
        return newest.values().stream()
                .filter(one -> one.decision().outcome() == Decision.Outcome.WAIT)
                .toList();
    }

    /** Empty for what several show together. */
    private static String component(Candidate candidate) {
        return candidate.together() ? "" : candidate.parts().getFirst().component();
    }

    /** One that waits for its turn and has become old for every label is not run any more: it would only hold up newer ones. */
    private void want(String label, Job job) {
        Job before = wanted.put(new Place(job.line(), label, component(job.candidate()), job.scenario()), job);
        if (before != null && !wanted.containsValue(before) && queue.remove(before)) {
            begun.remove(before);
        }
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
                ended.add(job);
                // A look at its end found it begun.
                wakes.wake(job.line());
            } catch (OutsideFailure | RuntimeException e) {
                begun.remove(job);
                LOG.warn("the scenario {} of {} is run again later: {}", job.scenario(), job.line(), e.getMessage(), e);
            }
        }
    }

    private void carryOut(Job job) throws OutsideFailure, InterruptedException {
        if (!tries.containsKey(job)) {
            report(job, Evidence.Result.RUNNING, "");
        }
        Outcome outcome = outcome(job);
        tries.remove(job);
        report(job, outcome.passed() ? Evidence.Result.SUCCESS : Evidence.Result.FAILURE, outcome.notes());
    }

    /** What can't be run for a reason outside is tried again a few times, and has failed then. */
    private Outcome outcome(Job job) throws OutsideFailure, InterruptedException {
        try {
            List<String> directories = job.candidate().parts().stream()
                    .map(Candidate.Part::directory)
                    .toList();
            return runner.run(job.line(), directories, job.scenario());
        } catch (OutsideFailure e) {
            if (e.retryable() && tries.merge(job, 1, Integer::sum) < TRIES) {
                throw e;
            }
            LOG.warn("the scenario {} of {} could not be run: {}", job.scenario(), job.line(), e.getMessage(), e);
            return new Outcome(false, "it could not be run: " + e.getMessage());
        }
    }

    private void report(Job job, Evidence.Result result, String notes) throws OutsideFailure, InterruptedException {
        desk.report(
                FACTORY,
                job.line(),
                new Evidence(
                        "",
                        job.candidate().subject(),
                        job.scenario(),
                        result,
                        clock.instant(),
                        new Evidence.Source(Evidence.Origin.SCENARIO, "", component(job.candidate())),
                        new Evidence.Remarks("", notes)));
    }
}
