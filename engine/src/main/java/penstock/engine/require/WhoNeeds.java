package penstock.engine.require;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.port.OutsideFailure;
import penstock.require.Bounds;
import penstock.require.Declared;
import penstock.require.Ecosystem;
import penstock.require.OnPuppet;
import penstock.require.OnPython;
import penstock.require.answer.Names;
import penstock.require.answer.Provided;
import penstock.require.python.PythonName;
import penstock.require.python.PythonRequirement;
import penstock.require.spec.Stated;
import penstock.require.spec.Statement;

/** Finds who requires something, by the newest commits that are known here. */
public final class WhoNeeds {
    private final TreeReader trees;
    private final Map<String, List<String>> table;

    public WhoNeeds(TreeReader trees) {
        this(trees, Map.of());
    }

    /** @param table of names, as {@link Names} takes it */
    public WhoNeeds(TreeReader trees, Map<String, List<String>> table) {
        this.trees = trees;
        this.table = Map.copyOf(table);
    }

    /**
     * A package that requires what was asked for.
     *
     * @param declared upstream's lines
     * @param stated the spec's lines; both empty when it does not, and then {@code trees} tells what could not be read of it
     */
    public record Needs(PackageTrees trees, List<Declared> declared, List<Statement> stated) {
        public Needs {
            declared = List.copyOf(declared);
            stated = List.copyOf(stated);
        }
    }

    /**
     * Which packages of a line require something, by upstream or by spec, in the line's order.
     *
     * @param name a Python project in any spelling, a Puppet module, a package of the distribution, or any name of one of the line's packages
     */
    public List<Needs> of(ReleaseLine line, String name) throws OutsideFailure {
        Asked asked = Asked.of(line, name, table);
        List<Needs> all = new ArrayList<>();
        for (Package pkg : line.packages()) {
            PackageTrees read = trees.read(pkg);
            Needs needs = new Needs(
                    read,
                    read.declared().all().stream().filter(asked::is).toList(),
                    read.spec().stream()
                            .flatMap(spec -> spec.statements().stream())
                            .filter(asked::is)
                            .toList());
            if (!needs.declared().isEmpty()
                    || !needs.stated().isEmpty()
                    || !read.problems().isEmpty()) {
                all.add(needs);
            }
        }
        return all;
    }

    /** What is asked for, by all the names that it goes by. */
    private record Asked(Set<String> projects, Set<String> packages) {
        static Asked of(ReleaseLine line, String name, Map<String, List<String>> table) {
            Set<String> projects = new LinkedHashSet<>(List.of(name, normal(name)));
            projects.add(normal(name).replaceFirst("^python3?-", ""));
            line.find(name).forEach(pkg -> projects.add(normal(pkg.source().repositoryName())));
            Set<String> packages = new LinkedHashSet<>(List.of(bare(name)));
            Names names = new Names(line.packages(), table);
            for (String project : projects) {
                PythonRequirement.read(project)
                        .value()
                        .map(read ->
                                names.of(new OnPython(read), Provided.UNKNOWN).aliases())
                        .stream()
                        .flatMap(Collection::stream)
                        .forEach(alias -> packages.add(bare(alias)));
            }
            if (table.containsKey(name)) {
                packages.addAll(names.of(new OnPuppet(name, Bounds.ANY, ""), Provided.UNKNOWN)
                        .aliases());
            }
            return new Asked(projects, packages);
        }

        private static String normal(String name) {
            return PythonName.of(name).normalised();
        }

        /** For whichever Python it is. */
        private static String bare(String rpm) {
            return rpm.substring(Stated.flavour(rpm).length());
        }

        boolean is(Declared one) {
            boolean module = one.ecosystem() == Ecosystem.PUPPET
                    && projects.stream()
                            .anyMatch(project -> one.name().endsWith("-" + project.replaceFirst("^puppet-", "")));
            return module || projects.contains(one.name());
        }

        boolean is(Statement statement) {
            return statement.items().stream()
                    .anyMatch(item ->
                            item.dist().map(projects::contains).orElseGet(() -> packages.contains(bare(item.name()))));
        }
    }
}
