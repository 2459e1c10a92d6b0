package penstock.engine.trial;

import java.util.List;
import java.util.Optional;
import penstock.change.Commit;
import penstock.dependents.Effect;
import penstock.dependents.Ending;
import penstock.distro.Package;
import penstock.problem.Problem;

/**
 * What a new build of a package does to those that need it.
 *
 * @param line its name
 * @param build the new one; when it failed there are no dependents
 * @param current whether {@code current} has these very RPMs already, so that there is nothing to compare
 * @param dependents all that ask for what the package provides, in the line's order
 * @param problems packages that could not be read: whether they ask for it is not known
 */
public record DependentReport(
        String line, TrialBuild build, boolean current, List<Dependent> dependents, List<Problem> problems) {
    public DependentReport {
        dependents = List.copyOf(dependents);
        problems = List.copyOf(problems);
    }

    /**
     * A package that asks for it.
     *
     * @param commits the newest that are known here, which it was built at; empty when one of them is not known
     * @param before with what {@code current} has
     * @param after with the new build in its place
     */
    public record Dependent(Package pkg, Optional<Commits> commits, Side before, Side after) {
        public Effect effect() {
            return Effect.of(before.ending(), after.ending());
        }
    }

    /** What a package is built at. */
    public record Commits(Commit source, Commit distgit) {}

    /**
     * One of a dependent's two builds.
     *
     * @param build its id, which leads to its log; empty when none was begun
     */
    public record Side(Optional<String> build, Ending ending) {}

    public List<Dependent> with(Effect effect) {
        return dependents.stream().filter(one -> one.effect() == effect).toList();
    }
}
