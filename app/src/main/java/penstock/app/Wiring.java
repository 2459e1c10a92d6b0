package penstock.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import penstock.app.cli.Claimed;
import penstock.app.cli.Followed;
import penstock.app.cli.OwnedFactory;
import penstock.app.cli.Parts;
import penstock.app.cli.Readings;
import penstock.app.cli.Served;
import penstock.app.cli.UserMistakes;
import penstock.app.doctor.Doctor;
import penstock.app.web.WebServer;
import penstock.build.log.TransientFailures;
import penstock.config.ConfigReading;
import penstock.config.ConfigText;
import penstock.config.FactoryConfig;
import penstock.config.TargetConfig;
import penstock.distro.DistroReading;
import penstock.distro.ReleaseLine;
import penstock.edge.git.GitMirror;
import penstock.edge.git.MirrorLimits;
import penstock.edge.git.UrlRewriting;
import penstock.edge.logs.LogFolder;
import penstock.edge.owner.LockedFolder;
import penstock.edge.process.ProcessRunner;
import penstock.edge.rpm.DebianRoots;
import penstock.edge.rpm.DebianSettings;
import penstock.edge.rpm.DirectoryRoots;
import penstock.edge.rpm.DnfRoots;
import penstock.edge.rpm.DnfSettings;
import penstock.edge.rpm.ImageCache;
import penstock.edge.rpm.RootTarget;
import penstock.edge.rpm.RpmFile;
import penstock.edge.sandbox.BubblewrapSandbox;
import penstock.edge.sandbox.SandboxSettings;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlJournal;
import penstock.edge.sql.SqlKnownBuilds;
import penstock.edge.sql.SqlQueries;
import penstock.edge.sql.SqlSeenRefs;
import penstock.edge.store.CreaterepoMetadata;
import penstock.edge.store.FileArtifactStore;
import penstock.edge.store.PublishedTree;
import penstock.edge.store.SnapshotPublisher;
import penstock.engine.build.BuildLog;
import penstock.engine.build.BuildLogs;
import penstock.engine.build.BuildSettings;
import penstock.engine.build.PackageBuild;
import penstock.engine.build.SpecSurvey;
import penstock.engine.build.UserMachine;
import penstock.engine.distro.DistroSource;
import penstock.engine.follow.FollowPorts;
import penstock.engine.follow.FollowSettings;
import penstock.engine.follow.Follower;
import penstock.engine.follow.Watch;
import penstock.engine.follow.WatchLoop;
import penstock.engine.line.Factory;
import penstock.engine.line.LineListener;
import penstock.engine.line.Lines;
import penstock.engine.line.Ports;
import penstock.engine.owner.DataFolder;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;
import penstock.engine.query.Queries;
import penstock.follow.FallBack;
import penstock.follow.WatchInterval;
import penstock.line.Settings;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;

/** The one class that constructs: adapters, engine, surfaces. Nothing is made before it is asked for. */
final class Wiring implements Parts {
    private final ProcessRunner processes = new ProcessRunner();
    private final InstantSource clock = InstantSource.system();
    private final Map<String, String> environment;

