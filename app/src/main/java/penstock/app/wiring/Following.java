package penstock.app.wiring;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import penstock.app.cli.Followed;
import penstock.app.cli.UserMistakes;
import penstock.config.FactoryConfig;
import penstock.distro.DistroReading;
import penstock.distro.ReleaseLine;
import penstock.distro.Succession;
import penstock.edge.git.GitMirror;
import penstock.edge.git.MirrorLimits;
import penstock.edge.git.UrlRewriting;
import penstock.engine.access.Watching;
import penstock.engine.distro.DistroInForce;
import penstock.engine.distro.DistroVersion;
import penstock.engine.follow.FollowPorts;
import penstock.engine.follow.FollowSettings;
import penstock.engine.follow.Follower;
import penstock.engine.follow.Watch;
import penstock.engine.follow.WatchLoop;
import penstock.engine.line.Factory;
import penstock.engine.line.Lines;
import penstock.engine.port.Mirror;
import penstock.follow.FallBack;
import penstock.follow.WatchInterval;
import penstock.problem.Problem;

/** Makes what follows repositories: their local copies, and the settings of looking. */
public final class Following {
    private Following() {}

    static Followed followed(FactoryConfig config, DistroVersion version) throws UserMistakes {
        DistroReading reading = version.reading();
        FactoryConfig.Distribution where = config.distribution();
        List<ReleaseLine> lines = reading.distribution().followed(where.lines());
        if (lines.isEmpty()) {
            List<Problem> problems = new ArrayList<>(reading.problems());
            problems.add(Succession.nothingFollowed(reading.distribution(), where.entryPoint()));
            throw new UserMistakes(problems);
        }
        return new Followed(reading, lines);
    }

    public static GitMirror mirror(FactoryConfig config, Path dir) {
        return new GitMirror(dir.resolve("mirrors"), rewriting(config), MirrorLimits.USUAL);
    }

    /** Where repositories are really read from. */
    static UrlRewriting rewriting(FactoryConfig config) {
        Map<String, String> bases = new LinkedHashMap<>();
        config.rewrites().forEach(rewrite -> bases.put(rewrite.from(), rewrite.to()));
        return new UrlRewriting(bases);
    }

    /** Has a loop follow what of these lines is not paused. */
    public static Watching watching(WatchLoop loop, Lines running, DistroInForce inForce) {
        return new Watching() {
            @Override
            public void lookNow(String url) {
                loop.lookNow(url);
            }

            @Override
            public void followAnew() {
                loop.follow(watches(inForce.lines().stream()
                        .filter(line -> running.isOpen(line.name()))
                        .map(running::followed)
                        .toList()));
            }
        };
    }

    public static List<Watch> watches(List<ReleaseLine> lines) {
        return lines.stream()
                .flatMap(line -> line.packages().stream().map(pkg -> new Watch(line.name(), pkg)))
                .toList();
    }

    public static FollowSettings follow(FactoryConfig config) {
        FactoryConfig.Follow follow = config.follow();
        return new FollowSettings(
                fallBack(config),
                new WatchInterval(follow.least(), follow.most()),
                follow.perHost(),
                FollowSettings.USUAL.commits());
    }

    static FallBack fallBack(FactoryConfig config) {
        return new FallBack(
                config.follow().fallbacks().stream().map(Following::rule).toList());
    }

    /** The configuration's one {@code *} as a group. */
    private static FallBack.Rule rule(FactoryConfig.Fallback fallback) {
        String branch = Arrays.stream(fallback.branch().split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining("(.*)"));
        return FallBack.Rule.of(
                fallback.of().map(Following::kind),
                branch,
                fallback.use().stream().map(use -> use.replace("*", "$1")).toList());
    }

    private static FallBack.Kind kind(FactoryConfig.Repository repository) {
        return switch (repository) {
            case SOURCE -> FallBack.Kind.SOURCE;
            case DISTGIT -> FallBack.Kind.DISTGIT;
        };
    }

    /** The factory that runs these lines. */
    public static Factory factory(
            FactoryConfig config, Lines lines, FollowPorts following, Mirror mirror, InstantSource clock) {
        Follower follower = new Follower(following, follow(config), clock);
        return new Factory(lines, line -> follower.pass(watches(List.of(line))), mirror);
    }
}
