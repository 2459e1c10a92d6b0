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
        }
        new Schedule(draft).explain();
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
