package penstock.require.replay;

import java.util.List;
import java.util.Set;
import penstock.change.Commit;
import penstock.require.Declarations;
import penstock.require.Difference;
import penstock.require.RequirementChange;
import penstock.require.Use;

/**
 * What upstream required from one commit of its branch on.
 *
 * @param declared without limits for others and without files that are no part of the package: nothing there is required
 */
public record UpstreamState(Commit commit, Declarations declared) {
    private static final Set<Use.Kind> NOT_REQUIRED = Set.of(Use.Kind.CONSTRAINT, Use.Kind.LISTED);

    /** Of all that a tree declares. */
    public static UpstreamState of(Commit commit, Declarations all) {
        return new UpstreamState(
                commit,
                new Declarations(
                        all.all().stream()
                                .filter(one -> !NOT_REQUIRED.contains(one.use().kind()))
                                .toList(),
                        all.problems()));
    }

    /** Whether nothing that is required differs. */
    public boolean isSame(UpstreamState other) {
        return since(other).isEmpty();
    }

    List<RequirementChange> since(UpstreamState before) {
        return Difference.between(before.declared, declared);
    }
}
