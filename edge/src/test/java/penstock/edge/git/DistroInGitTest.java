package penstock.edge.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.build.SpecFacts;
import penstock.config.FactoryConfig;
import penstock.distro.ReleaseLine;
import penstock.engine.distro.DistroFollower;
import penstock.engine.distro.DistroInForce;
import penstock.engine.distro.DistroSource;
import penstock.engine.distro.DistroVersion;
import penstock.engine.follow.FollowPorts;
import penstock.engine.follow.FollowSettings;
import penstock.engine.follow.Follower;
import penstock.engine.follow.Watch;
import penstock.engine.follow.WatchLoop;
import penstock.engine.line.Factory;
import penstock.engine.line.Lines;
import penstock.engine.line.Ports;
import penstock.engine.testkit.FakeBuilder;
import penstock.engine.testkit.LeftoverCheck;
import penstock.engine.testkit.MemoryFollowState;
import penstock.engine.testkit.MemoryJournal;
import penstock.engine.testkit.MemoryPublisher;
import penstock.follow.FallBack;
import penstock.follow.WatchInterval;
import penstock.line.Settings;

/** The distribution's own repository, a real one, is watched beside those of its packages (issue 3). */
@ExtendWith(LeftoverCheck.class)
@Timeout(60)
class DistroInGitTest {
    private static final FollowSettings OFTEN = new FollowSettings(
            FallBack.NEVER, new WatchInterval(Duration.ofMillis(20), Duration.ofMillis(200)), 4, 100);

    @TempDir
    Path folder;

    private final FakeBuilder builder = new FakeBuilder();
    private final InstantSource clock = InstantSource.system();
    private final Lines lines = new Lines(
            new MemoryJournal(),
            new Ports(
                    (pkg, _, _) -> new SpecFacts(pkg.name(), List.of(), List.of(pkg.name()), List.of(), false),
                    builder,
                    new MemoryPublisher()),
            new Settings(1, 1, Duration.ofMillis(1), false),
            clock,
            (_, _) -> {});
    private final List<String> commits = new ArrayList<>();
    private Thread thread = Thread.ofVirtual().unstarted(() -> {});

    @AfterEach
    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
        lines.close();
    }

    private static void follow(WatchLoop loop) {
        try {
            loop.run();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private String pkg(String project) {
        RealGit repository = RealGit.create(folder.resolve(project));
        String commit = repository.add(List.of(), "work", Map.of("a", "b"), Instant.parse("2026-03-01T00:00:00Z"));
        repository.branch("master", commit);
        return "- {project: " + project + ", name: " + project + ", upstream: '" + repository.url() + "', distgit: '"
                + repository.url() + "', maintainers: [ada@example.org]}\n";
    }

    private void write(RealGit distro, String packages) {
        String text = "releases:\n- {name: spring, status: development, branch: master, upstream_branch: master}\n"
                + "packages:\n" + packages;
        List<String> parents = commits.isEmpty() ? List.of() : List.of(commits.getLast());
        Instant time = Instant.parse("2026-03-02T00:00:00Z").plusSeconds(commits.size());
        commits.add(distro.add(parents, "change", Map.of("rdo.yml", text), time));
        distro.branch("master", commits.getLast());
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for 30 s").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private List<String> built() {
        return builder.built().stream().map(one -> one.pkg().project()).toList();
    }

    @Test
    void whatIsPushedThereIsFollowedWithoutARestart() throws Exception {
        String weir = pkg("weir");
        RealGit repository = RealGit.create(folder.resolve("distro"));
        write(repository, weir);
        DistroInForce inForce = begin(repository);
        until(() -> built().equals(List.of("weir")));
        String sluice = pkg("sluice");
        write(repository, weir + sluice);
        until(() -> built().equals(List.of("weir", "sluice")));
        write(repository, weir + "- {project: [}\n");
        until(() -> inForce.trouble().isPresent());
        assertThat(inForce.trouble().orElseThrow().lines()).anyMatch(line -> line.startsWith("rdo.yml:5:"));
        assertThat(lines.state("spring").packages()).hasSize(2);
        write(repository, sluice);
        until(() -> lines.state("spring").gonePackages().equals(List.of("weir")));
        until(() -> inForce.trouble().isEmpty());
    }

    /** As the program puts it together. */
    private DistroInForce begin(RealGit repository) throws Exception {
        GitMirror mirror = new GitMirror(folder.resolve("mirrors"), UrlRewriting.NONE, MirrorLimits.USUAL);
        FollowPorts ports = new FollowPorts(mirror, lines, new MemoryFollowState(), lines);
        Factory factory =
                new Factory(lines, line -> new Follower(ports, OFTEN, clock).pass(watches(List.of(line))), mirror);
        FactoryConfig.Distribution where =
                new FactoryConfig.Distribution(repository.url(), "master", "rdo.yml", List.of());
        DistroSource source = new DistroSource(mirror);
        DistroVersion first = source.read(where);
        DistroInForce inForce = new DistroInForce(first.reading().distribution().developed());
        WatchLoop loop = new WatchLoop(ports, OFTEN, clock, new Random(1));
        Runnable anew = () -> loop.follow(watches(inForce.lines()));
        loop.watch(new DistroFollower(
                source, where, first, inForce, new DistroFollower.Takeover(_ -> {}, factory, _ -> {}, anew), clock));
        factory.begin(inForce.lines());
        anew.run();
        thread = Thread.ofVirtual().start(() -> follow(loop));
        return inForce;
    }

    private static List<Watch> watches(List<ReleaseLine> lines) {
        return lines.stream()
                .flatMap(line -> line.packages().stream().map(pkg -> new Watch(line.name(), pkg)))
                .toList();
    }
}
