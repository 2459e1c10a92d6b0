package penstock.engine.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import penstock.build.BuildOptions;
import penstock.engine.build.BuildLog;
import penstock.engine.build.BuildTarget;
import penstock.engine.build.Workbench;

/**
 * A working model of a build target: a repository of provides, and workbenches that read real specs in a small way
 * ({@link FakeWorkbench}). {@link #calls} tells what was asked of its workbenches.
 */
public final class FakeTarget implements BuildTarget {
    private final Path work;
    private final SortedMap<String, String> provides = new TreeMap<>();
    private final List<String> calls = new ArrayList<>();
    private Optional<Workbench.Missing> lacking = Optional.empty();
    private String digest = "target-1";

    /** @param work where its RPMs are written */
    public FakeTarget(Path work) {
        this.work = work;
    }

    /** Offers a capability at a version; the RPM that has it changes with the version. */
    public FakeTarget offer(String capability, String version) {
        provides.put(capability, version);
        return this;
    }

    /** From now on what is built can't be installed, for want of this. */
    public FakeTarget refuseToInstall(String requirement) {
        lacking = Optional.of(new Workbench.Missing(requirement, "what was built", List.of()));
        return this;
    }

    /** Lets the target be another one. */
    public void change(String newDigest) {
        digest = newDigest;
    }

    /** {@code expand}, {@code srpm}, {@code require a, b}, ... in order. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    public void forgetCalls() {
        calls.clear();
    }

    /** What its workbenches find. */
    record Root(Path work, SortedMap<String, String> provides, Optional<Workbench.Missing> lacking) {}

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public void prepare(Consumer<String> progress) {}

    @Override
    public String digest() {
        return digest;
    }

    @Override
    public Workbench open(BuildOptions options, Optional<Path> lineRepository, BuildLog log) {
        return new FakeWorkbench(new Root(work, provides, lacking), options, log, calls);
    }
}
