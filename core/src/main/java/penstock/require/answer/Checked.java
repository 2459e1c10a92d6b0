package penstock.require.answer;

import java.util.List;
import java.util.stream.Stream;
import penstock.require.Declared;
import penstock.require.spec.Statement;

/**
 * A requirement, what is known of it here, and the answer.
 *
 * @param named what it is called in the distribution
 * @param available who provides and who requires it, for the label that builds see
 * @param stated the spec's lines that name it
 * @param hints what may be done besides; never part of a patch
 */
public record Checked(
        Declared declared,
        Named named,
        Availability available,
        List<Statement> stated,
        Answer answer,
        List<Hint> hints) {
    public Checked {
        stated = List.copyOf(stated);
        hints = List.copyOf(hints);
    }

    Checked withHints(List<Hint> more) {
        return more.isEmpty()
                ? this
                : new Checked(
                        declared,
                        named,
                        available,
                        stated,
                        answer,
                        Stream.concat(hints.stream(), more.stream()).toList());
    }

    /**
     * Whether a label, or a dependency repository beside it, has a version that upstream takes.
     *
     * @param label of the line
     */
    public boolean providedWith(String label) {
        Wanted wanted = Wanted.of(declared.requirement(), "");
        return available.in(label).offers().stream().anyMatch(wanted::takes);
    }
}
