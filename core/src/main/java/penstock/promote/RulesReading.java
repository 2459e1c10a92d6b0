package penstock.promote;

import java.util.List;
import penstock.problem.Problem;

/**
 * What a file of rules says.
 *
 * @param rules none when the file has an error
 */
public record RulesReading(List<Rule> rules, List<Problem> problems) {
    public RulesReading {
        rules = List.copyOf(rules);
        problems = List.copyOf(problems);
    }

    /** Whether nothing in it keeps it from being used. */
    public boolean isUsable() {
        return problems.stream().noneMatch(Problem::isError);
    }
}
