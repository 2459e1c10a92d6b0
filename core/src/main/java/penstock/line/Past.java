package penstock.line;

import java.util.List;
import java.util.Optional;
import penstock.change.Commit;

/**
 * What was built so far, of packages that the line has dropped since too: a pair of commits that comes back must not get the
 * directory that it had before.
 *
 * @param pairs by project, then by {@link Task#pair}
 * @param sequence the number of the present version of what snapshots list; goes up with each build that ends
 * @param gone what the distribution names no more, by project; under an empty name the whole line
 */
public record Past(
        PersistentMap<String, PersistentMap<String, Pair>> pairs, long sequence, PersistentMap<String, Gone> gone) {
    public static final Past NONE = new Past(PersistentMap.empty(), 0, PersistentMap.empty());

    /**
     * What came of one pair of commits.
     *
     * @param status of its last build, in DLRN's words
     * @param extended the extended hashes of its successes, the first of which is empty
     */
    public record Pair(String status, List<String> extended) {
        public Pair {
            extended = List.copyOf(extended);
        }
    }

    /** What came of a pair; an empty status when it was never built. */
    public Pair pair(String project, Commit source, Commit distgit) {
        return pairs.get(project)
                .flatMap(known -> known.get(Task.pair(source.id(), distgit.id())))
                .orElse(new Pair("", List.of()));
    }

    public Past with(String project, Commit source, Commit distgit, Pair result) {
        PersistentMap<String, Pair> known = pairs.get(project).orElse(PersistentMap.empty());
        return new Past(pairs.with(project, known.with(Task.pair(source.id(), distgit.id()), result)), sequence, gone);
    }

    public Past at(long newSequence) {
        return new Past(pairs, newSequence, gone);
    }

    public Past gone(String project, Optional<Gone> now) {
        return new Past(
                pairs, sequence, now.map(one -> gone.with(project, one)).orElseGet(() -> gone.without(project)));
    }
}
