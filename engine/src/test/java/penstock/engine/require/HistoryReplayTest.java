package penstock.engine.require;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import penstock.change.Commit;
import penstock.engine.testkit.FakeHistory;
import penstock.engine.testkit.FakeMirror;
import penstock.engine.testkit.FakeRepository;
import penstock.require.replay.GeneratedFigures;
import penstock.require.replay.Replayed;
import penstock.require.replay.StaticFigures;
import penstock.require.replay.Surroundings;

/** Both histories are read in time order and replayed (issue 4, H). */
class HistoryReplayTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private final FakeMirror mirror = new FakeMirror();
    private final FakeRepository upstream = mirror.repository("https://git.example.org/mill");
    private final FakeRepository distgit = mirror.repository("https://git.example.org/mill-distgit");
    private final FakeRepository limits = mirror.repository("https://git.example.org/requirements");

    /** On top of the branch, so many days after the beginning. */
    private static void at(int day, FakeRepository to, String branch, String path, String text) throws Exception {
        Optional<Commit> tip = new FakeHistory(to).resolve(branch);
        Commit made = to.add(
                tip.stream().map(Commit::id).toList(),
                "Write " + path,
                Map.of(path, text),
                T0.plusSeconds(86_400L * day));
        to.branch(branch, made.id());
    }

    private static String spec(String lines, String rest) {
        return "Name: python-mill\nVersion: 1\nRelease: 1\nSummary: Mill\n%package -n python3-mill\nSummary: Mill\n"
                + lines + rest + "%files -n python3-mill\n";
    }

    private Replayed replayed() throws Exception {
        FakeHistory source = new FakeHistory(upstream);
        FakeHistory packaging = new FakeHistory(distgit);
        FakeHistory constraints = new FakeHistory(limits);
        return new HistoryReplay(Surroundings.RDO)
                .within(constraints, constraints.resolve("master").orElseThrow())
                .of(
                        source,
                        source.resolve("master").orElseThrow(),
                        packaging,
                        packaging.resolve("rpm-master").orElseThrow());
    }

    @Test
    void bothHistoriesAreReadInTheOrderOfTime() throws Exception {
        String stone = "Requires: python3-stone >= ";
        at(0, upstream, "master", "setup.py", "setup(setup_requires=['pbr'], pbr=True)\n");
        at(1, upstream, "master", "requirements.txt", "stone>=1.0\n");
        at(2, distgit, "rpm-master", "mill.spec", spec(stone + "1.0\n", "%prep\n%py_req_cleanup\n"));
        at(3, upstream, "master", "README", "Nothing is required here\n");
        at(10, upstream, "master", "requirements.txt", "stone>=1.5\n");
        at(15, distgit, "rpm-master", "sources", "None\n");
        at(25, distgit, "rpm-master", "mill.spec", spec(stone + "1.5\n", "%prep\n%py_req_cleanup\n"));
        at(
                30,
                distgit,
                "rpm-master",
                "mill.spec",
                spec("", "%generate_buildrequires\n%pyproject_buildrequires -t\n%build\n%pyproject_wheel\n"));
        at(31, limits, "master", "upper-constraints.txt", "stone===1.9.2\nsand===0.5\n");
        at(40, upstream, "master", "requirements.txt", "stone>=1.6\nsand>=0.7\nstraw\n");
        at(41, limits, "master", "upper-constraints.txt", "stone===1.9.2\nsand===0.7\nstraw===1.0\n");
        at(50, upstream, "master", "requirements.txt", "stone>=1.6\nsand>=0.7\nstraw>=0.9\n");
        Replayed replayed = replayed();
        assertThat(StaticFigures.of(List.of(replayed)))
                .isEqualTo(new StaticFigures(1, 1, 1, 0, 0, 15, new StaticFigures.Offers(1, 0)));
        assertThat(GeneratedFigures.of(List.of(replayed))).isEqualTo(new GeneratedFigures(2, 4, 2, 1, 1, 0, 0));
    }
}
