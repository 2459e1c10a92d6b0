package penstock.engine.digest;

import java.util.List;
import java.util.SequencedMap;
import penstock.digest.Breakage;
import penstock.digest.WeeklyDigest;
import penstock.engine.port.OutsideFailure;
import penstock.line.Excuse;
import penstock.week.Week;

/** What happened in a week, as far as nobody else reads it. Costs the line's packages and the builds of those that failed. */
public interface WeekFacts {
    /** How many builds of a line ended in a week. */
    WeeklyDigest.Builds builds(String line, Week week) throws OutsideFailure;

    /**
     * Of each package of the line that failed in the week or had not been mended before it: the first failure that was not mended when the week
     * began, and all ends in the week, in their order.
     */
    List<Breakage.End> ends(String line, Week week) throws OutsideFailure;

    /** Packages that don't move on now, by project, the longest waiting first. */
    SequencedMap<String, Excuse> waiting(String line, int limit) throws OutsideFailure;

    /** How the label moved that moves by itself. */
    WeeklyDigest.Consistent consistent(String line, Week week) throws OutsideFailure;
}
