package penstock.require;

import java.util.List;
import penstock.problem.Problem;

/**
 * All that a tree declares, file by file in the order of the lines.
 *
 * @param problems what could not be read, with its line: nothing is left out without one
 */
public record Declarations(List<Declared> all, List<Problem> problems) {
    public static final Declarations NONE = new Declarations(List.of(), List.of());

    public Declarations {
        all = List.copyOf(all);
        problems = List.copyOf(problems);
    }

    /** Those for one use. */
    public List<Declared> of(Use use) {
        return all.stream().filter(declared -> declared.use().equals(use)).toList();
    }
}
