package penstock.engine.require;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import penstock.change.Commit;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.FakeHistory;
import penstock.engine.testkit.FakeMirror;
import penstock.engine.testkit.FakeRepository;

/** What changed between two commits, and who did it (issue 4, G). */
class RequirementHistoryTest {
    private final FakeRepository repository = new FakeMirror().repository("https://git.example.org/greeting");
    private final RequirementHistory history = new RequirementHistory(new FakeHistory(repository));

    private Commit commit(String subject, String path, String text) {
        return repository.commit("master", subject, Map.of(path, text));
    }

    private List<String> told(Commit old, Commit latest) throws OutsideFailure {
        return history.between(old, latest).changes().stream()
                .map(one -> one.change() + " by "
                        + one.by().stream().map(Commit::subject).toList())
                .toList();
    }

    @Test
    void eachChangeHasTheCommitsThatMadeIt() throws Exception {
        Commit old = commit("First", "requirements.txt", "pbr\nwater>=1\nstone\n");
        commit("Raise water", "requirements.txt", "pbr\nwater>=2\nstone\n");
        commit("Reorder", "requirements.txt", "stone\nWater >= 2 # for the wheel\npbr\n");
        commit("Test with hammers", "test-requirements.txt", "hammer\n");
        commit("Read more", "README", "more\n");
        Commit latest = commit("Raise water again, without stone", "requirements.txt", "pbr\nwater>=3\n");
        assertThat(told(old, latest))
                .containsExactly(
                        "hammer (test): added hammer by [Test with hammers]",
                        "stone (runtime): removed stone by [Raise water again, without stone]",
                        "water (runtime): raised >=1 -> >=3 by [Raise water, Raise water again, without stone]");
        assertThat(history.between(old, latest).commits()).isEqualTo(5);
        assertThat(history.between(old, latest).files()).containsExactly("requirements.txt", "test-requirements.txt");
    }

    @Test
    void aMergeDoesNotTakeTheHonourOfWhatItBroughtIn() throws Exception {
        Commit old = commit("First", "requirements.txt", "water>=1\n");
        repository.branch("side", old.id());
        Commit side = repository.commit("side", "Need stone", Map.of("test-requirements.txt", "stone\n"));
        commit("Raise water", "requirements.txt", "water>=2\n");
        Commit merge = repository.add(
                List.of(history.resolve("master").orElseThrow().id(), side.id()),
                "Merge, with gravel",
                Map.of("requirements.txt", "water>=2\ngravel\n", "test-requirements.txt", "stone\n"),
                side.committed().plusSeconds(600));
        assertThat(told(old, merge))
                .containsExactly(
                        "gravel (runtime): added gravel by [Merge, with gravel]",
                        "stone (test): added stone by [Need stone]",
                        "water (runtime): raised >=1 -> >=2 by [Raise water]");
    }

    @Test
    void whatMovedHasTheCommitsOfBothPlaces() throws Exception {
        Commit old = commit("First", "test-requirements.txt", "water>=1\n");
        commit("Also at run time", "requirements.txt", "water>=1\n");
        Commit latest = commit("No more for tests", "test-requirements.txt", "\n");
        assertThat(told(old, latest))
                .containsExactly("water (runtime): moved test -> runtime by [Also at run time, No more for tests]");
    }

    @Test
    void backInTimeNobodyDidIt() throws Exception {
        Commit old = commit("First", "requirements.txt", "water>=1\n");
        Commit latest = commit("Raise water", "requirements.txt", "water>=2\n");
        assertThat(told(latest, old)).containsExactly("water (runtime): lowered >=2 -> >=1 by []");
        assertThat(told(latest, latest)).isEmpty();
    }

    @Test
    void aFailureOfTheRepositoryIsToldAsWhatItIs() {
        Commit commit = commit("First", "requirements.txt", "water\n");
        RequirementHistory failing = new RequirementHistory(new Failing());
        assertThatThrownBy(() -> failing.at(commit))
                .isInstanceOf(OutsideFailure.class)
                .hasMessage("the disk is gone");
    }

    private static final class Failing implements SourceHistory {
        private static OutsideFailure gone() {
            return new OutsideFailure("the disk is gone", true);
        }

        @Override
        public Optional<Commit> resolve(String name) throws OutsideFailure {
            throw gone();
        }

        @Override
        public List<String> names() throws OutsideFailure {
            throw gone();
        }

        @Override
        public Optional<byte[]> file(String commit, String path, int maxBytes) throws OutsideFailure {
            throw gone();
        }

        @Override
        public int count(String old, String latest) throws OutsideFailure {
            throw gone();
        }

        @Override
        public List<Step> changing(String old, String latest, Collection<String> paths) throws OutsideFailure {
            throw gone();
        }

        @Override
        public List<Commit> mainLine(String latest, Collection<String> paths) throws OutsideFailure {
            throw gone();
        }

        @Override
        public Commit asOf(String latest, Instant time) throws OutsideFailure {
            throw gone();
        }

        @Override
        public List<String> top(String commit) throws OutsideFailure {
            throw gone();
        }

        @Override
        public void close() {}
    }
}
