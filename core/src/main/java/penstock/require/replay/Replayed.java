package penstock.require.replay;

import java.util.List;

/**
 * What came of a replay.
 *
 * @param truth while the spec stated requirements itself, in the order of the commits
 * @param offered all lines that our patches changed then, each once
 * @param generated since they are generated
 */
public record Replayed(List<TruthLine> truth, List<OfferedLine> offered, List<GeneratedChange> generated) {
    public Replayed {
        truth = List.copyOf(truth);
        offered = List.copyOf(offered);
        generated = List.copyOf(generated);
    }

    public List<TruthLine> disagreements() {
        return truth.stream().filter(one -> !one.agrees()).toList();
    }
}
