package penstock.app.wiring;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import penstock.app.cli.Parts;
import penstock.app.cli.Requirements;
import penstock.app.cli.Trials;
import penstock.app.cli.UserMistakes;
import penstock.config.FactoryConfig;
import penstock.edge.git.GitMirror;
import penstock.edge.git.LocalRepository;
import penstock.edge.rpm.RootTarget;
import penstock.edge.store.PublishedTree;
import penstock.engine.diff.CommitsBetween;
import penstock.engine.port.OutsideFailure;
import penstock.engine.require.FoundByBuilds;
import penstock.engine.require.HistoryReplay;
import penstock.engine.require.LineCheck;
import penstock.engine.require.ProvidedPackages;
import penstock.engine.require.RequirementHistory;
import penstock.engine.require.SourceHistory;
import penstock.engine.require.TreeReader;
import penstock.engine.require.WhoNeeds;
import penstock.require.replay.Surroundings;

/** Makes what tells of requirements. */
public final class Requiring implements Requirements {
    private final Parts parts;
    private final Targets targets;

    public Requiring(Parts parts, Targets targets) {
        this.parts = parts;
        this.targets = targets;
    }

    @Override
    public Optional<RequirementHistory> history(Path repository) throws OutsideFailure {
        return LocalRepository.open(repository).map(RequirementHistory::new);
    }

    @Override
    public HistoryReplay replay() {
        return new HistoryReplay(Surroundings.RDO);
    }

    @Override
    public Optional<SourceHistory> commits(Path repository) throws OutsideFailure {
        return LocalRepository.open(repository).map(SourceHistory.class::cast);
    }

    @Override
    public CommitsBetween between(Path dir) throws UserMistakes, OutsideFailure {
        GitMirror mirror = Following.mirror(parts.config(dir), dir);
        return new CommitsBetween(mirror, mirror);
    }

    @Override
    public WhoNeeds whoNeeds(Path dir) throws UserMistakes, OutsideFailure {
        FactoryConfig config = parts.config(dir);
        return new WhoNeeds(trees(config, dir), names(config));
    }

    @Override
    public LineCheck check(Path dir, Consumer<String> progress)
            throws UserMistakes, OutsideFailure, InterruptedException {
        FactoryConfig config = parts.config(dir);
        return check(config, Following.mirror(config, dir), found(config, dir, prepared(config, dir, progress)));
    }

    @Override
    public Trials trials(Path dir, Consumer<String> progress)
            throws UserMistakes, OutsideFailure, InterruptedException {
        FactoryConfig config = parts.config(dir);
        RootTarget target = prepared(config, dir, progress);
        GitMirror mirror = Following.mirror(config, dir);
        return Trying.open(
                config,
                dir,
                target,
                InstantSource.system(),
                new Trying.Readers(mirror, trees(config, mirror), check(config, mirror, found(config, dir, target))));
    }

    private RootTarget prepared(FactoryConfig config, Path dir, Consumer<String> progress)
            throws UserMistakes, OutsideFailure, InterruptedException {
        RootTarget target = targets.target(config, dir);
        target.prepare(progress);
        return target;
    }

    /** @param target is prepared before it is asked for anything */
    static ProvidedPackages found(FactoryConfig config, Path dir, RootTarget target) {
        Path root = Storing.of(config, dir).repositories();
        return new FoundByBuilds(new PublishedTree(root), config.build().target(), new BuildPlaces(root, target));
    }

    /** What answers for the lines of a factory. */
    static LineCheck check(FactoryConfig config, GitMirror mirror, ProvidedPackages found) {
        return new LineCheck(trees(config, mirror), found, names(config));
    }

    /** The configured table. */
    static Map<String, List<String>> names(FactoryConfig config) {
        return config.service().requirements().names();
    }

    private static TreeReader trees(FactoryConfig config, Path dir) {
        return trees(config, Following.mirror(config, dir));
    }

    static TreeReader trees(FactoryConfig config, GitMirror mirror) {
        return new TreeReader(mirror, mirror, Following.fallBack(config));
    }
}
