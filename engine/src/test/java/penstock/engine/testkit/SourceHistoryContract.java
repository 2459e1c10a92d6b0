package penstock.engine.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import penstock.change.Commit;
import penstock.engine.require.SourceHistory;

/** What {@link SourceHistory} promises, held against the fake and against real git. */
public abstract class SourceHistoryContract {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

    private int made;

    /** A new, empty repository. */
    protected abstract ScriptedRepository repository() throws Exception;

    /** The history of a repository as it is now. */
    protected abstract SourceHistory history(ScriptedRepository of) throws Exception;

    private String add(ScriptedRepository to, List<String> parents, String path, String text) {
        Instant when = T0.plus(Duration.ofMinutes(made++));
        return to.add(parents, "Write " + path + "\n\nFor a reason", Map.of(path, text), when);
    }

    @Test
    void aCommitHasManyNames() throws Exception {
        ScriptedRepository repository = repository();
        String first = add(repository, List.of(), "a", "1\n");
        String second = add(repository, List.of(first), "b", "2\n");
        repository.tag("1.0", first);
        repository.branch("stable/x", second);
        try (SourceHistory history = history(repository)) {
            assertThat(history.names()).containsExactlyInAnyOrder("1.0", "stable/x");
            for (String name : List.of("stable/x", second, second.substring(0, 8))) {
                assertThat(history.resolve(name)).map(Commit::id).contains(second);
            }
            assertThat(history.resolve("1.0")).get().satisfies(commit -> {
                assertThat(commit.author()).isEqualTo("Ada Example <ada@example.org>");
                assertThat(commit.subject()).isEqualTo("Write a");
                assertThat(commit.committed()).isEqualTo(T0);
            });
            for (String none : List.of("2.0", "0".repeat(40), "deadbeef", "a b", "..", "x~~", "-x", "")) {
                assertThat(history.resolve(none)).as(none).isEmpty();
            }
        }
    }

    @Test
    void aFileIsReadFromItsBeginning() throws Exception {
        ScriptedRepository repository = repository();
        String first = add(repository, List.of(), "doc/requirements.txt", "sphinx\n");
        String second = repository.addEntry(first, 0120000, "link", "doc/requirements.txt");
        repository.branch("master", second);
        try (SourceHistory history = history(repository)) {
            assertThat(history.file(second, "doc/requirements.txt", 100)).contains("sphinx\n".getBytes(UTF_8));
            assertThat(history.file(second, "doc/requirements.txt", 3)).contains("sph".getBytes(UTF_8));
            for (String none : List.of("link", "doc", "doc/", "/doc/requirements.txt", "none", "")) {
                assertThat(history.file(second, none, 100)).as(none).isEmpty();
            }
        }
    }

    /** <pre>first - other - raise ---- merge - last;  other - side - merge</pre> */
    @Test
    void whoChangedAFileIsToldAndWhoMergedItIsNot() throws Exception {
        ScriptedRepository repository = repository();
        String first = add(repository, List.of(), "r.txt", "1\n");
        String other = add(repository, List.of(first), "b", "b\n");
        String side = add(repository, List.of(other), "s.txt", "s\n");
        String raise = add(repository, List.of(other), "r.txt", "2\n");
        String merge = add(repository, List.of(raise, side), "s.txt", "s\n");
        String last = add(repository, List.of(merge), "b", "c\n");
        repository.branch("master", last);
        try (SourceHistory history = history(repository)) {
            assertThat(history.changing(first, last, List.of("r.txt", "none.txt")))
                    .singleElement()
                    .satisfies(step -> {
                        assertThat(step.commit().id()).isEqualTo(raise);
                        assertThat(step.before()).hasSize(1);
                        assertThat(history.file(step.before().getFirst(), "r.txt", 9))
                                .contains("1\n".getBytes(UTF_8));
                    });
            assertThat(history.changing(other, raise, List.of("r.txt", "s.txt")))
                    .hasSize(1);
            assertThat(history.changing(raise, first, List.of("r.txt"))).isEmpty();
            assertThat(history.count(first, last)).isEqualTo(5);
            assertThat(history.count(last, first)).isZero();
        }
    }

    /** <pre>first - raise - merge - last;  first - side - merge</pre> */
    @Test
    void aBranchIsTheRowOfItsFirstParents() throws Exception {
        ScriptedRepository repository = repository();
        String first = add(repository, List.of(), "r.txt", "1\n");
        String side = add(repository, List.of(first), "s.txt", "s\n");
        String raise = add(repository, List.of(first), "r.txt", "2\n");
        String merge = add(repository, List.of(raise, side), "s.txt", "s\n");
        String last = add(repository, List.of(merge), "doc/b", "c\n");
        repository.branch("master", last);
        try (SourceHistory history = history(repository)) {
            assertThat(history.mainLine(last, List.of("r.txt", "s.txt")))
                    .extracting(Commit::id)
                    .containsExactly(first, raise, merge);
            assertThat(history.mainLine(last, List.of("s.txt")))
                    .extracting(Commit::id)
                    .containsExactly(merge);
            assertThat(history.mainLine(last, List.of()))
                    .extracting(Commit::id)
                    .containsExactly(first, raise, merge, last);
            assertThat(history.mainLine(last, List.of("none.txt"))).isEmpty();
            assertThat(history.top(last)).containsExactly("r.txt", "s.txt");
            Map<Integer, String> past = Map.of(-1, first, 0, first, 1, first, 2, raise, 3, merge, 4, last, 9, last);
            for (Map.Entry<Integer, String> one : past.entrySet()) {
                assertThat(history.asOf(last, T0.plus(Duration.ofMinutes(one.getKey()))))
                        .extracting(Commit::id)
                        .isEqualTo(one.getValue());
            }
        }
    }

    @Test
    void aMergeThatMadeSomethingOfItsOwnHasBothParents() throws Exception {
        ScriptedRepository repository = repository();
        String first = add(repository, List.of(), "r.txt", "1\n");
        String side = add(repository, List.of(first), "r.txt", "2\n");
        String raise = add(repository, List.of(first), "r.txt", "3\n");
        String merge = add(repository, List.of(raise, side), "r.txt", "4\n");
        repository.branch("master", merge);
        try (SourceHistory history = history(repository)) {
            List<SourceHistory.Step> steps = history.changing(first, merge, List.of("r.txt"));
            assertThat(steps).extracting(step -> step.commit().id()).containsExactlyInAnyOrder(side, raise, merge);
            assertThat(steps.getLast().commit().id()).isEqualTo(merge);
            assertThat(steps.getLast().before()).containsExactly(raise, side);
        }
    }
}
