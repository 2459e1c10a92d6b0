package penstock.engine.query;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import penstock.build.Step;
import penstock.build.Verdict;
import penstock.engine.build.BuildLogs;
import penstock.engine.port.OutsideFailure;

/** Parts of builds' logs, for pages: a log may be larger than memory is, so nobody is given all of it at once. */
public interface LogExcerpts {
    /** What there is of a log by now; empty when there is none under this id. */
    Optional<Outline> outline(String build) throws OutsideFailure;

    /** Lines from the given one (counted from 1) on, as {@link penstock.text.VisibleText} shows them, long ones cut. */
    List<Verdict.LogLine> lines(String build, int first, int count) throws OutsideFailure;

    /** A reader that begins after a line; at the first line for 0. */
    Optional<BuildLogs.Following> follow(String build, int after) throws OutsideFailure;

    /** The bytes of a log, as far as they are written; whoever gets the stream closes it. */
    Optional<InputStream> bytes(String build) throws OutsideFailure;

    /**
     * @param bytes how long it is
     * @param lines how many it has
     * @param growing whether more may come
     * @param steps where each step begins, in their order
     */
    record Outline(long bytes, int lines, boolean growing, List<Section> steps) {
        public Outline {
            steps = List.copyOf(steps);
        }
    }

    /** @param line its first, counted from 1 */
    record Section(Step step, int line) {}
}
