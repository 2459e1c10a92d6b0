package penstock.engine.trial;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import penstock.dependents.Provision;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.port.OutsideFailure;
import penstock.engine.require.PackageTrees;
import penstock.engine.require.TreeReader;
import penstock.problem.Problem;
import penstock.require.answer.Names;
import penstock.require.answer.Packaged;

/** Finds the packages of a line that ask for what a package provides: in their specs, upstream, or by what was built of them. */
final class Dependents {
    private final TreeReader trees;
    private final Map<String, List<String>> table;

    /** @param table of names, as {@link Names} takes it */
    Dependents(TreeReader trees, Map<String, List<String>> table) {
        this.trees = trees;
        this.table = Map.copyOf(table);
    }

    /**
     * @param asking in the line's order, at the newest commits that are known here
     * @param problems of packages that could not be read and of which nothing says that they ask for it
     */
    record Found(List<PackageTrees> asking, List<Problem> problems) {}

    /**
     * @param provider is not looked at itself
     * @param rpms of it, of the build before and of the new one
     * @param current the packages that builds see
     */
    Found of(ReleaseLine line, Package provider, Collection<Packaged> rpms, List<Packaged> current)
            throws OutsideFailure {
        Provision provision = Provision.of(rpms);
        Set<String> sources = provision.requiredBy(current);
        Names names = new Names(line.packages(), table);
        List<PackageTrees> asking = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Package pkg : line.packages()) {
            if (!pkg.equals(provider)) {
                PackageTrees read = trees.read(pkg);
                if (asks(read, provision, sources, names)) {
                    asking.add(read);
                } else if (read.source().isEmpty() || read.spec().isEmpty()) {
                    problems.addAll(read.problems());
                }
            }
        }
        return new Found(asking, problems);
    }

    private static boolean asks(PackageTrees read, Provision provision, Set<String> sources, Names names) {
        return sources.contains(read.pkg().name())
                || read.spec()
                        .filter(spec -> sources.contains(spec.main().name()) || provision.askedBy(spec))
                        .isPresent()
                || provision.askedBy(read.declared().all(), names);
    }
}
