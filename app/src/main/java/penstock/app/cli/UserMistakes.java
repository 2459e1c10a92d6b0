package penstock.app.cli;

import java.util.List;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;

/** A command can't do its work for what the user wrote; all that is wrong with it, errors and warnings. */
public final class UserMistakes extends Exception {
    private static final long serialVersionUID = 1;
    private final transient List<Problem> problems;

    public UserMistakes(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).findFirst().orElse(""));
        this.problems = List.copyOf(problems);
    }

    /** A word on the command line that is well formed but names nothing. */
    public static UserMistakes argument(String message, String hint) {
        return new UserMistakes(List.of(Problem.error(message, SourcePosition.of("penstock"), hint)));
    }

    List<Problem> problems() {
        return problems;
    }
}
