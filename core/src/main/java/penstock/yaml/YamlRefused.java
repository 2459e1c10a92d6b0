package penstock.yaml;

import penstock.problem.Problem;

/** Ends the reading of one text; never leaves this package. */
final class YamlRefused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Problem problem;

    YamlRefused(Problem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
