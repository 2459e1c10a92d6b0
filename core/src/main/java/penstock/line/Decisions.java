package penstock.line;

import java.util.List;
import java.util.Optional;

/**
 * What operators decide about following. A step on it says why packages wait from now on, and gives no order: what may be done
 * follows with the next event, which is due at once. So it can be taken while nothing runs the line.
 */
final class Decisions {
    private Decisions() {}

    static void take(Draft draft, LineEvent.Decided decided) {
        switch (decided) {
            case LineEvent.Paused(List<String> projects, String by, String reason) ->
                paused(draft, projects, Optional.of(new Pause(draft.now, by, reason)));
            case LineEvent.Resumed(List<String> projects) -> paused(draft, projects, Optional.empty());
            case LineEvent.Unfollowed() -> unfollowed(draft);
            case LineEvent.Removed(List<String> projects) when projects.isEmpty() -> lineRemoved(draft);
            case LineEvent.Removed(List<String> projects) -> projects.forEach(project -> removed(draft, project));
        }
        new Schedule(draft).explain();
    }

    private static void unfollowed(Draft draft) {
        if (!draft.past.gone().has(Stops.LINE)) {
            draft.gone(Stops.LINE, Optional.of(new Gone(draft.now, false)));
            draft.stop(draft.packages.values(), draft.stops.left(true));
        }
    }

    private static void removed(Draft draft, String key) {
        draft.past.gone().get(key).ifPresent(gone -> {
            draft.gone(key, Optional.of(new Gone(gone.since(), true)));
            if (draft.stops.paused().has(key)) {
                draft.stops = draft.stops.paused(key, Optional.empty());
                draft.changed("pause " + key, new Change.PauseChanged(key, Optional.empty()));
            }
        });
    }

    private static void lineRemoved(Draft draft) {
        if (!draft.past.gone().has(Stops.LINE)) {
            return;
        }
        if (draft.packages.values().stream().anyMatch(state -> state.entry().isPresent())) {
            draft.count();
        }
        draft.packages.values().forEach(state -> LineStep.gone(draft, state));
        LineStep.recount(draft);
        draft.components.values().forEach(component -> Labels.rest(draft, component));
        draft.past.gone().keys().forEach(key -> removed(draft, key));
        draft.changed("line", new Change.LineRemoved());
    }

    private static void paused(Draft draft, List<String> projects, Optional<Pause> pause) {
        List<PackageState> affected = projects.isEmpty()
                ? draft.packages.values()
                : projects.stream()
                        .flatMap(project -> draft.packages.get(project).stream())
                        .toList();
        Stops next = draft.stops;
        for (String key : projects.isEmpty() ? List.of(Stops.LINE) : projects) {
            boolean known = key.equals(Stops.LINE) || draft.packages.has(key);
            if (known && next.paused().get(key).isPresent() != pause.isPresent()) {
                next = next.paused(key, pause);
                draft.changed("pause " + key, new Change.PauseChanged(key, pause));
            }
        }
        draft.stop(affected, next);
    }
}
