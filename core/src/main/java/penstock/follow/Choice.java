package penstock.follow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import penstock.change.Commit;

/**
 * Which upstream commits are taken up (B3). Drawn with the newest commit on the right:
 * <pre>
 *    a---b---c---d---e   the branch's first-parent line
 *         \     /
 *          x---y         came in by a merge: part of d, never built alone
 * </pre>
 * <ul>
 *   <li>nothing taken up yet: {@code e} alone;
 *   <li>{@code b} was taken up last: {@code c, d, e}, every commit of the line that {@code b} did not contain. DLRN takes those of the
 *       line that are younger than {@code b}; the choice here has all of them, and those that their author dated back;
 *   <li>the last one is not reachable from {@code e} any more: history was rewritten, {@code e} alone, and a note says so;
 *   <li>only the packaging moved: {@code e} is built again.
 * </ul>
 */
public final class Choice {
    private Choice() {}

    /** What must be known of the history before commits can be chosen. */
    public enum Question {
        /** Nothing is new. */
        NOTHING,
        /** The heads' commits are enough. */
        HEADS,
        /** The first-parent line since the last one taken up is needed. */
        LINE
    }

    /** What to ask for: the cheapest answer that is enough. */
    public static Question question(Position position, String source, String distgit, boolean fixed) {
        boolean sameSource = position.source().equals(Optional.of(source));
        if (sameSource && position.distgit().equals(Optional.of(distgit))) {
            return Question.NOTHING;
        }
        return sameSource || fixed || position.source().isEmpty() ? Question.HEADS : Question.LINE;
    }

    /** A packaging commit or an upstream head alone. */
    public static Finding.Moved head(Position position, Commit source, Commit distgit, List<String> notes) {
        List<String> all = new ArrayList<>(notes);
        position.source()
                .filter(old -> !old.equals(source.id()))
                .ifPresent(old -> all.add("the pin changed from " + old + " to " + source.id()));
        return new Finding.Moved(position.project(), List.of(source), distgit, all);
    }

    /**
     * @param line the first-parent line of the new head, only commits not reachable from the last one taken up, oldest first; at most the
     *     newest {@code limit + 1} of them
     * @param reachable whether the last one taken up is reachable from the head
     * @param limit how many are taken up at once
     */
    public static Finding.Moved line(
            Position position, Heads heads, List<Commit> line, boolean reachable, int limit, List<String> notes) {
        List<String> all = new ArrayList<>(notes);
        if (!reachable || line.isEmpty()) {
            all.add("history was rewritten: " + position.source().orElse("nothing")
                    + ", taken up last, is no longer part of the branch; only its head is taken up");
            return new Finding.Moved(position.project(), List.of(heads.source()), heads.distgit(), all);
        }
        List<Commit> taken = line.subList(Math.max(0, line.size() - limit), line.size());
        if (taken.size() < line.size()) {
            all.add("more than " + limit + " new commits: the older ones are left out");
        }
        return new Finding.Moved(position.project(), taken, heads.distgit(), all);
    }

    /** Where the two followed branches are now. */
    public record Heads(Commit source, Commit distgit) {}
}
