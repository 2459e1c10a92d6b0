package penstock.line;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import penstock.repo.SnapshotEntry;

/** Puts a stored line together again. */
final class Restore {
    private final LineState empty;
    private final Stops stops;

    /**
     * @param paused by project, see {@link Stops}
     * @param left whether the line is not followed any more
     */
    Restore(LineState empty, Map<String, Pause> paused, boolean left) {
        this.empty = empty;
        Stops all = Stops.NONE.left(left);
        for (Map.Entry<String, Pause> one : paused.entrySet()) {
            all = all.paused(one.getKey(), Optional.of(one.getValue()));
        }
        this.stops = all;
    }

    LineState line(List<PackageState> packages, List<ComponentState> components, Map<String, Excuse> waits, Past past) {
        PersistentMap<String, PackageState> byProject = PersistentMap.empty();
        Map<String, ComponentState> byComponent = new TreeMap<>();
        components.forEach(stored -> byComponent.put(
                stored.component(),
                new ComponentState(
                        stored.component(),
                        0,
                        PersistentMap.empty(),
                        stored.newest(),
                        stored.published(),
                        stored.labels())));
        Links links = Links.NONE;
        for (PackageState state : packages) {
            String project = state.pkg().project();
            byProject = byProject.with(project, state);
            links = state.spec().isPresent()
                    ? links.with(project, state.spec().orElseThrow().facts())
                    : links;
            links = links.lacking(project, List.of(), state.lacks());
            byComponent.merge(state.pkg().component(), listed(state), Restore::join);
        }
        PersistentMap<String, ComponentState> sorted = PersistentMap.empty();
        for (ComponentState component : byComponent.values()) {
            sorted = sorted.with(component.component(), component);
        }
        return new LineState(
                empty.name(), empty.settings(), byProject, sorted, links, board(packages, byComponent, waits), past);
    }

    private static ComponentState listed(PackageState state) {
        PersistentMap<Integer, SnapshotEntry> entries = PersistentMap.empty();
        if (state.entry().isPresent()) {
            entries = entries.with(state.index(), state.entry().orElseThrow());
        }
        return ComponentState.empty(state.pkg().component())
                .failing(state.passing() ? 0 : 1)
                .with(entries);
    }

    private static ComponentState join(ComponentState all, ComponentState one) {
        PersistentMap<Integer, SnapshotEntry> entries = all.entries();
        for (Integer index : one.entries().keys()) {
            entries = entries.with(index, one.entries().get(index).orElseThrow());
        }
        return all.failing(one.failing()).with(entries);
    }

    /** Everything open is due at once, so that the first event after a restart looks at all of it. */
    private Board board(
            List<PackageState> packages, Map<String, ComponentState> components, Map<String, Excuse> waits) {
        PersistentMap<String, Excuse> excuses = PersistentMap.empty();
        for (Map.Entry<String, Excuse> wait : waits.entrySet()) {
            excuses = excuses.with(wait.getKey(), wait.getValue());
        }
        PersistentMap<Board.Due, Boolean> due = PersistentMap.empty();
        PersistentMap<String, Board.First> first = PersistentMap.empty();
        int building = 0;
        int open = 0;
        for (PackageState state : packages) {
            String project = state.pkg().project();
            building += state.building() ? 1 : 0;
            open += stops.open(state) ? 1 : 0;
            if (state.open()) {
                due = due.with(new Board.Due(Instant.EPOCH, Board.Due.Kind.PACKAGE, project), true);
            }
            if (state.reading().isPresent() && state.spec().isEmpty() && !stops.rests(project)) {
                first = first.with(project, Board.First.READ);
            }
        }
        for (ComponentState component : components.values()) {
            for (String label : component.labels().keys()) {
                if (component.labels().get(label).orElseThrow().moving().isPresent()) {
                    open++;
                    due = due.with(
                            new Board.Due(Instant.EPOCH, Board.Due.Kind.LABEL, component.component() + " " + label),
                            true);
                }
            }
        }
        return new Board(excuses, PersistentMap.empty(), due, first, building, stops, open);
    }
}
