package penstock.engine.require;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import penstock.change.Commit;
import penstock.engine.port.OutsideFailure;
import penstock.require.Declarations;
import penstock.require.answer.Provided;
import penstock.require.file.FileSource;
import penstock.require.file.RequirementFiles;
import penstock.require.replay.Replay;
import penstock.require.replay.Replayed;
import penstock.require.replay.SpecState;
import penstock.require.replay.Surroundings;
import penstock.require.replay.UpstreamState;
import penstock.require.spec.SpecSource;

/** Reads a package's two histories and replays them beside one another. For one thread. */
public final class HistoryReplay {
    private final Surroundings surroundings;
    private final Optional<ConstraintsThen> constraints;

    /** Whether a thing is provided is not asked. */
    public HistoryReplay(Surroundings surroundings) {
        this(surroundings, Optional.empty());
    }

    private HistoryReplay(Surroundings surroundings, Optional<ConstraintsThen> constraints) {
        this.surroundings = surroundings;
        this.constraints = constraints;
    }

    /** The same, but it is known what could be installed then: see {@link ConstraintsThen}. */
    public HistoryReplay within(SourceHistory requirements, Commit tip) throws OutsideFailure {
        return new HistoryReplay(surroundings, Optional.of(new ConstraintsThen(requirements, tip)));
    }

    /**
     * Replays two branches.
     *
     * @param upstreamTip the newest commit of upstream's that is looked at
     * @param distgitTip the newest packaging commit that is looked at
     */
    public Replayed of(SourceHistory upstream, Commit upstreamTip, SourceHistory distgit, Commit distgitTip)
            throws OutsideFailure {
        List<UpstreamState> states = upstream(upstream, upstreamTip);
        List<SpecState> specs = specs(distgit, distgitTip);
        Map<Instant, Provided> provided = provided(states, specs);
        return Replay.of(
                states,
                specs,
                time -> surroundings.check(time, Provided.UNKNOWN),
                time -> surroundings.check(time, provided.getOrDefault(time, Provided.UNKNOWN)));
    }

    /** At the times of upstream's changes, as far as the replay asks for it: since the spec is generated. */
    private Map<Instant, Provided> provided(List<UpstreamState> states, List<SpecState> specs) throws OutsideFailure {
        Map<Instant, Provided> provided = new HashMap<>();
        Optional<Instant> from = specs.stream()
                .filter(SpecState::isGenerated)
                .map(spec -> spec.commit().committed())
                .findFirst();
        for (UpstreamState state : states) {
            Instant time = state.commit().committed();
            if (constraints.isPresent() && from.isPresent() && !time.isBefore(from.get())) {
                provided.put(time, constraints.get().at(time));
            }
        }
        return provided;
    }

    /** The states that differ in what is required. */
    private static List<UpstreamState> upstream(SourceHistory history, Commit tip) throws OutsideFailure {
        CommitDeclarations declarations =
                new CommitDeclarations((commit, path) -> history.file(commit, path, FileSource.ENOUGH));
        List<UpstreamState> states = new ArrayList<>();
        for (Commit commit : history.mainLine(tip.id(), RequirementFiles.roots())) {
            Declarations all = declarations.of(commit.id()).declarations();
            UpstreamState state = UpstreamState.of(commit, all);
            if (states.isEmpty() || !state.isSame(states.getLast())) {
                states.add(state);
            }
        }
        return states;
    }

    /** The states in which the spec was; a commit without one spec is passed over. */
    private static List<SpecState> specs(SourceHistory history, Commit tip) throws OutsideFailure {
        List<SpecState> states = new ArrayList<>();
        for (Commit commit : history.mainLine(tip.id(), List.of())) {
            List<String> specs = history.top(commit.id()).stream()
                    .filter(path -> path.endsWith(".spec"))
                    .toList();
            Optional<byte[]> bytes = specs.size() == 1
                    ? history.file(commit.id(), specs.getFirst(), SpecSource.LONGEST)
                    : Optional.empty();
            bytes.map(read -> new SpecState(commit, SpecSource.read(specs.getFirst(), read)))
                    .ifPresent(states::add);
        }
        return states;
    }
}
