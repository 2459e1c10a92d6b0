package penstock.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.change.Commit;

/** B3: which commits are taken up, by tables and on random histories beside DLRN's choice by date. */
class ChoiceTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private static Commit commit(String id) {
        return new Commit(id, "tree", T0, "A <a@example.org>", "subject " + id);
    }

    private static Position position(String source, String distgit) {
        return new Position(
                "p",
                Optional.of(source).filter(s -> !s.isEmpty()),
                Optional.of(distgit).filter(s -> !s.isEmpty()));
    }

    @ParameterizedTest
    @CsvSource({
        // taken up last, heads now, pinned, what is asked
        "'', '', s1, d1, false, HEADS",
        "'', '', s1, d1, true,  HEADS",
        "s1, d1, s1, d1, false, NOTHING",
        "s1, d1, s1, d1, true,  NOTHING",
        "s1, d1, s1, d2, false, HEADS",
        "s1, d1, s2, d1, false, LINE",
        "s1, d1, s2, d2, false, LINE",
        "s1, d1, s2, d1, true,  HEADS",
        "s1, '', s1, d1, false, HEADS",
    })
    void theCheapestQuestionThatIsEnoughIsAsked(
            String oldSource, String oldDistgit, String source, String distgit, boolean pinned, Choice.Question asked) {
        assertThat(Choice.question(position(oldSource, oldDistgit), source, distgit, pinned))
                .isEqualTo(asked);
    }

    @ParameterizedTest
    @CsvSource({
        // the line since, whether the last one is reachable, the limit, what is taken, what is told
        "a b c, true,  9, a b c, ''",
        "a b c, true,  3, a b c, ''",
        "a b c, true,  2, b c,   older ones are left out",
        "a,     false, 9, head,  rewritten",
        "'',    true,  9, head,  rewritten",
    })
    void theLineIsTakenUnlessHistoryWasRewritten(String line, boolean reachable, int limit, String taken, String told) {
        List<Commit> since = line.isEmpty()
                ? List.of()
                : List.of(line.split(" ")).stream().map(ChoiceTest::commit).toList();
        Choice.Heads heads = new Choice.Heads(commit("head"), commit("spec"));
        Finding.Moved moved = Choice.line(position("old", "d"), heads, since, reachable, limit, List.of("note"));
        assertThat(moved.source()).extracting(Commit::id).containsExactly(taken.split(" "));
        assertThat(moved.distgit()).isEqualTo(heads.distgit());
        assertThat(moved.notes()).first().isEqualTo("note");
        assertThat(String.join("\n", moved.notes())).contains(told);
        assertThat(moved.notes()).hasSize(told.isEmpty() ? 1 : 2);
    }

    @Test
    void theHeadAloneSaysWhenAPinChanged() {
        assertThat(Choice.head(position("", ""), commit("a"), commit("d"), List.of())
                        .notes())
                .isEmpty();
        assertThat(Choice.head(position("a", "d"), commit("a"), commit("e"), List.of())
                        .notes())
                .isEmpty();
        assertThat(Choice.head(position("a", "d"), commit("b"), commit("d"), List.of())
                        .notes())
                .singleElement()
                .asString()
                .contains("from a to b");
    }

    /** A history by ids: the first parent of each is first; ids count up from the oldest. */
    private record Graph(List<List<Integer>> parents, List<Instant> dates) {
        static Graph random(Random random, boolean skewed) {
            List<List<Integer>> parents = new ArrayList<>(List.of(List.of()));
            List<Instant> dates = new ArrayList<>(List.of(T0));
            for (int i = 1; i < 40; i++) {
                List<Integer> of = new ArrayList<>(List.of(Math.max(0, i - 1 - random.nextInt(3))));
                int other = Math.max(0, i - 1 - random.nextInt(8));
                if (random.nextBoolean() && !of.contains(other)) {
                    of.add(other);
                }
                parents.add(of);
                dates.add(T0.plus(Duration.ofMinutes(skewed ? random.nextInt(60) : i)));
            }
            return new Graph(parents, dates);
        }

        List<Integer> line(int tip) {
            List<Integer> line = new ArrayList<>(List.of(tip));
            while (!parents.get(line.getLast()).isEmpty()) {
                line.add(parents.get(line.getLast()).getFirst());
            }
            return line.reversed();
        }

        Set<Integer> reachable(int from) {
            Set<Integer> seen = new HashSet<>();
            List<Integer> todo = new ArrayList<>(List.of(from));
            while (!todo.isEmpty()) {
                int at = todo.removeLast();
                if (seen.add(at)) {
                    todo.addAll(parents.get(at));
                }
            }
            return seen;
        }

        List<String> chosen(int processed, int tip) {
            Set<Integer> old = reachable(processed);
            List<Commit> since = line(tip).stream()
                    .filter(id -> !old.contains(id))
                    .map(id -> commit("c" + id))
                    .toList();
            Choice.Heads heads = new Choice.Heads(commit("c" + tip), commit("spec"));
            boolean reachable = reachable(tip).contains(processed);
            return Choice.line(position("c" + processed, "d"), heads, since, reachable, 100, List.of())
                    .source()
                    .stream()
                    .map(Commit::id)
                    .toList();
        }

        /** DLRN: first parents only, younger than the last one processed, oldest first. */
        List<String> dlrn(int processed, int tip) {
            return line(tip).stream()
                    .filter(id -> dates.get(id).isAfter(dates.get(processed)))
                    .sorted(Comparator.comparing(dates::get))
                    .map(id -> "c" + id)
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyCommitThatDlrnWouldTakeAndThatIsNewIsTaken(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            boolean skewed = round % 2 == 0;
            Graph graph = Graph.random(random, skewed);
            int tip = 39;
            List<Integer> line = graph.line(tip);
            int processed = line.get(random.nextInt(line.size() - 1));
            List<String> ours = graph.chosen(processed, tip);
            List<String> dlrn = new ArrayList<>(graph.dlrn(processed, tip));
            graph.reachable(processed).forEach(id -> dlrn.remove("c" + id));
            assertThat(ours).containsAll(dlrn).doesNotHaveDuplicates().last().isEqualTo("c" + tip);
            if (!skewed) {
                assertThat(ours).as("with true dates the choices are the same").isEqualTo(dlrn);
            }
        }
    }

    @Test
    void followingStepByStepTakesEveryCommitOfTheLineOnce() {
        Random random = new Random(11);
        Graph graph = Graph.random(random, true);
        List<Integer> line = graph.line(39);
        Map<String, Integer> times = new TreeMap<>();
        int at = 0;
        while (at < line.size() - 1) {
            int next = Math.min(line.size() - 1, at + 1 + random.nextInt(4));
            graph.chosen(line.get(at), line.get(next)).forEach(id -> times.merge(id, 1, Integer::sum));
            at = next;
        }
        line.removeFirst();
        assertThat(times.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        line.stream().map(id -> "c" + id).toList());
        assertThat(times.values()).containsOnly(1);
    }
}
