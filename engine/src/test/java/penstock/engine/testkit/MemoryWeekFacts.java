package penstock.engine.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import penstock.digest.Breakage;
import penstock.digest.WeeklyDigest;
import penstock.engine.digest.WeekFacts;
import penstock.line.Excuse;
import penstock.week.Week;

/** A working model of {@link WeekFacts} of one line. */
public final class MemoryWeekFacts implements WeekFacts {
    private final String mine;
    private final List<Breakage.End> ends = new ArrayList<>();
    private final SequencedMap<String, Excuse> waiting = new LinkedHashMap<>();
    private final List<Instant> moves = new ArrayList<>();

    public MemoryWeekFacts(String line) {
        this.mine = line;
    }

    /** A build ended. */
    public void ended(Breakage.End end) {
        ends.add(end);
    }

    /** The label that moves by itself did. */
    public void moved(Instant at) {
        moves.add(at);
    }

    /** A package does not move on; whoever waits longest is put first. */
    public void waits(String project, Excuse excuse) {
        waiting.put(project, excuse);
    }

    @Override
    public SequencedMap<String, Excuse> waiting(String line, int limit) {
        SequencedMap<String, Excuse> first = new LinkedHashMap<>();
        waiting.entrySet().stream().limit(limit).forEach(one -> first.put(one.getKey(), one.getValue()));
        return first;
    }

    @Override
    public WeeklyDigest.Builds builds(String line, Week week) {
        List<Breakage.End> in = ends.stream().filter(end -> week.has(end.at())).toList();
        int failed = (int) in.stream().filter(end -> end.failure().isPresent()).count();
        return new WeeklyDigest.Builds(in.size() - failed, failed);
    }

    @Override
    public List<Breakage.End> ends(String line, Week week) {
        Map<String, List<Breakage.End>> projects = ends.stream()
                .filter(_ -> line.equals(mine))
                .collect(Collectors.groupingBy(end -> end.pkg().project(), TreeMap::new, Collectors.toList()));
        List<Breakage.End> wanted = new ArrayList<>();
        projects.values().forEach(all -> {
            Optional<Breakage.End> broke = Optional.empty();
            for (Breakage.End end : all) {
                if (end.at().isBefore(week.from())) {
                    broke = end.failure().isEmpty() ? Optional.empty() : Optional.of(broke.orElse(end));
                }
            }
            List<Breakage.End> in =
                    all.stream().filter(end -> week.has(end.at())).toList();
            broke.ifPresent(wanted::add);
            if (broke.isPresent() || in.stream().anyMatch(end -> end.failure().isPresent())) {
                wanted.addAll(in);
            }
        });
        return wanted;
    }

    @Override
    public WeeklyDigest.Consistent consistent(String line, Week week) {
        return new WeeklyDigest.Consistent(
                (int) moves.stream().filter(week::has).count(),
                moves.stream().filter(at -> at.isBefore(week.to())).max(Comparator.naturalOrder()));
    }
}
