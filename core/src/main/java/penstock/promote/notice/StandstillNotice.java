package penstock.promote.notice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import penstock.promote.Choice;
import penstock.promote.Rule;

/**
 * That a label stands still, before it is put into words.
 *
 * @param stuck what does not move, by component
 */
public record StandstillNotice(String line, Rule rule, List<Stuck> stuck) {
    public StandstillNotice {
        stuck = List.copyOf(stuck);
    }

    /**
     * @param component empty for all of the label
     * @param newest the newest candidate as it was decided; empty when nothing new came
     */
    public record Stuck(String component, Instant since, Optional<Choice.Decided> newest) {}

    /**
     * @param components those of the standstill that people are to be told of
     * @param choices of the label's candidates, newest first
     */
    public static StandstillNotice of(
            Standstill standstill, Rule rule, Collection<String> components, List<Choice> choices) {
        List<Stuck> stuck = new ArrayList<>();
        standstill.since().forEach((component, since) -> {
            if (components.contains(component)) {
                stuck.add(new Stuck(component, since, newest(rule, component, choices)));
            }
        });
        return new StandstillNotice(standstill.line(), rule, stuck);
    }

    private static Optional<Choice.Decided> newest(Rule rule, String component, List<Choice> choices) {
        return choices.stream()
                .flatMap(choice -> choice.decided().stream())
                .filter(one -> rule.source().scope() == Rule.Scope.LINE
                        || one.inputs().candidate().parts().stream()
                                .anyMatch(part -> part.component().equals(component)))
                .findFirst();
    }
}
