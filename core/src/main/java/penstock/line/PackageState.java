package penstock.line;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import penstock.build.SpecFacts;
import penstock.distro.Package;
import penstock.repo.SnapshotEntry;

/**
 * A package as a line knows it.
 *
 * @param index its place in the distribution, from 0
 * @param entry its row in snapshots from now on; empty when it was never built
 * @param tasks what is to be built, the next one first; only the first can be building or being published
 */
public record PackageState(
        Package pkg,
        int index,
        Taken taken,
        Optional<Spec> spec,
        Optional<Reading> reading,
        List<Task> tasks,
        Optional<SnapshotEntry> entry) {
    public PackageState {
        tasks = List.copyOf(tasks);
    }

    /**
     * How far the line has come with it.
     *
     * @param source the last upstream commit taken up; empty the first time
     * @param distgit the last packaging commit taken up
     * @param released the time that the last build's release has
     * @param broken why its repositories can't be used; empty when they can
     * @param lacking what the last build failed for want of; empty when it did not
     */
    public record Taken(
            Optional<String> source,
            Optional<String> distgit,
            Optional<Instant> released,
            Optional<String> broken,
            Optional<Lacking> lacking) {
        public static final Taken NOTHING =
                new Taken(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        Taken at(String newSource, String newDistgit) {
            return new Taken(Optional.of(newSource), Optional.of(newDistgit), released, Optional.empty(), lacking);
        }

        Taken release(Instant time) {
            return new Taken(source, distgit, Optional.of(time), broken, lacking);
        }

        Taken withBroken(Optional<String> message) {
            return new Taken(source, distgit, released, message, lacking);
        }

        Taken withLacking(Optional<Lacking> newLacking) {
            return new Taken(source, distgit, released, broken, newLacking);
        }
    }

    /**
     * What a build failed for want of.
     *
     * @param names of capabilities, as {@link penstock.build.Capability#names} gives them
     * @param task made again when a package that has one of the names is published
     */
    public record Lacking(List<String> names, Task task) {
        public Lacking {
            names = List.copyOf(names);
        }
    }

    /** What its spec says, and at which commits. Without requirements and provides when the spec can't be read. */
    public record Spec(String source, String distgit, SpecFacts facts) {}

    /**
     * Its spec is being read.
     *
     * @param order empty while it waits after a transient failure
     * @param attempt counted from 1
     */
    public record Reading(Optional<String> order, String source, String distgit, int attempt, Instant notBefore) {}

    static PackageState fresh(Package pkg, int index) {
        return new PackageState(
                pkg, index, Taken.NOTHING, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    }

    /** What is built next, or being built or published now. */
    public Optional<Task> head() {
        return tasks.isEmpty() ? Optional.empty() : Optional.of(tasks.getFirst());
    }

    /** Names that its last build failed for want of. */
    List<String> lacks() {
        return taken.lacking().map(Lacking::names).orElse(List.of());
    }

    boolean building() {
        return head().filter(task -> task.phase() instanceof Task.Building).isPresent();
    }

    /** Whether packages that need it wait for it. */
    boolean blocks() {
        return tasks.stream().anyMatch(task -> task.kind() != Task.Kind.REBUILD);
    }

    boolean open() {
        return !tasks.isEmpty() || reading.isPresent();
    }

    boolean knowsBootstrap() {
        return spec.filter(read -> read.facts().knowsBootstrap()).isPresent();
    }

    PackageState as(Package newPkg, int newIndex) {
        return new PackageState(newPkg, newIndex, taken, spec, reading, tasks, entry);
    }

    PackageState with(Taken newTaken) {
        return new PackageState(pkg, index, newTaken, spec, reading, tasks, entry);
    }

    PackageState with(SnapshotEntry newEntry) {
        return new PackageState(pkg, index, taken, spec, reading, tasks, Optional.of(newEntry));
    }

    /** Whether the last commit that was processed was built with success. */
    boolean passing() {
        return entry.filter(SnapshotEntry::passing).isPresent();
    }

    /** Whether any build of it ever succeeded. */
    boolean built() {
        return entry.filter(row -> !row.nvr().isEmpty()).isPresent();
    }

    PackageState withReading(Optional<Reading> newReading) {
        return new PackageState(pkg, index, taken, spec, newReading, tasks, entry);
    }

    PackageState withSpec(Spec newSpec) {
        return new PackageState(pkg, index, taken, Optional.of(newSpec), Optional.empty(), tasks, entry);
    }

    PackageState withTasks(List<Task> newTasks) {
        return new PackageState(pkg, index, taken, spec, reading, newTasks, entry);
    }

    PackageState withHead(Task newHead) {
        List<Task> changed = new ArrayList<>(tasks);
        changed.set(0, newHead);
        return withTasks(changed);
    }

    PackageState withoutHead() {
        return withTasks(tasks.subList(1, tasks.size()));
    }

    /** With what a person asked for before other tasks that wait. */
    PackageState askedFirst() {
        List<Task> ordered = new ArrayList<>(tasks);
        ordered.sort(Comparator.comparingInt(
                task -> task.phase() instanceof Task.Waiting ? task.kind() == Task.Kind.ASKED ? 1 : 2 : 0));
        return ordered.equals(tasks) ? this : withTasks(ordered);
    }

    PackageState plus(Task task) {
        List<Task> more = new ArrayList<>(tasks);
        more.add(task);
        return withTasks(more);
    }
}
