package penstock.engine.require;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.port.OutsideFailure;
import penstock.require.Declared;
import penstock.require.Requirement;
import penstock.require.answer.Check;
import penstock.require.answer.Checked;
import penstock.require.answer.Hint;
import penstock.require.answer.Named;
import penstock.require.answer.Names;
import penstock.require.answer.Provided;
import penstock.require.answer.Target;
import penstock.require.python.MarkerEnvironment;
import penstock.require.spec.SpecDraft;

/** Answers what the packages of a line require by their newest commits that are known here. */
public final class LineCheck {
    private final TreeReader trees;
    private final ProvidedPackages provided;
    private final Map<String, List<String>> table;

    public LineCheck(TreeReader trees, ProvidedPackages provided) {
        this(trees, provided, Map.of());
    }

    /** @param table of names, as {@link Names} takes it */
    public LineCheck(TreeReader trees, ProvidedPackages provided, Map<String, List<String>> table) {
        this.trees = trees;
        this.provided = provided;
        this.table = Map.copyOf(table);
    }

    /**
     * A package's requirements with their answers.
     *
     * @param checked in the order of upstream's files; empty when {@code trees} lacks a commit or the spec
     * @param patch the spec edited as the answers say; empty without a spec
     * @param unneeded lines of the spec about what upstream dropped; never part of the patch
     */
    public record PackageCheck(
            PackageTrees trees, List<Checked> checked, Optional<SpecDraft> patch, List<Hint> unneeded) {
        public PackageCheck {
            unneeded = List.copyOf(unneeded);
            checked = List.copyOf(checked);
        }

        /** Whether nothing has to be done. */
        public boolean isFine() {
            return checked.stream().allMatch(one -> one.answer().isFine());
        }
    }

    /** Checks packages of a line against their specs and what the line's builds find. */
    public List<PackageCheck> of(ReleaseLine line, List<Package> packages) throws OutsideFailure, InterruptedException {
        List<PackageTrees> reads = new ArrayList<>();
        List<Declared> asked = new ArrayList<>();
        for (Package pkg : packages) {
            PackageTrees read = trees.read(pkg);
            reads.add(read);
            asked.addAll(read.declared().all());
        }
        Check check = check(line, asked).check();
        List<PackageCheck> all = new ArrayList<>();
        for (PackageTrees read : reads) {
            List<Declared> declared = read.declared().all();
            List<Checked> checked =
                    read.spec().map(spec -> check.all(spec, declared)).orElse(List.of());
            all.add(new PackageCheck(
                    read,
                    checked,
                    read.spec().map(spec -> check.patchOf(spec, checked)),
                    read.spec()
                            .map(spec -> check.unneeded(spec, read.dropped(), declared))
                            .orElse(List.of())));
        }
        return all;
    }

    /**
     * What answers for a line as its builds find it now.
     *
     * @param labels of the line, {@code current} first
     */
    public record Prepared(Check check, List<String> labels) {
        public Prepared {
            labels = List.copyOf(labels);
        }
    }

    /** @param asked all that it will be asked for */
    public Prepared check(ReleaseLine line, Collection<Declared> asked) throws OutsideFailure, InterruptedException {
        Target target = Target.of(MarkerEnvironment.linux(provided.python(), provided.machine()), true);
        Names names = new Names(line.packages(), table);
        Set<String> capabilities = new TreeSet<>();
        asked.forEach(one -> capabilities.addAll(capabilities(one.requirement(), names)));
        Provided found = Provided.of(provided.of(line.name(), capabilities));
        return new Prepared(new Check(target, names, found), found.labels());
    }

    /** What is asked of who can't list all that there is: the ecosystem's own words, and what a table says. */
    private static List<String> capabilities(Requirement requirement, Names names) {
        String name = requirement.name();
        List<String> capabilities = new ArrayList<>();
        capabilities.add(
                switch (requirement.ecosystem()) {
                    case PYTHON -> "python3dist(" + name + ")";
                    case PUPPET -> name.equals("puppet") ? name : "puppet-" + name.substring(name.indexOf('-') + 1);
                    case SYSTEM -> name;
                });
        Named named = names.of(requirement, Provided.UNKNOWN);
        if (named.by() == Named.By.TABLE) {
            capabilities.add(named.rpm());
        }
        return capabilities;
    }
}
