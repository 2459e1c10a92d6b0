package penstock.dependents;

import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import penstock.build.Capability;
import penstock.require.Declared;
import penstock.require.Ecosystem;
import penstock.require.Use;
import penstock.require.answer.Names;
import penstock.require.answer.Packaged;
import penstock.require.answer.Provided;
import penstock.require.answer.Repository;
import penstock.require.answer.RpmDependency;
import penstock.require.spec.SpecSource;
import penstock.require.spec.Stated;
import penstock.require.spec.Statement;

/**
 * What a package's RPMs provide, and who asks for it. To ask is to name it, at whatever version: whether the version will do is what a build
 * tells.
 */
public final class Provision {
    /** Of upstream's requirements those that a package may be built or installed with. */
    private static final Set<Use.Kind> NEEDS = EnumSet.of(
            Use.Kind.RUNTIME, Use.Kind.EXTRA, Use.Kind.TEST, Use.Kind.DOC, Use.Kind.BUILD_SYSTEM, Use.Kind.SYSTEM);

    /** Weak ones make no build and no installation fail. */
    private static final Set<Statement.Tag> ASKING = EnumSet.of(Statement.Tag.REQUIRES, Statement.Tag.BUILD_REQUIRES);

    private final Provided provided;
    private final Set<String> names = new LinkedHashSet<>();

    private Provision(Collection<Packaged> rpms) {
        this.provided = Provided.of(List.of(Repository.of("", true, List.copyOf(rpms))));
        for (Packaged rpm : rpms) {
            names.add(rpm.name());
            rpm.provides().stream().map(RpmDependency::name).forEach(names::add);
            names.addAll(rpm.files());
        }
    }

    /** @param rpms of the build before and of the new one: what is no longer provided was asked for, too */
    public static Provision of(Collection<Packaged> rpms) {
        return new Provision(rpms);
    }

    /** The source packages of a repository that have an RPM which requires some of it. */
    public Set<String> requiredBy(List<Packaged> repository) {
        Provided others = Provided.of(List.of(Repository.of("", true, repository)));
        Set<String> sources = new TreeSet<>();
        for (String name : names) {
            others.whoRequires(name)
                    .forEach(requirer -> sources.add(requirer.who().source()));
        }
        return sources;
    }

    /** Whether a spec asks for some of it, to be built or at run time. */
    public boolean askedBy(SpecSource spec) {
        return spec.statements().stream()
                .filter(statement -> ASKING.contains(statement.tag()))
                .flatMap(statement -> statement.items().stream())
                .anyMatch(this::isHere);
    }

    private boolean isHere(Stated item) {
        if (item.isRich()) {
            return Capability.words(item.name()).stream().anyMatch(this::has);
        }
        return item.dist().map(project -> has("python3dist(" + project + ")")).orElseGet(() -> has(plain(item.name())));
    }

    /** For Python 3 where a macro says which Python, and without the macro for the machine's words. */
    private static String plain(String name) {
        String flavour = Stated.flavour(name);
        String bare = name.substring(flavour.length()).replace("%{?_isa}", "");
        return flavour.isEmpty() ? bare : "python3-" + bare;
    }

    /** Whether upstream asks for some of it. */
    public boolean askedBy(Collection<Declared> declared, Names called) {
        return declared.stream()
                .filter(one -> NEEDS.contains(one.use().kind()))
                .anyMatch(one -> (one.ecosystem() == Ecosystem.PYTHON && has("python3dist(" + one.name() + ")"))
                        || called.of(one.requirement(), provided).aliases().stream()
                                .anyMatch(this::has));
    }

    private boolean has(String name) {
        return !provided.whoProvides(name).isEmpty();
    }
}
