package penstock.promote;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import penstock.promote.Decision.Standing;
import penstock.promote.Evidence.Result;
import penstock.text.UtcText;

/**
 * What is known of one job's runs for one candidate.
 *
 * @param all in the order in which they happened
 * @param counted those of them that are fresh enough
 */
record Runs(Rule.Job job, List<Evidence> all, List<Evidence> counted) {
    private List<Evidence> ended() {
        return counted.stream().filter(one -> one.result() != Result.RUNNING).toList();
    }

    /** The ended runs that the retry policy looks at. */
    private List<Evidence> last() {
        List<Evidence> ended = ended();
        return ended.subList(Math.max(0, ended.size() - job.runs()), ended.size());
    }

    private long passes() {
        return last().stream().filter(one -> one.result() == Result.SUCCESS).count();
    }

    Standing standing() {
        if (counted.isEmpty()) {
            return Standing.MISSING;
        }
        Result newest = counted.getLast().result();
        if (newest == Result.RUNNING) {
            return Standing.RUNNING;
        }
        long failures = last().size() - passes();
        if (newest == Result.SUCCESS && passes() >= job.passes()) {
            return Standing.PASSED;
        }
        return newest == Result.FAILURE && failures > job.runs() - job.passes() ? Standing.FAILED : Standing.AGAIN;
    }

    /** When the newest run was; empty when there was none. */
    Optional<Instant> since() {
        return counted.isEmpty()
                ? Optional.empty()
                : Optional.of(counted.getLast().at());
    }

    String words() {
        return switch (standing()) {
            case MISSING ->
                all.isEmpty()
                        ? "nothing is known of " + job.name()
                        : "what is known of " + job.name() + " is too old: it ended " + at(all.getLast());
            case RUNNING -> job.name() + " runs since " + at(counted.getLast());
            case PASSED -> job.name() + " passed " + at(counted.getLast()) + policy();
            case AGAIN, FAILED ->
                counted.getLast().result() == Result.SUCCESS
                        ? job.name() + " passed " + at(counted.getLast()) + policy()
                        : job.name() + " failed " + at(counted.getLast()) + policy();
            case WAIVED -> throw new IllegalStateException("runs know no waivers");
        };
    }

    private String policy() {
        return job.runs() == 1
                ? ""
                : ", " + passes() + " of " + last().size() + " runs passed and " + job.passes() + " of " + job.runs()
                        + " must";
    }

    private static String at(Evidence evidence) {
        return UtcText.minute(evidence.at());
    }
}
