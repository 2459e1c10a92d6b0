package penstock.app.pages;

import java.util.List;
import java.util.Optional;
import penstock.engine.promote.LabelReadings;
import penstock.promote.Choice;
import penstock.promote.Evidence;
import penstock.promote.Rule;

/**
 * What people who try a label's newest candidates see.
 *
 * @param newest candidate of each component, or of all together
 * @param tried what people found out about them, what was recorded last first
 */
public record TestDay(LabelReadings.Standing standing, List<Choice.Decided> newest, List<Evidence> tried) {
    public TestDay {
        newest = List.copyOf(newest);
        tried = List.copyOf(tried);
    }

    static TestDay of(LabelReadings.Standing standing, LabelReadings labels, int most)
            throws penstock.engine.port.OutsideFailure {
        List<Choice.Decided> newest = standing.choices().stream()
                .flatMap(choice -> choice.decided().stream().limit(1))
                .toList();
        List<String> subjects =
                newest.stream().map(one -> one.inputs().candidate().subject()).toList();
        return new TestDay(
                standing, newest, subjects.isEmpty() ? List.of() : labels.tried(standing.line(), subjects, most));
    }

    /** Jobs that people may report, in the rule's order; scenarios run by themselves. */
    public List<String> jobs() {
        return standing.rule().stream()
                .flatMap(Rule::jobs)
                .filter(job -> !job.scenario())
                .map(Rule.Job::name)
                .distinct()
                .toList();
    }

    /** Whether a job is among those that keep a newest candidate waiting. */
    public boolean isOpen(String job) {
        return newest.stream()
                .flatMap(one -> one.decision().open().stream())
                .anyMatch(finding -> finding.jobs().contains(job));
    }

    /** What was just reported, by its id. */
    Optional<Evidence> kept(Optional<String> id) {
        return tried.stream()
                .filter(one -> id.filter(one.id()::equals).isPresent())
                .findFirst();
    }
}
