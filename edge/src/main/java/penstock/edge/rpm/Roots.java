package penstock.edge.rpm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import penstock.engine.build.BuildLog;
import penstock.engine.build.Workbench.Missing;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/** The roots of one kind of target, and where the dependencies come from that a line does not build. */
interface Roots {
    /** Makes what is made once. Everything else here may only be called afterwards. */
    void prepare(Consumer<String> progress) throws OutsideFailure, InterruptedException;

    /** Of the recipe, in 64 hex digits; may be called before {@link #prepare}. */
    String digest() throws OutsideFailure;

    /** The trees of the root in which packages are built, the uppermost first; has python3-dnf, rpm-build and createrepo_c. */
    List<Path> build();

    /** The trees of a root that has only what every machine has: rpm, and Python for Debian. */
    List<Path> fresh();

    /** The trees of {@code /usr} in both roots, the uppermost first, where the trees above have none; see {@link Sandbox.Lower}. */
    default List<Path> usr() {
        return List.of();
    }

    default Sandbox.Lower toBuild() {
        return new Sandbox.Lower(build(), usr());
    }

    default Sandbox.Lower toInstall() {
        return new Sandbox.Lower(fresh(), usr());
    }

    /**
     * The trees of a root that has Puppet beside what every machine has, made when it is asked for the first time: the root to build in,
     * where that has it.
     *
     * @param progress gets a line for each step that takes long
     * @return empty when there is none
     */
    default Optional<Sandbox.Lower> toDeploy(Consumer<String> progress) throws OutsideFailure, InterruptedException {
        boolean there = build().stream().anyMatch(tree -> Files.exists(tree.resolve("usr/bin/puppet")))
                || usr().stream().anyMatch(usr -> Files.exists(usr.resolve("bin/puppet")));
        return there ? Optional.of(toBuild()) : Optional.empty();
    }

    /** A JSON map of facts that stand for what packages are made for here, where the root is of something else. */
    default String facts() {
        return "{}";
    }

    /** The dependency repositories as they are now. */
    List<Repository> repositories() throws OutsideFailure, InterruptedException;

    /**
     * Tries to get what is missing.
     *
     * @return whether the repositories have more now than before
     */
    boolean supply(List<Missing> missing, BuildLog log) throws OutsideFailure, InterruptedException;

    /**
     * What {@link #supply} would most likely get for capabilities, each at most once; nothing where the repositories name all that there is.
     */
    default List<Promised> promised(Collection<String> capabilities) throws OutsideFailure, InterruptedException {
        return List.of();
    }

    /**
     * A package that is there to be had.
     *
     * @param version upstream's
     */
    record Promised(String capability, String name, String version) {}

    /** The file of an RPM in one of the repositories, downloaded if need be, its checksum verified if it was. */
    Path fetch(Repository repository, String location, String sha256) throws OutsideFailure, InterruptedException;

    /**
     * @param name of letters, digits and hyphens
     * @param folder with {@code repodata}; need not have the RPMs
     * @param priority as dnf's: the package of the smallest number is taken, whatever the versions
     * @param without names of packages in it that nobody sees
     */
    record Repository(String name, Path folder, int priority, SortedSet<String> without) {
        Repository(String name, Path folder, int priority) {
            this(name, folder, priority, new TreeSet<>());
        }
    }
}
