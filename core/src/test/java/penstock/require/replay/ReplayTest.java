package penstock.require.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static penstock.require.replay.Histories.spec;
import static penstock.require.replay.Histories.three;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which lines are the truth, and when ours are the same (issue 4, H). */
class ReplayTest {
    private static final String STONE = "Requires: python3-stone >= 1.0";

    private static List<String> told(Replayed replayed) {
        return replayed.truth().stream()
                .map(line -> line.key() + " " + line.was() + " -> " + line.is() + " ours " + line.ours()
                        + (line.agrees() ? " agrees" : " differs"))
                .toList();
    }

    @Test
    void aBoundThatBothRaisedIsTheSameLine() {
        Replayed replayed = new Histories()
                .upstream(0, "stone>=1.0 oslo.config>=4.0")
                .spec(1, three(STONE, "Requires: python3-oslo-config >= 2:4.0"))
                .upstream(10, "stone>=1.1 oslo.config>=5.0")
                .upstream(20, "stone>=1.2 oslo.config>=5.0")
                .spec(40, three("Requires: python3-stone >= 1.2", "Requires: python3-oslo-config >= 2:5.1"))
                .replayed();
        assertThat(told(replayed))
                .containsExactly(
                        "Requires of mill for Python 3: oslo-config [>= 2:4.0] -> [>= 2:5.1] ours [>= 2:5.0] differs",
                        "Requires of mill for Python 3: stone [>= 1.0] -> [>= 1.2] ours [>= 1.2] agrees");
        assertThat(replayed.truth())
                .allSatisfy(line -> assertThat(line.leadDays()).contains(30L));
        assertThat(replayed.offered()).hasSize(2).allMatch(OfferedLine::followed);
    }

    @Test
    void whatUpstreamDidNotChangeSinceTheLastTimeIsNoTruth() {
        Replayed replayed = new Histories()
                .upstream(0, "stone>=1.0 water>=1")
                .spec(1, three(STONE, "Requires: python3-water >= 1"))
                .upstream(10, "stone>=1.1 water>=1")
                .spec(20, three(STONE, "Requires: python3-water >= 2"))
                .spec(30, three("Requires: python3-stone >= 1.1", "Requires: python3-water >= 2"))
                .replayed();
        assertThat(replayed.truth()).isEmpty();
    }

    @Test
    void howeverUpstreamChangedARequirementEachLineAboutItIsTheTruth() {
        Replayed replayed = new Histories()
                .upstream(0, "stone>=1.0 water flour")
                .spec(1, three(STONE, "Requires: python3-water", "BuildRequires: python3-flour"))
                .upstream(10, "stone>=1.1 flour>=2")
                .spec(
                        20,
                        three(
                                "Requires: python3-stone >= 1.1",
                                "BuildRequires: python3-stone",
                                "Requires: python3-water",
                                "BuildRequires: python3-water"))
                .replayed();
        assertThat(told(replayed))
                .containsExactly(
                        "Requires of mill for Python 3: stone [>= 1.0] -> [>= 1.1] ours [>= 1.1] agrees",
                        "BuildRequires for Python 3: flour [] -> [] ours [] differs",
                        "BuildRequires for Python 3: stone [] -> [] ours [] differs",
                        "BuildRequires for Python 3: water [] -> [] ours [] differs");
    }

    @Test
    void aNameWithoutItsPythonIsForTheFirstOfTheSpecs() {
        String stone = "Requires: python-stone";
        Replayed replayed = new Histories()
                .upstream(0, "stone")
                .spec(1, spec(Map.of("python-", List.of(stone))))
                .upstream(10, "stone pytz")
                .spec(20, spec(Map.of("python-", List.of(stone, "Requires: pytz", "BuildRequires: pytz"))))
                .replayed();
        assertThat(replayed.truth())
                .extracting(line -> line.key().toString())
                .containsExactly("Requires of mill for Python 2: pytz", "BuildRequires for Python 2: pytz");
    }

    @Test
    void aCommitThatTouchesNoRequirementIsNotTheLastTime() {
        Replayed replayed = new Histories()
                .upstream(0, "stone>=1.0")
                .spec(1, three(STONE))
                .upstream(10, "stone>=1.1")
                .spec(20, three(STONE) + "%changelog\n")
                .spec(30, three("Requires: python3-stone >= 1.1"))
                .replayed();
        assertThat(told(replayed))
                .containsExactly("Requires of mill for Python 3: stone [>= 1.0] -> [>= 1.1] ours [>= 1.1] agrees");
    }

