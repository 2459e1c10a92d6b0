package penstock.line;

import java.util.Optional;

/**
 * What keeps builds from beginning beside the order of packages.
 *
 * @param held why no build begins; empty when builds may. It is not stored: whoever runs the line tells it anew
 * @param paused by project; under {@link #LINE} the whole line
 * @param left whether the line is not followed any more
 */
record Stops(Optional<String> held, PersistentMap<String, Pause> paused, boolean left) {
    static final Stops NONE = new Stops(Optional.empty(), PersistentMap.empty(), false);
    static final String LINE = "";

    Stops held(Optional<String> why) {
        return new Stops(why, paused, left);
    }

    Stops paused(String key, Optional<Pause> pause) {
        return new Stops(held, pause.map(one -> paused.with(key, one)).orElseGet(() -> paused.without(key)), left);
    }

    Stops left(boolean now) {
        return new Stops(held, paused, now);
    }

    /** A package is paused by itself, or with its line. */
    Optional<Pause> pause(String project) {
        return paused.get(project).or(() -> paused.get(LINE));
    }

    /** Nobody looks at it, by the will of an operator or of the distribution. */
    boolean rests(String project) {
        return left || pause(project).isPresent();
    }

    /**
     * Whether what a package would do next waits for following to go on. What runs goes on; what a person asked for is done, unless the line is
     * not followed any more.
     */
    boolean stop(PackageState state) {
        return state.head()
                        .filter(task -> task.phase() instanceof Task.Waiting)
                        .filter(task -> left || task.kind() != Task.Kind.ASKED)
                        .isPresent()
                && rests(state.pkg().project());
    }

    /** Whether packages that need it wait for it; nobody waits for something that nobody will do. */
    boolean blocks(PackageState state) {
        return state.blocks() && !stop(state);
    }

    /** Whether it has anything to do. */
    boolean open(PackageState state) {
        boolean reading = state.reading().flatMap(PackageState.Reading::order).isPresent();
        return stop(state) ? reading : state.open();
    }

    /** With what a person asked for before everything else that waits, where that else is stopped. */
    PackageState ordered(PackageState state) {
        return pause(state.pkg().project()).isPresent() ? state.askedFirst() : state;
    }
}
