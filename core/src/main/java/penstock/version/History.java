package penstock.version;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import penstock.change.LoggedCommit;

/** Reachability within a list of logged commits; parents outside the list are taken for its end. */
final class History {
    private final Map<String, LoggedCommit> byId;

    History(List<LoggedCommit> log) {
        byId = HashMap.newHashMap(log.size());
        log.forEach(logged -> byId.put(logged.commit().id(), logged));
    }

    /** The ids of the listed commits that are reachable from a listed one, itself included. */
    Set<String> reachable(LoggedCommit from) {
        Set<String> seen = new HashSet<>();
        ArrayDeque<LoggedCommit> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            LoggedCommit next = open.poll();
            if (seen.add(next.commit().id())) {
                next.parents().stream().map(byId::get).filter(Objects::nonNull).forEach(open::add);
            }
        }
        return seen;
    }
}