    Wiring(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Doctor doctor() {
        return new Doctor(processes);
    }

    @Override
    public FactoryConfig config(Path dir) throws UserMistakes, OutsideFailure {
        Path file = dir.resolve("penstock.yaml");
        ConfigReading reading;
        try {
            reading = ConfigText.read(file.toString(), Files.readAllBytes(file));
        } catch (NoSuchFileException none) {
            throw new UserMistakes(List.of(Problem.error(
                    "there is no configuration",
                    SourcePosition.of(file.toString()),
                    "write one: docs/config.md; or name another folder with --dir")));
        } catch (IOException e) {
            throw new OutsideFailure("cannot read " + file + ": " + e.getMessage(), false, e);
        }
        return reading.config().orElseThrow(() -> new UserMistakes(reading.problems()));
    }

    @Override
    public Followed followed(Path dir) throws UserMistakes, OutsideFailure, InterruptedException {
        FactoryConfig config = config(dir);
        return followed(config, mirror(config, dir));
    }

    private static Followed followed(FactoryConfig config, GitMirror mirror)
            throws UserMistakes, OutsideFailure, InterruptedException {
        DistroReading reading = new DistroSource(mirror).read(config.distribution());
        List<ReleaseLine> lines =
                DistroSource.followed(reading, config.distribution().lines());
        if (lines.isEmpty()) {
            List<Problem> problems = new ArrayList<>(reading.problems());
            String names = reading.distribution().lines().stream()
                    .map(ReleaseLine::name)
                    .collect(Collectors.joining(", "));
            problems.add(Problem.error(
                    "no release line is followed",
                    SourcePosition.of(config.distribution().entryPoint()),
                    names.isEmpty() ? "" : "name some under distribution: lines: of " + names));
            throw new UserMistakes(problems);
        }
        return new Followed(reading, lines);
    }

    private static GitMirror mirror(FactoryConfig config, Path dir) {
        Map<String, String> bases = new LinkedHashMap<>();
        config.rewrites().forEach(rewrite -> bases.put(rewrite.from(), rewrite.to()));
        return new GitMirror(dir.resolve("mirrors"), new UrlRewriting(bases), MirrorLimits.USUAL);
    }

    @Override
    public Claimed claim(Path dir, String purpose, LineListener listener, Consumer<String> progress)
            throws UserMistakes, OutsideFailure, InterruptedException {
        FactoryConfig config = config(dir);
        DataFolder folder = new LockedFolder(dir, clock);
        return switch (folder.claim(purpose)) {
            case DataFolder.Claim.Taken(String owner) -> new Claimed.Taken(folder, owner);
            case DataFolder.Claim.Mine(DataFolder.Ownership ownership) ->
                new Claimed.Mine(own(config, dir, ownership, listener, progress));
        };
    }

    private OwnedFactory own(
            FactoryConfig config,
            Path dir,
            DataFolder.Ownership ownership,
            LineListener listener,
            Consumer<String> progress)
            throws UserMistakes, OutsideFailure, InterruptedException {
        Closing closing = new Closing();
        try {
            closing.later(ownership);
            closing.later(LogFiles.open(dir));
            Database database = closing.later(Database.own(dir.resolve("penstock.db")));
            GitMirror mirror = mirror(config, dir);
            Followed followed = followed(config, mirror);
            RootTarget target = target(config, dir);
            SnapshotPublisher publisher = publisher(config, dir);
            Ports ports = ports(config, dir, mirror, target, database, publisher, progress);
            Lines lines = closing.later(new Lines(new SqlJournal(database), ports, settings(config), clock, listener));
            FollowPorts following = new FollowPorts(mirror, lines, new SqlSeenRefs(database), lines);
            Follower follower = new Follower(following, follow(config), clock);
            Factory factory = new Factory(lines, line -> follower.pass(watches(List.of(line))), mirror);
            ownership.serve(new FactoryService(factory, followed.lines(), Thread.currentThread()::interrupt));
            WatchLoop loop = new WatchLoop(following, follow(config), clock, new SplittableRandom());
            return new Owned(factory, followed, loop, target, publisher, closing);
        } catch (UserMistakes | OutsideFailure | InterruptedException | RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    private static List<Watch> watches(List<ReleaseLine> lines) {
        return lines.stream()
                .flatMap(line -> line.packages().stream().map(pkg -> new Watch(line.name(), pkg)))
                .toList();
    }

    private SnapshotPublisher publisher(FactoryConfig config, Path dir) throws OutsideFailure {
        FileArtifactStore store = FileArtifactStore.open(dir.resolve("artifacts"));
        return SnapshotPublisher.open(
                dir.resolve("repositories"),
                config.build().target(),
                baseUrl(config),
                store,
                new CreaterepoMetadata(processes));
    }

    /** What carries out orders. The target is prepared when the first order needs it, since a pass with nothing new does not. */
    private Ports ports(
            FactoryConfig config,
            Path dir,
            GitMirror mirror,
            RootTarget target,
            Database database,
            SnapshotPublisher publisher,
            Consumer<String> progress)
            throws OutsideFailure {
        FileArtifactStore store = FileArtifactStore.open(dir.resolve("artifacts"));
        BuildSettings settings = build(config, dir);
        PackageBuild build = new PackageBuild(
                mirror,
                target,
                new PackageBuild.Places(
                        store, buildLogs(config, dir), new SqlKnownBuilds(database, clock), publisher, new RpmFile()),
                settings);
        SpecSurvey survey = new SpecSurvey(mirror, target, settings);
        return new Ports(
                (pkg, source, distgit) -> {
                    target.prepare(progress);
                    return survey.read(pkg, source, distgit);
                },
                request -> {
                    target.prepare(progress);
                    return build.build(request);
                },
                publisher);
    }

    private static LogFolder buildLogs(FactoryConfig config, Path dir) {
        return new LogFolder(dir.resolve("logs"), config.build().limits().output());
    }

    private static BuildSettings build(FactoryConfig config, Path dir) {
        List<String> patterns = new ArrayList<>(TransientFailures.USUAL);
        patterns.addAll(config.build().retries().patterns());
        BuildSettings usual = BuildSettings.usual(dir.resolve("work"));
        return new BuildSettings(
                usual.work(),
                config.build().release(),
                TransientFailures.of(patterns),
                usual.rounds(),
                usual.archiveBytes());
    }

    private static Settings settings(FactoryConfig config) {
        FactoryConfig.Build build = config.build();
        return new Settings(
                build.workers(), build.retries().most() + 1, build.retries().after(), build.withTests());
    }

    private static FollowSettings follow(FactoryConfig config) {
        FactoryConfig.Follow follow = config.follow();
        List<FallBack.Rule> rules =
                follow.fallbacks().stream().map(Wiring::rule).toList();
        return new FollowSettings(
                new FallBack(rules),
                new WatchInterval(follow.least(), follow.most()),
                follow.perHost(),
                FollowSettings.USUAL.commits());
    }

    /** The configuration's one {@code *} as a group. */
    private static FallBack.Rule rule(FactoryConfig.Fallback fallback) {
        String branch = Arrays.stream(fallback.branch().split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining("(.*)"));
        return FallBack.Rule.of(
                fallback.of().map(Wiring::kind),
                branch,
                fallback.use().stream().map(use -> use.replace("*", "$1")).toList());
    }

    private static FallBack.Kind kind(FactoryConfig.Repository repository) {
        return switch (repository) {
            case SOURCE -> FallBack.Kind.SOURCE;
            case DISTGIT -> FallBack.Kind.DISTGIT;
        };
    }

    private static String baseUrl(FactoryConfig config) {
        FactoryConfig.Serve serve = config.serve();
        return serve.baseUrl().isEmpty() ? "http://" + serve.address() + ":" + serve.port() : serve.baseUrl();
    }

    @Override
    public Readings readings(Path dir) throws OutsideFailure {
        Database database = Database.read(dir.resolve("penstock.db"));
        return new Read(new SqlQueries(database), new LogFolder(dir.resolve("logs"), 0), database);
    }

    @Override
    public void makeEmpty(Path dir) throws OutsideFailure {
        Database.own(dir.resolve("penstock.db")).close();
    }

    private record Read(Queries queries, BuildLogs logs, Database database) implements Readings {
        @Override
        public void close() {
            database.close();
        }
    }

    private record Owned(
            Factory factory,
            Followed followed,
            WatchLoop loop,
            RootTarget target,
            SnapshotPublisher publisher,
            Closing closing)
            implements OwnedFactory {
        @Override
        public void follow() throws OutsideFailure, InterruptedException {
            factory.begin(followed.lines());
            loop.follow(watches(followed.lines()));
            loop.run();
        }

        @Override
        public UserMachine machine(String line, BuildLog log) throws OutsideFailure, InterruptedException {
            Path newest = publisher
                    .newest(line)
                    .orElseThrow(() -> new OutsideFailure("the line " + line + " has published nothing yet", false));
            target.prepare(_ -> {});
            return target.start(newest, log);
        }

        @Override
        public void close() throws OutsideFailure {
            closing.close();
        }
    }

    @Override
    public Served serve(Path dir) throws UserMistakes, OutsideFailure {
        FactoryConfig.Serve where = config(dir).serve();
        Path root = dir.resolve("repositories");
        WebServer server = new WebServer(
                new WebServer.Settings(where.address(), where.port(), root), new PublishedTree(root), List.of());
        InetSocketAddress address = server.start();
        return new Served(
                URI.create("http://" + address.getHostString() + ":" + address.getPort() + "/"), server::close);
    }

    private RootTarget target(FactoryConfig config, Path dir) throws OutsideFailure {
        Sandbox sandbox = BubblewrapSandbox.on(new SandboxSettings(
                dir.resolve("sandbox"),
                config.build().allowNoProcessLimit(),
                SandboxSettings.MEMORY_LAYER_BYTES,
                SandboxSettings.FIRST_UID));
        FactoryConfig.Limits limits = config.build().limits();
        RootTarget.Bounds bounds = new RootTarget.Bounds(
                new Sandbox.Limits(limits.time(), limits.memory(), limits.processes(), limits.output()), limits.disk());
        return switch (config.target()) {
            case TargetConfig.DebianRoot debian ->
                new RootTarget(
                        config.build().target(),
                        new DebianRoots(
                                new DebianSettings(
                                        debian.suite(),
                                        debian.mirrors(),
                                        debian.packages(),
                                        debian.dist(),
                                        debian.overrides()),
                                new ImageCache(cache()),
                                processes,
                                sandbox),
                        sandbox,
                        bounds);
            case TargetConfig.Directory directory ->
                new RootTarget(
                        config.build().target(),
                        new DirectoryRoots(Path.of(directory.path()), List.of()),
                        sandbox,
                        bounds);
            case TargetConfig.DnfRoot dnf ->
                new RootTarget(
                        config.build().target(),
                        new DnfRoots(
                                new DnfSettings(dnf.release(), dnf.repositories(), dnf.packages(), dnf.dist()),
                                new ImageCache(cache()),
                                processes,
                                sandbox),
                        sandbox,
                        bounds);
        };
    }

    /** Build roots and what else is expensive to make is shared by all data folders of a user. */
    private Path cache() {
        String named = environment.getOrDefault("PENSTOCK_CACHE", "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        String base = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path home = Path.of(environment.getOrDefault("HOME", "/root"));
        return (base.isEmpty() ? home.resolve(".cache") : Path.of(base)).resolve("penstock");
    }
}
