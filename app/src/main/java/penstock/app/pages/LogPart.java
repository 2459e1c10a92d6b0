package penstock.app.pages;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import penstock.build.Verdict;
import penstock.build.log.StepMarker;
import penstock.engine.query.LogExcerpts;

/**
 * The part of a log that a page shows.
 *
 * @param failing of its lines those that show the cause, few if any
 */
public record LogPart(LogExcerpts.Outline outline, List<Verdict.LogLine> lines, List<Verdict.LogLine> failing) {
    static final int LINES = 200;
    private static final LogExcerpts.Outline UNKNOWN = new LogExcerpts.Outline(0, 0, true, List.of());

    /** Lines that have just come. */
    static LogPart growing(List<Verdict.LogLine> lines) {
        return new LogPart(UNKNOWN, lines, List.of());
    }

    static LogPart of(LogExcerpts.Outline outline, List<Verdict.LogLine> lines, Optional<Verdict> verdict) {
        Set<Integer> numbers = new HashSet<>();
        verdict.filter(known -> !known.succeeded())
                .ifPresent(known -> known.evidence().forEach(line -> numbers.add(line.number())));
        List<Verdict.LogLine> failing = numbers.isEmpty()
                ? List.of()
                : lines.stream().filter(line -> numbers.contains(line.number())).toList();
        return new LogPart(outline, lines, failing);
    }

    /** Where to begin when nobody says: with the first line that shows the cause in sight, else with the last lines. */
    static int from(LogExcerpts.Outline outline, Optional<Verdict> verdict) {
        int last = Math.max(1, outline.lines() - LINES + 1);
        return verdict.filter(known -> !known.succeeded())
                .flatMap(known -> known.evidence().stream().findFirst())
                .map(line -> Math.max(1, Math.min(last, line.number() - LINES / 4)))
                .orElse(last);
    }

    public boolean isFailing(Verdict.LogLine line) {
        for (Verdict.LogLine one : failing) {
            if (one.number() == line.number()) {
                return true;
            }
        }
        return false;
    }

    public static boolean isStep(Verdict.LogLine line) {
        return line.text().startsWith(StepMarker.PREFIX);
    }

    public int first() {
        return lines.isEmpty() ? 1 : lines.getFirst().number();
    }

    public int last() {
        return lines.isEmpty() ? 0 : lines.getLast().number();
    }

    public int earlier() {
        return Math.max(1, first() - LINES);
    }

    public boolean hasEarlier() {
        return first() > 1;
    }

    public boolean hasLater() {
        return last() < outline.lines();
    }

    /** The first of the last lines. */
    public int end() {
        return Math.max(1, outline.lines() - LINES + 1);
    }
}
