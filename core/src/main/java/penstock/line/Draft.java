package penstock.line;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import penstock.repo.SnapshotEntry;

/**
 * The next state while a step works on it. Every write goes through here, so that counts, indexes and the list of changed rows
 * can't get out of step with the packages. Used by one step and thrown away.
 */
final class Draft {
    final String line;
    final Settings settings;
    final Instant now;
    private final Stamp stamp;
    PersistentMap<String, PackageState> packages;
    PersistentMap<String, ComponentState> components;
    Links links;
    PersistentMap<String, Excuse> waits;
    PersistentMap<Board.Turn, Board.Start> ready;
    PersistentMap<Board.Due, Boolean> due;
    PersistentMap<String, Board.First> first;
    int building;
    Stops stops;
    private int open;
    Past past;
    private int ids;

    /** The projects whose state changed, so that they and those that need them must be looked at again. */
    final Set<String> touched = new TreeSet<>();

    final List<Order> orders = new ArrayList<>();
    private final Map<String, Change> changes = new LinkedHashMap<>();

    Draft(LineState state, Stamp stamp) {
        this.line = state.name();
        this.settings = state.settings();
        this.now = stamp.at();
        this.stamp = stamp;
        this.packages = state.packages;
        this.components = state.components;
        this.links = state.links;
        this.waits = state.board.waits();
        this.ready = state.board.ready();
        this.due = state.board.due();
        this.first = state.board.first();
        this.building = state.board.building();
        this.stops = state.board.stops();
        this.open = state.board.open();
        this.past = state.past;
    }

    Stepped done() {
        Board board = new Board(waits, ready, due, first, building, stops, open);
        LineState next = new LineState(line, settings, packages, components, links, board, past);
        return new Stepped(next, orders, List.copyOf(changes.values()));
    }

    String newId() {
        ids++;
        return stamp.next(ids);
    }

    /** Records a changed row; a later record of the same row replaces it. */
    void changed(String row, Change change) {
        changes.remove(row);
        changes.put(row, change);
    }

    /** Begins a new version of what snapshots list; what was ordered before keeps the version before. */
    void count() {
        past = past.at(past.sequence() + 1);
    }

    void put(PackageState given) {
        PackageState state = stops.ordered(given);
        String project = state.pkg().project();
        Optional<PackageState> before = packages.get(project);
        if (before.filter(state::equals).isPresent()) {
            return;
        }
        before.ifPresent(this::uncount);
        packages = packages.with(project, state);
        count(state);
        if (!before.flatMap(PackageState::spec).equals(state.spec())) {
            relink(before, state);
        }
        links = links.lacking(project, before.map(PackageState::lacks).orElse(List.of()), state.lacks());
        touched.add(project);
        changed("package " + project, new Change.PackageChanged(state));
    }

    /** Notes that something is gone, or is there again. */
    void gone(String key, Optional<Gone> gone) {
        if (!past.gone().get(key).equals(gone)) {
            past = past.gone(key, gone);
            changed("gone " + key, new Change.GoneChanged(key, gone));
        }
    }

    void remove(PackageState state) {
        String project = state.pkg().project();
        uncount(state);
        touched.addAll(dependents(state));
        links = links.without(project).lacking(project, state.lacks(), List.of());
        packages = packages.without(project);
        first = first.without(project);
        excuse(project, Optional.empty());
        changed("package " + project, new Change.PackageGone(project));
    }

    /** Other stops for these packages, which are to be looked at again: in this step at why they wait, in the next at the rest. */
    void stop(List<PackageState> affected, Stops next) {
        boolean knewAll = first.isEmpty();
        affected.forEach(this::uncount);
        stops = next;
        for (PackageState state : affected) {
            String project = state.pkg().project();
            count(state);
            put(state);
            touched.add(project);
            if (stops.rests(project)) {
                first = first.without(project);
            }
            wake(now, Board.Due.Kind.PACKAGE, project);
        }
        if (!knewAll && first.isEmpty()) {
            waits.keys().forEach(project -> wake(now, Board.Due.Kind.PACKAGE, project));
        }
    }

    private void count(PackageState state) {
        building += state.building() ? 1 : 0;
        open += stops.open(state) ? 1 : 0;
    }

