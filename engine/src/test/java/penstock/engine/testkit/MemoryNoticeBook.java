package penstock.engine.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import penstock.engine.notify.NoticeBook;
import penstock.notice.BuildEnd;
import penstock.notice.OpenCauses;

/** Notices in memory; {@link #ended} is what a line's builds do. */
public final class MemoryNoticeBook implements NoticeBook {
    private final Map<String, List<BuildEnd>> ends = new HashMap<>();
    private final Map<String, Integer> positions = new HashMap<>();
    private final Map<String, OpenCauses> open = new HashMap<>();
    private final Map<String, Letter> letters = new LinkedHashMap<>();
    private final Map<String, String> problems = new HashMap<>();
    private final Set<String> over = new HashSet<>();

    public synchronized void ended(BuildEnd end) {
        ends.computeIfAbsent(end.request().line(), _ -> new ArrayList<>()).add(end);
    }

    @Override
    public synchronized void begin(List<String> lines) {
        lines.forEach(line ->
                positions.putIfAbsent(line, ends.getOrDefault(line, List.of()).size()));
    }

    @Override
    public synchronized Untold untold(String line, int limit) {
        List<BuildEnd> all = ends.getOrDefault(line, List.of());
        int from = positions.getOrDefault(line, 0);
        List<BuildEnd> next = all.subList(from, Math.min(all.size(), from + limit));
        List<OpenCauses> known = next.stream()
                .map(end -> end.request().pkg().project())
                .distinct()
                .filter(project -> open.containsKey(line + " " + project))
                .map(project -> open.get(line + " " + project))
                .toList();
        return new Untold(line, new Position(from + next.size(), 0), next, known);
    }

    @Override
    public synchronized void take(Untold untold, List<OpenCauses> known, List<Letter> written) {
        positions.put(untold.line(), (int) untold.position().sequence());
        for (OpenCauses causes : known) {
            String key = causes.line() + " " + causes.project();
            if (causes.keys().isEmpty()) {
                open.remove(key);
            } else {
                open.put(key, causes);
            }
        }
        written.forEach(letter -> letters.put(letter.id(), letter));
    }

    @Override
    public synchronized List<Letter> due(Instant now, Instant furthest, int limit) {
        return letters.values().stream()
                .filter(letter ->
                        !over.contains(letter.id()) && isDue(letter.times().due(), now, furthest))
                .sorted(Comparator.comparing((Letter letter) -> letter.times().due())
                        .thenComparing(Letter::id))
                .limit(limit)
                .toList();
    }

    private static boolean isDue(Instant due, Instant now, Instant furthest) {
        return !due.isAfter(now) || due.isAfter(furthest);
    }

    @Override
    public synchronized void sent(List<String> ids, Instant now, Instant forget) {
        over.addAll(ids);
    }

    @Override
    public synchronized void postponed(List<String> ids, Instant next, String why) {
        ids.forEach(id -> letters.computeIfPresent(
                id,
                (_, letter) -> new Letter(
                        id,
                        letter.recipient(),
                        letter.subject(),
                        letter.text(),
                        letter.thread(),
                        new Times(letter.times().written(), next),
                        letter.attempts() + 1)));
        ids.forEach(id -> problems.put(id, why));
    }

    @Override
    public synchronized void givenUp(List<String> ids, Instant now, String why) {
        over.addAll(ids);
    }

    @Override
    public synchronized Waiting waiting() {
        List<Letter> waiting = letters.values().stream()
                .filter(letter -> !over.contains(letter.id()))
                .toList();
        String problem = waiting.stream()
                .map(letter -> problems.getOrDefault(letter.id(), ""))
                .filter(why -> !why.isEmpty())
                .reduce("", (_, last) -> last);
        return new Waiting(waiting.size(), problem);
    }
}
