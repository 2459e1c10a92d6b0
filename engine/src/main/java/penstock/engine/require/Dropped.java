package penstock.engine.require;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import penstock.change.Commit;
import penstock.engine.port.OutsideFailure;
import penstock.require.Declared;
import penstock.require.Difference;
import penstock.require.RequirementChange;
import penstock.require.RequirementChange.Kind;

/**
 * What upstream dropped: what its branch asked for when the packaging was last changed, or a year before a commit, and that commit asks for no
 * more, or for something else only. An unrelated change of the packaging does not make it forgotten, and a year does.
 */
final class Dropped {
    private static final Duration AGO = Duration.ofDays(365);

    private Dropped() {}

    /** @param declarations reads commits of this history */
    static List<Declared> at(SourceHistory history, CommitDeclarations declarations, Commit source, Commit distgit)
            throws OutsideFailure {
        List<Declared> dropped = new ArrayList<>();
        Set<String> trees = new TreeSet<>(Set.of(source.tree()));
        for (Instant time : List.of(distgit.committed(), source.committed().minus(AGO))) {
            Commit then = history.asOf(source.id(), time);
            if (trees.add(then.tree())) {
                for (RequirementChange change : Difference.between(
                        declarations.of(then.id()).declarations(),
                        declarations.of(source.id()).declarations())) {
                    change.before()
                            .filter(_ -> change.is(Kind.REMOVED) || change.is(Kind.MOVED))
                            .ifPresent(dropped::add);
                }
            }
        }
        return dropped;
    }
}