    @Test
    void otherSpellingAndOtherPackagesAreThePackagingsOwn() {
        Map<String, List<String>> both = new TreeMap<>(
                Map.of("python2-", List.of("Requires: python2-stone >= 1.0"), "python3-", List.of(STONE)));
        Replayed replayed = new Histories()
                .upstream(0, "stone>=1.0")
                .spec(1, spec(Map.of("python-", List.of("Requires: python-stone >= 1.0"))))
                .upstream(10, "stone>=0.9")
                .spec(20, spec(both))
                .upstream(30, "stone>=0.8")
                .spec(40, spec(Map.of("python%{pyver}-", List.of("Requires: python%{pyver}-stone >= 1.0"))))
                .upstream(50, "stone>=0.7")
                .spec(60, three(STONE))
                .replayed();
        assertThat(replayed.truth()).isEmpty();
    }

    @Test
    void aConditionOnThePythonIsRead() {
        String either = "Requires: python%{pyver}-stone >= 1.0";
        String second =
                "%if %{pyver} == 2\nRequires: python%{pyver}-flour\n%else\nRequires: python%{pyver}-wheat\n%endif";
        Replayed replayed = new Histories()
                .upstream(0, "stone>=1.0")
                .spec(1, spec(Map.of("python%{pyver}-", List.of(either))))
                .upstream(10, "stone>=1.0 flour wheat")
                .spec(20, spec(Map.of("python%{pyver}-", List.of(either, second))))
                .replayed();
        assertThat(replayed.truth())
                .extracting(line -> line.key().python() + line.key().requirement())
                .containsExactly("2flour", "3wheat");
    }

    @Test
    void whatIsTakenOutAgreesWhenAHintNamedTheLine() {
        Replayed replayed = new Histories()
                .upstream(0, "stone>=1.0 water>=1")
                .spec(1, three(STONE, "Requires: python3-water >= 1"))
                .upstream(10, "stone>=1.0")
                .spec(20, three(STONE))
                .replayed();
        assertThat(told(replayed))
                .containsExactly("Requires of mill for Python 3: water [>= 1] -> [] ours [>= 1] agrees");
        assertThat(StaticFigures.of(List.of(replayed)))
                .isEqualTo(new StaticFigures(1, 1, 1, 1, 1, 10, new StaticFigures.Offers(0, 0)));
    }

    @Test
    void whatNobodyFollowedIsTold() {
        Replayed replayed = new Histories()
                .upstream(0, "stone>=1.0")
                .spec(1, three(STONE))
                .upstream(10, "stone>=1.0 sand>=3")
                .upstream(15, "stone>=1.0 sand>=3 water>=1")
                .spec(20, three(STONE, "Requires: python3-water >= 2"))
                .replayed();
        assertThat(replayed.offered())
                .extracting(line -> line.key().requirement() + " " + line.ours() + " " + line.followed())
                .containsExactly("sand [>= 3] false", "water [>= 1] true");
    }

    @Test
    void whereLinesAreGeneratedTheSpecStaysAsItIs() {
        String generated = """
                Name: python-mill
                Version: 1
                Release: 1
                Summary: Mill
                %package -n python3-mill
                Summary: Mill
                %generate_buildrequires
                %pyproject_buildrequires -t
                %build
                %pyproject_wheel
                %files -n python3-mill
                """;
        Replayed replayed = new Histories()
                .upstream(0, "stone>=1.0")
                .spec(1, three(STONE))
                .upstream(10, "stone>=1.1")
                .spec(20, generated)
                .upstream(30, "stone>=1.2 sand;python_version<'3'")
                .replayed();
        assertThat(replayed.truth()).isEmpty();
        assertThat(GeneratedFigures.of(List.of(replayed))).isEqualTo(new GeneratedFigures(1, 2, 1, 0, 0, 1, 0));
    }

    @Test
    void withoutAnyHistoryThereIsNothing() {
        assertThat(new Histories().replayed().truth()).isEmpty();
        assertThat(new Histories().upstream(0, "stone").replayed().offered()).isEmpty();
    }
}
