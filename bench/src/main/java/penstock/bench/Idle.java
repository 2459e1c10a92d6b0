package penstock.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import penstock.distro.Package;
import penstock.distro.Package.Source;
import penstock.edge.git.GitMirror;
import penstock.edge.git.MirrorLimits;
import penstock.edge.git.UrlRewriting;
import penstock.engine.follow.FollowPorts;
import penstock.engine.follow.FollowSettings;
import penstock.engine.follow.Follower;
import penstock.engine.follow.SeenRefs;
import penstock.engine.follow.Watch;
import penstock.engine.port.OutsideFailure;
import penstock.follow.Position;
import penstock.follow.Sighting;

/**
 * F1: one pass with nothing new over 1,400 local repositories, over file:// and over git:// on loopback. Promised: at most 2 ms of CPU
 * and 5 ms of wall time a repository. Measured is the follower's process; what git daemon and the processes that it starts for each
 * connection take is shown beside it.
 */
final class Idle implements Bench.Measurement {
    private static final int REPOSITORIES = 1400;
    private static final int PASSES = 7;
    private static final double CPU_LIMIT = 2;
    private static final double WALL_LIMIT = 5;

    /** Milliseconds a repository. */
    private record Cost(double wall, double cpu, double daemon) {}

    @Override
    public boolean run() throws Exception {
        try (Scratch scratch = new Scratch("idle")) {
            String head = repositories(scratch.folder());
            List<Cost> worst = new ArrayList<>();
            Table table =
                    new Table("transport", "pass", "wall ms/repository", "cpu ms/repository", "git daemon's cpu ms");
            List<Cost> file = passes(
                    scratch.folder(),
                    head,
                    i -> scratch.folder().resolve("r" + i).toUri().toString(),
                    Optional.empty());
            worst.add(rows(table, "file://", file));
            try (GitDaemon daemon = new GitDaemon(scratch.folder())) {
                List<Cost> git = passes(scratch.folder(), head, i -> daemon.url("r" + i), Optional.of(daemon));
                worst.add(rows(table, "git://", git));
            }
            table.print();
            double wall = worst.stream().mapToDouble(Cost::wall).max().orElseThrow();
            double cpu = worst.stream().mapToDouble(Cost::cpu).max().orElseThrow();
            System.out.printf(
                    Locale.ROOT,
                    "%d repositories, promised at most %.0f ms wall and %.0f ms cpu each%n",
                    REPOSITORIES,
                    WALL_LIMIT,
                    CPU_LIMIT);
            System.out.printf(Locale.ROOT, "idle cpu-ms-per-repository %.3f%n", cpu);
            System.out.printf(Locale.ROOT, "idle wall-ms-per-repository %.3f%n", wall);
            return wall <= WALL_LIMIT && cpu <= CPU_LIMIT;
        }
    }

    /** The first pass as it was, in a program just started, then the median of the others; returns the latter. */
    private static Cost rows(Table table, String transport, List<Cost> costs) {
        Cost first = costs.getFirst();
        List<Cost> others = costs.subList(1, costs.size());
        Cost median = new Cost(
                median(others.stream().map(Cost::wall).toList()),
                median(others.stream().map(Cost::cpu).toList()),
                median(others.stream().map(Cost::daemon).toList()));
        table.row(transport, "first", first.wall, first.cpu, first.daemon);
        table.row(transport, "median of " + others.size(), median.wall, median.cpu, median.daemon);
        return median;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static List<Cost> passes(Path folder, String head, IntFunction<String> url, Optional<GitDaemon> daemon)
            throws Exception {
        List<Watch> watches = new ArrayList<>();
        Map<String, Position> positions = new ConcurrentHashMap<>();
        for (int i = 0; i < REPOSITORIES; i += 2) {
            String project = "p" + i;
            Source source = new Source(url.apply(i), "master", false);
            Source distgit = new Source(url.apply(i + 1), "rpm-master", false);
            watches.add(new Watch("line", new Package(project, project, "", source, distgit, List.of())));
            positions.put(project, new Position(project, Optional.of(head), Optional.of(head)));
        }
        GitMirror mirror = new GitMirror(folder.resolve("mirrors"), UrlRewriting.NONE, MirrorLimits.USUAL);
        FollowPorts ports = new FollowPorts(mirror, _ -> positions, new MemorySeenRefs(), (_, _) -> {});
        Follower follower = new Follower(ports, FollowSettings.USUAL, InstantSource.system());
        List<Cost> costs = new ArrayList<>();
        for (int pass = 0; pass < PASSES; pass++) {
            costs.add(measure(follower, watches, daemon));
        }
        return costs;
    }

    private static Cost measure(Follower follower, List<Watch> watches, Optional<GitDaemon> daemon) throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        double daemonBefore = daemon.isPresent() ? daemon.get().cpuSeconds() : 0;
        long cpu = system.getProcessCpuTime();
        long wall = System.nanoTime();
        Follower.Summary summary = follower.pass(watches);
        double wallMs = (System.nanoTime() - wall) / 1e6 / REPOSITORIES;
        double cpuMs = (system.getProcessCpuTime() - cpu) / 1e6 / REPOSITORIES;
        if (summary.unchanged() != watches.size()) {
            throw new IllegalStateException("the pass was not idle: " + summary);
        }
        double daemonMs = daemon.isPresent() ? (daemon.get().cpuSeconds() - daemonBefore) * 1e3 / REPOSITORIES : 0;
        return new Cost(wallMs, cpuMs, daemonMs);
    }

    /** Bare repositories as a git host keeps them, packed, with branches and tags; returns the commit of both followed branches. */
    private static String repositories(Path folder) throws IOException, InterruptedException {
        Path first = Files.createDirectory(folder.resolve("r0"));
        Scratch.run(first, "git", "init", "-q", "--bare", "-b", "master");
        Scratch.run(first, "find", "hooks", "-delete");
        String tree = Scratch.run(first, "git", "hash-object", "-w", "-t", "tree", "/dev/null");
        String head = Scratch.run(first, "git", "commit-tree", tree, "-m", "one");
        for (int i = 0; i < 30; i++) {
            Scratch.run(first, "git", "tag", "-a", i + ".0.0", head, "-m", "release " + i);
            Scratch.run(first, "git", "update-ref", "refs/heads/stable/" + i, head);
        }
        Scratch.run(first, "git", "update-ref", "refs/heads/rpm-master", head);
        Scratch.run(first, "git", "update-ref", "refs/heads/master", head);
        Scratch.run(first, "git", "gc", "-q");
        for (int i = 1; i < REPOSITORIES; i++) {
            Scratch.copy(first, folder.resolve("r" + i));
        }
        return head;
    }

    /** What the database does for a factory; an idle pass reads it once and writes nothing. */
    private static final class MemorySeenRefs implements SeenRefs {
        private final Map<String, Sighting> kept = new ConcurrentHashMap<>();

        @Override
        public Map<String, Sighting> all() {
            return new TreeMap<>(kept);
        }

        @Override
        public void keep(Collection<Sighting> sightings) throws OutsideFailure {
            sightings.forEach(sighting -> kept.put(sighting.url(), sighting));
        }
    }
}
