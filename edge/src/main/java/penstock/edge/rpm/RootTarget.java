package penstock.edge.rpm;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import penstock.build.BuildOptions;
import penstock.engine.build.BuildLog;
import penstock.engine.build.BuildTarget;
import penstock.engine.build.LinePart;
import penstock.engine.build.UserMachine;
import penstock.engine.build.Workbench;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.PuppetRoot;
import penstock.engine.port.Sandbox;
import penstock.engine.scenario.TestMachine;
import penstock.require.answer.Packaged;
import penstock.require.answer.RpmDependency;
import penstock.version.Evr;

/** A target made of roots: Debian's, a dnf installroot, a folder that is there, or the machine's own. What differs between them is in {@link Roots}. */
public final class RootTarget implements BuildTarget, UserMachine.Maker, TestMachine.Maker, PuppetRoot {
    private final String name;
    private final Roots roots;
    private final Sandbox sandbox;
    private final Bounds bounds;

    private final ReentrantLock preparing = new ReentrantLock();
    private final ReentrantLock deploying = new ReentrantLock();

    public RootTarget(String name, DebianRoots roots, Sandbox sandbox, Bounds bounds) {
        this(name, (Roots) roots, sandbox, bounds);
    }

    public RootTarget(String name, DnfRoots roots, Sandbox sandbox, Bounds bounds) {
        this(name, (Roots) roots, sandbox, bounds);
    }

    public RootTarget(String name, DirectoryRoots roots, Sandbox sandbox, Bounds bounds) {
        this(name, (Roots) roots, sandbox, bounds);
    }

    public RootTarget(String name, HostRoots roots, Sandbox sandbox, Bounds bounds) {
        this(name, (Roots) roots, sandbox, bounds);
    }

    RootTarget(String name, Roots roots, Sandbox sandbox, Bounds bounds) {
        this.name = name;
        this.roots = roots;
        this.sandbox = sandbox;
        this.bounds = bounds;
    }

    /**
     * What one build may take.
     *
     * @param build of each rpmbuild
     * @param diskBytes written into its root, packages that are installed included
     */
    public record Bounds(Sandbox.Limits build, long diskBytes) {
        public static final Bounds USUAL =
                new Bounds(new Sandbox.Limits(java.time.Duration.ofHours(2), 8L << 30, 4096, 256L << 20), 20L << 30);
    }

    @Override
    public String name() {
        return name;
    }

    /** Where code of packages runs for this target. */
    public Sandbox sandbox() {
        return sandbox;
    }

    /** One at a time: workers that begin together wait for the one that makes the roots, so that it is made and told once. */
    @Override
    public void prepare(Consumer<String> progress) throws OutsideFailure, InterruptedException {
        preparing.lockInterruptibly();
        try {
            roots.prepare(progress);
        } finally {
            preparing.unlock();
        }
    }

    @Override
    public Optional<Sandbox.Lower> withPuppet(Consumer<String> progress) throws OutsideFailure, InterruptedException {
        prepare(progress);
        deploying.lockInterruptibly();
        try {
            return roots.toDeploy(progress);
        } finally {
            deploying.unlock();
        }
    }

    @Override
    public String digest() throws OutsideFailure {
        return roots.digest();
    }

    /**
     * The folders, each with {@code repodata}, of what builds find beside the line's own packages, by name. Of a Debian target those are the
     * Debian packages that were made into RPMs so far. The target must be prepared.
     */
    public SequencedMap<String, Path> repositories() throws OutsideFailure, InterruptedException {
        SequencedMap<String, Path> folders = new LinkedHashMap<>();
        roots.repositories().forEach(one -> folders.put(one.name(), one.folder()));
        return folders;
    }

    /**
     * What the target would most likely bring for capabilities when a build asks for them, beside its repositories. It must be prepared.
     *
     * @return the capability to the package
     */
    public SequencedMap<String, Packaged> promised(Collection<String> capabilities)
            throws OutsideFailure, InterruptedException {
        SequencedMap<String, Packaged> promised = new LinkedHashMap<>();
        for (Roots.Promised one : roots.promised(capabilities)) {
            Evr version = new Evr("0", one.version(), "");
            RpmDependency provides = new RpmDependency(one.capability(), RpmDependency.Sign.EQUAL, version);
            promised.put(
                    one.capability(), new Packaged(one.name(), version, "", List.of(provides), List.of(), List.of()));
        }
        return promised;
    }

    /** The version of Python 3 in the root to build in, such as {@code 3.12}; empty when there is none. The target must be prepared. */
    public Optional<String> python() throws OutsideFailure {
        return new RootPython(roots).version();
    }

    /** The machine that it is made for, as {@link RootPython#machine} says. The target must be prepared. */
    public Optional<String> machine() throws OutsideFailure {
        return new RootPython(roots).machine();
    }

    @Override
    public Workbench open(BuildOptions options, Optional<Path> lineRepository, BuildLog log)
            throws OutsideFailure, InterruptedException {
        return open(options, lineRepository.map(LinePart::whole).stream().toList(), log);
    }

    private Workbench open(BuildOptions options, List<LinePart> line, BuildLog log) throws OutsideFailure {
        return new RootWorkbench(roots, sandbox, bounds, options, new Packages(roots, sandbox, line, log), log);
    }

    /** This target for builds that see these packages of their line, whatever that has published. */
    public BuildTarget seeing(List<LinePart> line) {
        return new Seeing(this, List.copyOf(line));
    }

    private record Seeing(RootTarget target, List<LinePart> line) implements BuildTarget {
        @Override
        public String name() {
            return target.name();
        }

        @Override
        public void prepare(Consumer<String> progress) throws OutsideFailure, InterruptedException {
            target.prepare(progress);
        }

        @Override
        public String digest() throws OutsideFailure {
            return target.digest();
        }

        @Override
        public Workbench open(BuildOptions options, Optional<Path> newest, BuildLog log) throws OutsideFailure {
            return target.open(options, line, log);
        }
    }

    @Override
    public UserMachine start(Path repository, Optional<Path> keys, BuildLog log) throws OutsideFailure {
        return DnfMachine.start(
                roots,
                sandbox,
                new DnfMachine.Lower(roots.toInstall(), bounds.diskBytes()),
                new DnfMachine.Signed(repository, List.of(repository), keys),
                log);
    }

    @Override
    public Optional<TestMachine> machine(TestMachine.Snapshot snapshot, BuildLog log, Consumer<String> progress)
            throws OutsideFailure, InterruptedException {
        Optional<Sandbox.Lower> lower = withPuppet(progress);
        return lower.isEmpty()
                ? Optional.empty()
                : Optional.of(DnfMachine.start(
                        roots,
                        sandbox,
                        new DnfMachine.Lower(lower.get(), bounds.diskBytes()),
                        new DnfMachine.Signed(snapshot.line(), snapshot.folders(), snapshot.keys()),
                        log));
    }
}
