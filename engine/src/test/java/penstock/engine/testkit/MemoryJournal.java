package penstock.engine.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import penstock.build.BuildRequest;
import penstock.engine.line.Journal;
import penstock.line.Change;
import penstock.line.ComponentState;
import penstock.line.Excuse;
import penstock.line.Gone;
import penstock.line.LineEvent;
import penstock.line.LineState;
import penstock.line.Order;
import penstock.line.PackageState;
import penstock.line.Past;
import penstock.line.Pause;
import penstock.line.PersistentMap;
import penstock.line.Settings;
import penstock.repo.SnapshotEntry;

/**
 * A journal in memory that stores what a database would: each line's rows, from the changes alone, and its open orders. Opening
 * a line again from it is a restart.
 */
public final class MemoryJournal implements Journal {
    private final Map<String, Rows> lines = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    private static final class Rows {
        final Map<String, PackageState> packages = new LinkedHashMap<>();
        final Map<String, Pause> paused = new HashMap<>();
        final Map<String, Excuse> waits = new HashMap<>();
        final Map<String, SnapshotEntry> entries = new HashMap<>();
        final Map<String, Map<String, ComponentState.Label>> labels = new HashMap<>();
        final Map<String, Long> newest = new TreeMap<>();
        final Map<String, Long> published = new TreeMap<>();
        final Map<String, Order> open = new LinkedHashMap<>();
        Past past = Past.NONE;
    }

    @Override
    public synchronized Restored load(String line, Settings settings) {
        Rows rows = lines.getOrDefault(line, new Rows());
        List<PackageState> packages = new ArrayList<>();
        rows.packages.forEach((project, state) -> packages.add(new PackageState(
                state.pkg(),
                state.index(),
                state.taken(),
                state.spec(),
                state.reading(),
                state.tasks(),
                Optional.ofNullable(rows.entries.get(project)))));
        List<ComponentState> components = new ArrayList<>();
        rows.newest.forEach((component, newest) -> components.add(new ComponentState(
                component,
                0,
                PersistentMap.empty(),
                newest,
                rows.published.getOrDefault(component, 0L),
                persistent(rows.labels.getOrDefault(component, Map.of())))));
        LineState state = LineState.restore(line, settings, packages, components, rows.waits, rows.paused, rows.past);
        return new Restored(state, List.copyOf(rows.open.values()));
    }

    private static <V> PersistentMap<String, V> persistent(Map<String, V> map) {
        PersistentMap<String, V> made = PersistentMap.empty();
        for (Map.Entry<String, V> entry : map.entrySet()) {
            made = made.with(entry.getKey(), entry.getValue());
        }
        return made;
    }

    @Override
    public synchronized List<String> lines() {
        return lines.entrySet().stream()
                .filter(line -> !line.getValue().packages.isEmpty()
                        || line.getValue().past.gone().values().stream().anyMatch(gone -> !gone.removed()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    @Override
    public synchronized void write(String line, List<Entry> steps) {
        if (!ids.add(steps.getFirst().stamp().id())) {
            return;
        }
        Rows rows = lines.computeIfAbsent(line, _ -> new Rows());
        for (Entry step : steps) {
            entries.add(step);
            if (step.event() instanceof LineEvent.Done done) {
                rows.open.remove(done.order().id());
            }
            step.stepped().orders().forEach(order -> rows.open.put(order.id(), order));
            step.stepped().changes().forEach(change -> apply(rows, change));
        }
    }

    private static void apply(Rows rows, Change change) {
        switch (change) {
            case Change.PackageChanged(PackageState state) ->
                rows.packages.put(state.pkg().project(), state);
            case Change.PackageGone(String project) -> {
                rows.packages.remove(project);
                rows.entries.remove(project);
            }
            case Change.WaitChanged(String project, Optional<Excuse> excuse) ->
                excuse.ifPresentOrElse(wait -> rows.waits.put(project, wait), () -> rows.waits.remove(project));
            case Change.PauseChanged(String project, Optional<Pause> pause) ->
                pause.ifPresentOrElse(one -> rows.paused.put(project, one), () -> rows.paused.remove(project));
            case Change.GoneChanged(String project, Optional<Gone> gone) -> rows.past = rows.past.gone(project, gone);
            case Change.LineRemoved() -> rows.open.clear();
            case Change.BuildStarted _ -> {}
            case Change.BuildEnded ended -> ended(rows, ended);
            case Change.EntryChanged entry -> {
                rows.past = rows.past.at(entry.sequence());
                if (entry.entry().isPresent()) {
                    rows.entries.put(entry.project(), entry.entry().orElseThrow());
                }
            }
            case Change.SnapshotMade made ->
                rows.newest.merge(made.ref().component(), made.ref().sequence(), Math::max);
            case Change.SnapshotPublished published ->
                rows.published.merge(
                        published.ref().component(), published.ref().sequence(), Math::max);
            case Change.SnapshotFailed failed -> {
                rows.past = rows.past.at(failed.sequence());
                pair(rows, failed.request(), SnapshotEntry.FAILED, Optional.empty());
            }
            case Change.LabelChanged label ->
                rows.labels
                        .computeIfAbsent(label.component(), _ -> new HashMap<>())
                        .put(label.label(), label.state());
            case Change.Promoted _, Change.NotPromoted _ -> {}
        }
    }

    private static void ended(Rows rows, Change.BuildEnded ended) {
        rows.past = rows.past.at(ended.sequence());
        boolean succeeded = ended.outcome().verdict().succeeded();
        pair(rows, ended.request(), ended.status(), succeeded ? Optional.of(ended.extended()) : Optional.empty());
    }

    private static void pair(Rows rows, BuildRequest request, String status, Optional<String> more) {
        String project = request.pkg().project();
        List<String> extended = new ArrayList<>(
                rows.past.pair(project, request.source(), request.distgit()).extended());
        more.ifPresent(extended::add);
        rows.past = rows.past.with(project, request.source(), request.distgit(), new Past.Pair(status, extended));
    }

    /** Every step written so far, of all lines. */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The orders of a line that are not done. */
    public synchronized List<Order> open(String line) {
        return List.copyOf(lines.getOrDefault(line, new Rows()).open.values());
    }
}
