package penstock.engine.require;

import java.util.List;
import java.util.Optional;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.problem.Problem;
import penstock.require.Declarations;
import penstock.require.Declared;
import penstock.require.spec.SpecSource;

/**
 * What the newest commits of a package say that are known here.
 *
 * @param source upstream's; empty when there is no local copy or no such branch
 * @param distgit the packaging's; empty likewise
 * @param declared what upstream's commit declares
 * @param dropped what upstream declared at an earlier time and declares no more: {@link Dropped}
 * @param spec of the packaging's; empty when there is none
 * @param problems why something is absent, and what could not be read
 */
public record PackageTrees(
        Package pkg,
        Optional<Commit> source,
        Optional<Commit> distgit,
        Declarations declared,
        List<Declared> dropped,
        Optional<SpecSource> spec,
        List<Problem> problems) {
    public PackageTrees {
        dropped = List.copyOf(dropped);
        problems = List.copyOf(problems);
    }
}
