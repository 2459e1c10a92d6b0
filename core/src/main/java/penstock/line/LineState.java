package penstock.line;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that is known of a release line. Immutable; {@link LineStep} makes the next one. */
public final class LineState {
    private final String name;
    private final Settings settings;
    final PersistentMap<String, PackageState> packages;
    final PersistentMap<String, ComponentState> components;
    final Links links;
    final Board board;
    final Past past;

    LineState(
            String name,
            Settings settings,
            PersistentMap<String, PackageState> packages,
            PersistentMap<String, ComponentState> components,
            Links links,
            Board board,
            Past past) {
        this.name = name;
        this.settings = settings;
        this.packages = packages;
        this.components = components;
        this.links = links;
        this.board = board;
        this.past = past;
    }

    /** A line that nothing is known of. */
    public static LineState empty(String name, Settings settings) {
        return new LineState(
                name, settings, PersistentMap.empty(), PersistentMap.empty(), Links.NONE, Board.EMPTY, Past.NONE);
    }

    /**
     * A line as it was stored. What follows from the packages is worked out again.
     *
     * @param packages in any order
     * @param components with {@code newest}, {@code published} and {@code labels} as they were; their entries and counts are
     *     worked out from the packages
     * @param waits the excuses by project
     * @param paused by project, under an empty name the whole line
     */
    public static LineState restore(
            String name,
            Settings settings,
            List<PackageState> packages,
            List<ComponentState> components,
            Map<String, Excuse> waits,
            Map<String, Pause> paused,
            Past past) {
        return new Restore(empty(name, settings), paused, past.gone().has(Stops.LINE))
                .line(packages, components, waits, past);
    }

    public String name() {
        return name;
    }

    public Settings settings() {
        return settings;
    }

    public Optional<PackageState> find(String project) {
        return packages.get(project);
    }

    /** Every package, by project name. */
    public List<PackageState> packages() {
        return packages.values();
    }

    public List<ComponentState> components() {
        return components.values();
    }

    public Optional<Excuse> excuse(String project) {
        return board.waits().get(project);
    }

    /** Whether a package is paused, by itself or with its line. */
    public Optional<Pause> pause(String project) {
        return board.stops().pause(project);
    }

    /** Whether the whole line is paused. */
    public Optional<Pause> pause() {
        return board.stops().paused().get(Stops.LINE);
    }

    /** Whether the distribution names a package no more that it once named. */
    public Optional<Gone> gone(String project) {
        return past.gone().get(project);
    }

    /** The packages that are gone and were not removed. */
    public List<String> gonePackages() {
        return past.gone().keys().stream()
                .filter(key -> !key.equals(Stops.LINE))
                .filter(key -> !past.gone().get(key).orElseThrow().removed())
                .toList();
    }

    /** Whether the whole line is not followed any more. */
    public Optional<Gone> gone() {
        return past.gone().get(Stops.LINE);
    }

    /** The number of the present version of what snapshots list; it goes up with each build that ends. */
    public long sequence() {
        return past.sequence();
    }

    /** How many builds run now. */
    public int building() {
        return board.building();
    }

    /** Whether nothing waits, is read, built, published or pointed to. */
    public boolean atRest() {
        return board.open() == 0;
    }

    /** When the next wait ends, for {@link LineEvent.TimePassed}; empty when there is none. */
    public Optional<Instant> nextWake() {
        return board.due().first().map(Board.Due::at);
    }

    /** The projects whose builds this one's need, as far as their specs are known. */
    public List<String> needs(String project) {
        return List.copyOf(links.needs(project));
    }
}
