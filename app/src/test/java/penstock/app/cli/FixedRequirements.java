package penstock.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import penstock.edge.git.LocalRepository;
import penstock.engine.diff.CommitsBetween;
import penstock.engine.port.OutsideFailure;
import penstock.engine.require.HistoryReplay;
import penstock.engine.require.LineCheck;
import penstock.engine.require.ProvidedPackages;
import penstock.engine.require.RequirementHistory;
import penstock.engine.require.SourceHistory;
import penstock.engine.require.TreeReader;
import penstock.engine.require.WhoNeeds;
import penstock.engine.testkit.FakeMirror;
import penstock.follow.FallBack;
import penstock.require.answer.Repository;
import penstock.require.replay.Surroundings;

/** Requirements of local copies and repositories that a test says. */
record FixedRequirements(FakeMirror mirror, List<Repository> repositories) implements Requirements {
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
    public CommitsBetween between(Path dir) {
        return new CommitsBetween(mirror, mirror);
    }

    @Override
    public WhoNeeds whoNeeds(Path dir) {
        return new WhoNeeds(new TreeReader(mirror, mirror, FallBack.NEVER));
    }

    @Override
    public LineCheck check(Path dir, Consumer<String> progress) {
        return new LineCheck(new TreeReader(mirror, mirror, FallBack.NEVER), new Fixed(repositories));
    }

    @Override
    public Trials trials(Path dir, Consumer<String> progress) throws OutsideFailure {
        throw new OutsideFailure("these requirements have nothing to build with", false);
    }

    private record Fixed(List<Repository> repositories) implements ProvidedPackages {
        @Override
        public List<Repository> of(String line, Set<String> asked) {
            return repositories;
        }

        @Override
        public String python() {
            return "3.12";
        }

        @Override
        public String machine() {
            return "x86_64";
        }
    }
}
