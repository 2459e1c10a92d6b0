package penstock.app.wiring;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import penstock.app.cli.UserMistakes;
import penstock.config.FactoryConfig;
import penstock.config.TargetConfig;
import penstock.edge.process.ProcessRunner;
import penstock.edge.rpm.DebianRoots;
import penstock.edge.rpm.DebianSettings;
import penstock.edge.rpm.DirectoryRoots;
import penstock.edge.rpm.DnfRoots;
import penstock.edge.rpm.DnfSettings;
import penstock.edge.rpm.HostRoots;
import penstock.edge.rpm.ImageCache;
import penstock.edge.rpm.RootTarget;
import penstock.edge.sandbox.BubblewrapSandbox;
import penstock.edge.sandbox.SandboxSettings;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;

/** Makes the target that packages are built for, and the sandbox that their code runs in. */
public final class Targets {
    private final ProcessRunner processes;
    private final Map<String, String> environment;

    public Targets(ProcessRunner processes, Map<String, String> environment) {
        this.processes = processes;
        this.environment = environment;
    }

    public RootTarget target(FactoryConfig config, Path dir) throws UserMistakes, OutsideFailure {
        BubblewrapSandbox sandbox = BubblewrapSandbox.on(new SandboxSettings(
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
                        new DebianRoots(settings(debian), new ImageCache(cache()), processes, sandbox),
                        sandbox,
                        bounds);
            case TargetConfig.Directory directory ->
                new RootTarget(
                        config.build().target(),
                        new DirectoryRoots(Path.of(directory.path()), List.of()),
                        sandbox,
                        bounds);
            case TargetConfig.Host host -> {
                requireRoot(sandbox, config, dir);
                yield new RootTarget(
                        config.build().target(),
                        new HostRoots(host.dist(), new ImageCache(cache()), processes, sandbox),
                        sandbox,
                        bounds);
            }
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

    /** How the sandbox holds its limits on this machine. */
    public List<BubblewrapSandbox.Held> limits(Path dir) throws OutsideFailure {
        return BubblewrapSandbox.on(SandboxSettings.in(dir.resolve("sandbox"))).held();
    }

    private static DebianSettings settings(TargetConfig.DebianRoot debian) {
        return new DebianSettings(
                debian.suite(), debian.mirrors(), debian.packages(), debian.dist(), debian.overrides());
    }

    private static void requireRoot(BubblewrapSandbox sandbox, FactoryConfig config, Path dir) throws UserMistakes {
        if (!sandbox.isRoot()) {
            throw new UserMistakes(List.of(Problem.error(
                    "the target " + config.build().target() + " is of kind host, which only root can build on",
                    SourcePosition.of(dir.resolve("penstock.yaml").toString()),
                    "run penstock as root, or use a target of kind debian-root or dnf-root")));
        }
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