    private void uncount(PackageState state) {
        building -= state.building() ? 1 : 0;
        open -= stops.open(state) ? 1 : 0;
        turn(state).ifPresent(turn -> ready = ready.without(turn));
    }

    private void relink(Optional<PackageState> before, PackageState state) {
        String project = state.pkg().project();
        if (before.flatMap(PackageState::spec).isPresent()) {
            touched.addAll(links.neededBy(project));
            links = links.without(project);
        }
        state.spec().ifPresent(spec -> links = links.with(project, spec.facts()));
    }

    /** The key under which a waiting package stands among the ready ones. */
    static Optional<Board.Turn> turn(PackageState state) {
        return state.head()
                .flatMap(task -> task.phase() instanceof Task.Waiting(Instant since)
                        ? Optional.of(
                                new Board.Turn(since, state.index(), state.pkg().project()))
                        : Optional.empty());
    }

    /** The projects that need this one, whether or not anything of them waits. */
    Set<String> dependents(PackageState state) {
        return links.neededBy(state.pkg().project());
    }

    /** The projects that this one needs. */
    Set<String> needs(PackageState state) {
        return links.needs(state.pkg().project());
    }

    /** Those of {@link #needs} that it needs to be built. */
    Set<String> buildNeeds(PackageState state) {
        return links.buildNeeds(state.pkg().project());
    }

    ComponentState component(String name) {
        return components.get(name).orElse(ComponentState.empty(name));
    }

    void put(ComponentState component) {
        components = components.with(component.component(), component);
    }

    void put(ComponentState component, String name, ComponentState.Label label) {
        ComponentState.Label before = component.labels().get(name).orElse(ComponentState.Label.NEW);
        open += (label.moving().isPresent() ? 1 : 0) - (before.moving().isPresent() ? 1 : 0);
        put(component.with(name, label));
        changed(
                "label " + component.component() + " " + name,
                new Change.LabelChanged(component.component(), name, label, Optional.empty()));
    }

    /** Notes what a label that moved in this step shows of all components together. */
    void shows(String component, String name, Optional<String> aggregate) {
        changes.computeIfPresent(
                "label " + component + " " + name,
                (_, change) ->
                        change instanceof Change.LabelChanged(String _, String _, ComponentState.Label state, var _)
                                ? new Change.LabelChanged(component, name, state, aggregate)
                                : change);
    }

    /** Sets what a package shows in its component's snapshots, and counts whether it fails. */
    PackageState list(PackageState state, SnapshotEntry entry) {
        PackageState next = state.with(entry);
        ComponentState component = component(state.pkg().component());
        int more = (next.passing() ? 0 : 1) - (state.passing() ? 0 : 1);
        put(component.failing(more).with(component.entries().with(state.index(), entry)));
        entryChanged(state.pkg().component(), state.pkg().project(), Optional.of(entry));
        return next;
    }

    void entryChanged(String component, String project, Optional<SnapshotEntry> entry) {
        changed(
                "entry " + component + " " + project,
                new Change.EntryChanged(component, project, past.sequence(), entry));
    }

    /**
     * Whether a wait is over. One that would take longer than any wait does was begun before the clock was set back; it is over too, or
     * it would last until the old time comes again.
     */
    boolean over(Instant wait) {
        return !wait.isAfter(now) || wait.isAfter(now.plus(settings.longestWait()));
    }

    void wake(Instant at, Board.Due.Kind kind, String name) {
        due = due.with(new Board.Due(at, kind, name), true);
    }

    /** Notes why a package waits; an excuse that says the same as before keeps its time. */
    void excuse(String project, Optional<Excuse> excuse) {
        Optional<Excuse> before = waits.get(project);
        Optional<Excuse> next = excuse.map(wait -> before.filter(old -> old.reason() == wait.reason())
                .map(old -> new Excuse(wait.reason(), wait.what(), wait.waitsFor(), old.since(), wait.help()))
                .orElse(wait));
        if (Objects.equals(before, next)) {
            return;
        }
        waits = next.isPresent() ? waits.with(project, next.orElseThrow()) : waits.without(project);
        changed("wait " + project, new Change.WaitChanged(project, next));
    }
}
