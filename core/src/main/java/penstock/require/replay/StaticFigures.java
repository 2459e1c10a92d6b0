package penstock.require.replay;

import java.util.List;

/**
 * The figures of specs that state their requirements, of one or several replays.
 *
 * @param lines of the truth
 * @param noticed how many of them we would have told of earlier
 * @param agreed in how many our patch gives the same line
 * @param removed how many of the lines were taken out
 * @param removedAgreed how many of those a hint of ours named
 * @param leadDays whole days of notice: the median of those that were noticed; 0 for none
 * @param offers how many lines our patches changed, and how many of them the packagers never came to state
 */
public record StaticFigures(
        int lines, int noticed, int agreed, int removed, int removedAgreed, long leadDays, Offers offers) {
    /** Lines of our patches. */
    public record Offers(int all, int notFollowed) {}

    public static StaticFigures of(List<Replayed> replays) {
        List<TruthLine> truth =
                replays.stream().flatMap(one -> one.truth().stream()).toList();
        List<OfferedLine> offered =
                replays.stream().flatMap(one -> one.offered().stream()).toList();
        List<Long> leads = truth.stream()
                .flatMap(line -> line.leadDays().stream())
                .sorted()
                .toList();
        List<TruthLine> removed = truth.stream().filter(TruthLine::isRemoved).toList();
        return new StaticFigures(
                truth.size(),
                leads.size(),
                count(truth),
                removed.size(),
                count(removed),
                leads.isEmpty() ? 0 : leads.get((leads.size() - 1) / 2),
                new Offers(offered.size(), (int)
                        offered.stream().filter(one -> !one.followed()).count()));
    }

    private static int count(List<TruthLine> lines) {
        return (int) lines.stream().filter(TruthLine::agrees).count();
    }
}
