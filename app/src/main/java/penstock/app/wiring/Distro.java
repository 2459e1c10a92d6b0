package penstock.app.wiring;

import java.time.InstantSource;
import java.util.List;
import penstock.app.cli.Followed;
import penstock.app.cli.UserMistakes;
import penstock.config.FactoryConfig;
import penstock.distro.ReleaseLine;
import penstock.edge.git.GitMirror;
import penstock.engine.access.Watching;
import penstock.engine.distro.DistroFollower;
import penstock.engine.distro.DistroInForce;
import penstock.engine.distro.DistroSource;
import penstock.engine.distro.DistroVersion;
import penstock.engine.line.Factory;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.RulesInForce;

/**
 * The distribution of a running factory.
 *
 * @param first as it was read when this process began
 * @param followed the lines of it
 * @param inForce what is followed at each moment
 */
public record Distro(
        FactoryConfig config, DistroSource source, DistroVersion first, Followed followed, DistroInForce inForce) {
    public static Distro read(FactoryConfig config, GitMirror mirror)
            throws UserMistakes, OutsideFailure, InterruptedException {
        return read(config, mirror, () -> {});
    }

    /** @param changed is told when another version is in force */
    public static Distro read(FactoryConfig config, GitMirror mirror, Runnable changed)
            throws UserMistakes, OutsideFailure, InterruptedException {
        DistroSource source = new DistroSource(mirror);
        DistroVersion first = source.readOrKnown(config.distribution());
        Followed followed = Following.followed(config, first);
        DistroInForce inForce = new DistroInForce(followed.lines());
        inForce.onChange(changed);
        return new Distro(config, source, first, followed, inForce);
    }

    /** The names of the lines that are followed now. */
    public List<String> names() {
        return names(inForce.lines());
    }

    private static List<String> names(List<ReleaseLine> lines) {
        return lines.stream().map(ReleaseLine::name).toList();
    }

    /** Takes over what changes. */
    public DistroFollower follower(
            Factory factory, Watching watching, RulesInForce rules, Storing storing, InstantSource clock) {
        return new DistroFollower(
                source,
                config.distribution(),
                first,
                inForce,
                new DistroFollower.Takeover(
                        lines -> Keeping.dependencies(config, storing, names(lines)),
                        factory,
                        rules::take,
                        watching::followAnew),
                clock);
    }
}
