package penstock.require.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import penstock.require.RequirementChange;
import penstock.require.answer.Check;
import penstock.require.spec.Statement.Tag;

/**
 * Plays the checks beside a package's history and compares what they say with what its packagers did.
 *
 * <p>The truth: of each packaging commit that added, removed or changed lines about upstream's requirements, those lines for which upstream
 * had changed the same requirement, in whatever way, since the packaging commit before that did so. A line is its {@link LineKey} and its
 * bounds. Three things are the packaging's own and no answer to upstream: lines of a package that the commit makes or makes no more (of build
 * requirements: for a Python of which it makes no package before or after); build requirements when the commit turns the tests of
 * {@code %check} on or off; and all lines of the commit from which on they are generated. Nor is it a change when a build requirement goes
 * to another place of the spec, or a line for one Python is spelled for either ({@code python%{pyver}-}).
 *
 * <p>Ours: at each of upstream's commits in between, a patch for what it changed and nothing else, put on the spec with the patches before
 * it. The packagers' commit starts it anew from their spec.
 */
public final class Replay {
    private final List<UpstreamState> upstream;
    private final List<SpecState> specs;
    private final Function<Instant, Check> checks;
    private final Subjects subjects;
    private final List<TruthLine> truth = new ArrayList<>();
    private final Map<List<Object>, OfferedLine> offered = new LinkedHashMap<>();

    private Replay(List<UpstreamState> upstream, List<SpecState> specs, Function<Instant, Check> checks) {
        this.upstream = upstream;
        this.specs = specs;
        this.checks = checks;
        this.subjects =
                Subjects.of(upstream, checks.apply(specs.getFirst().commit().committed()));
    }

    /**
     * @param upstream oldest first
     * @param specs oldest first
     * @param checks for what was built then
     * @param provided the same, but it may know what was provided; asked only where the spec is generated
     */
    public static Replayed of(
            List<UpstreamState> upstream,
            List<SpecState> specs,
            Function<Instant, Check> checks,
            Function<Instant, Check> provided) {
        if (upstream.isEmpty() || specs.isEmpty()) {
            return new Replayed(List.of(), List.of(), List.of());
        }
        Replay replay = new Replay(upstream, specs, checks);
        replay.stated();
        return new Replayed(
                replay.truth,
                List.copyOf(replay.offered.values()),
                new GeneratedReplay(upstream, specs, provided).all());
    }

    private void stated() {
        int since = at(specs.getFirst().commit().committed());
        for (int i = 1; i < specs.size() && !specs.get(i - 1).isGenerated(); i++) {
            SortedSet<LineKey> changed = changed(i);
            if (!changed.isEmpty()) {
                int now = at(specs.get(i).commit().committed());
                interval(i, changed, since, now);
                since = now;
            }
        }
        tail(since);
    }

    /** What the last patches offered that no commit of the packagers' followed. */
    private void tail(int since) {
        int last = lastStated();
        if (last >= 0) {
            int now = last + 1 < specs.size() ? at(specs.get(last + 1).commit().committed()) : upstream.size() - 1;
            offer(last, cumulated(last, since, now));
        }
    }

    private int lastStated() {
        int last = -1;
        while (last + 1 < specs.size() && !specs.get(last + 1).isGenerated()) {
            last++;
        }
        return last;
    }

    /** The lines that a packaging commit added, removed or changed, in what was done before and is still. */
    private SortedSet<LineKey> changed(int i) {
        if (specs.get(i).isGenerated()) {
            return new TreeSet<>();
        }
        StatedLines before = lines(i - 1);
        StatedLines after = lines(i);
        SortedSet<LineKey> changed = before.differing(after);
        changed.removeIf(key -> !StatedLines.inBoth(key, before, after) || after.isSpelledForEither(key, before));
        Set<LineKey> moves = new HashSet<>();
        changed.stream().filter(key -> isMove(key, changed, before, after)).forEach(moves::add);
        changed.removeAll(moves);
        return changed;
    }

    /** Whether a build requirement went from one place of the spec to another: to rpm it is the same. */
    private static boolean isMove(LineKey key, SortedSet<LineKey> changed, StatedLines before, StatedLines after) {
        return key.tag() == Tag.BUILD_REQUIRES
                && changed.stream()
                        .anyMatch(other -> other.tag() == key.tag()
                                && other.requirement().equals(key.requirement())
                                && !other.equals(key)
                                && before.bounds(other).equals(after.bounds(key))
                                && after.bounds(other).equals(before.bounds(key)));
    }

    private StatedLines lines(int i) {
        return StatedLines.of(specs.get(i).spec(), subjects);
    }

    private void interval(int i, SortedSet<LineKey> changed, int since, int now) {
        Set<String> causes = new HashSet<>();
        for (int u = since + 1; u <= now; u++) {
            changes(u).forEach(change -> causes.add(change.name()));
        }
        Cumulated cumulated = cumulated(i - 1, since, now);
        StatedLines before = lines(i - 1);
        StatedLines after = lines(i);
        StatedLines ours = StatedLines.of(cumulated.spec(), subjects);
        for (LineKey key : changed) {
            if (causes.contains(key.requirement())) {
                truth.add(new TruthLine(
                        specs.get(i).commit(),
                        key,
                        before.bounds(key),
                        after.bounds(key),
                        ours.bounds(key),
                        cumulated.isUnneeded(key),
                        cumulated.noticed(key.requirement())));
            }
        }
        offer(i - 1, cumulated);
    }

    private Cumulated cumulated(int spec, int since, int now) {
        Cumulated cumulated = new Cumulated(specs.get(spec).spec(), subjects);
        for (int u = since + 1; u <= now; u++) {
            UpstreamState state = upstream.get(u);
            cumulated.step(state, changes(u), checks.apply(state.commit().committed()));
        }
        return cumulated;
    }

    private void offer(int spec, Cumulated cumulated) {
        StatedLines before = lines(spec);
        StatedLines ours = StatedLines.of(cumulated.spec(), subjects);
        for (LineKey key : before.differing(ours)) {
            SortedSet<String> bounds = ours.bounds(key);
            offered.putIfAbsent(List.of(key, bounds), new OfferedLine(key, bounds, followed(spec + 1, key, bounds)));
        }
    }

    private boolean followed(int from, LineKey key, SortedSet<String> ours) {
        for (int i = from; i <= lastStated(); i++) {
            SortedSet<String> theirs = lines(i).bounds(key);
            if (!theirs.isEmpty() && ours.stream().allMatch(bound -> Bound.reached(theirs, bound))) {
                return true;
            }
        }
        return false;
    }

    /** Of what upstream required then, its index; before all is the first. */
    private int at(Instant time) {
        return at(upstream, time);
    }

    static int at(List<UpstreamState> upstream, Instant time) {
        int at = 0;
        for (int u = 0; u < upstream.size(); u++) {
            at = upstream.get(u).commit().committed().isAfter(time) ? at : u;
        }
        return at;
    }

    private List<RequirementChange> changes(int u) {
        return upstream.get(u).since(upstream.get(u - 1));
    }
}
