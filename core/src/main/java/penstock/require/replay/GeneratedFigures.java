package penstock.require.replay;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import penstock.require.answer.Answer;

/**
 * The figures of specs whose requirements are generated, of one or several replays.
 *
 * @param commits of upstream's that changed what it requires
 * @param changes requirements that they added or changed
 * @param provided of these: what is required was there
 * @param tooOld it was there, but too old
 * @param missing it was not there
 * @param beside it asks nothing of the package: its marker does not hold, or packages do without it
 * @param falsePatches commits for which the spec would have been patched
 */
public record GeneratedFigures(
        int commits, int changes, int provided, int tooOld, int missing, int beside, int falsePatches) {
    public static GeneratedFigures of(List<Replayed> replays) {
        List<GeneratedChange> changes =
                replays.stream().flatMap(one -> one.generated().stream()).toList();
        return new GeneratedFigures(
                commits(changes).size(),
                changes.size(),
                count(changes, Answer.FineBecauseGenerated.class),
                count(changes, Answer.TooOld.class) + count(changes, Answer.InConflict.class),
                count(changes, Answer.NotPackaged.class),
                count(changes, Answer.Fine.class),
                commits(changes.stream().filter(GeneratedChange::edited).toList())
                        .size());
    }

    private static Set<String> commits(List<GeneratedChange> changes) {
        return changes.stream().map(one -> one.at().id()).collect(Collectors.toSet());
    }

    private static int count(List<GeneratedChange> changes, Class<? extends Answer> answer) {
        return (int) changes.stream()
                .filter(one -> answer.isInstance(one.checked().answer()))
                .count();
    }
}
