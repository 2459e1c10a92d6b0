package penstock.distro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;

/** What a newer version of the distribution changes, and whether it comes into force (issue 3). */
class DistroChangeTest {
    private static Package pkg(String project, String maintainer) {
        Package.Source source = new Package.Source("https://git.example.org/" + project, "master", false);
        return new Package(project, project, "", source, source, List.of(maintainer));
    }

    private static ReleaseLine line(String name, Package... packages) {
        return new ReleaseLine(name, name, "development", List.of(), List.of(packages));
    }

    private static ReleaseLine line(String name, String... projects) {
        return line(name, Stream.of(projects).map(one -> pkg(one, "ada")).toArray(Package[]::new));
    }

    @Test
    void packagesComeChangeAndGo() {
        ReleaseLine now = line("spring", pkg("sluice", "bob"), pkg("leat", "ada"), pkg("race", "ada"));
        DistroChange change = DistroChange.between(List.of(line("spring", "weir", "sluice", "race")), List.of(now));
        assertThat(change.lines())
                .containsExactly(
                        new DistroChange.Line(now, false, List.of("leat"), List.of("sluice"), List.of("weir")));
        assertThat(change.words()).containsExactly("spring: came leat; changed sluice; went weir");
    }

    @Test
    void linesBeginAndAreLeftAndOthersAreNotTouched() {
        ReleaseLine old = line("autumn", "weir");
        ReleaseLine kept = line("spring", "weir");
        ReleaseLine begun = line("summer", "weir", "sluice");
        DistroChange change = DistroChange.between(List.of(old, kept), List.of(kept, begun));
        assertThat(change.lines())
                .containsExactly(new DistroChange.Line(begun, true, List.of("weir", "sluice"), List.of(), List.of()));
        assertThat(change.left()).containsExactly("autumn");
        assertThat(change.words())
                .containsExactly("summer: followed from now on, with 2 packages", "autumn: not followed any more");
    }

    @Test
    void anotherOrderIsAChangeAndTheSameIsNone() {
        ReleaseLine one = line("spring", "weir", "sluice");
        ReleaseLine other = line("spring", "sluice", "weir");
        assertThat(DistroChange.between(List.of(one), List.of(one)).isEmpty()).isTrue();
        assertThat(DistroChange.between(List.of(one), List.of(other)).words())
                .containsExactly("spring: its order or settings changed");
    }

    @Test
    void manyPackagesAreNotAllNamed() {
        String[] many = IntStream.range(10, 35).mapToObj(i -> "p" + i).toArray(String[]::new);
        DistroChange change = DistroChange.between(List.of(line("spring", many)), List.of(line("spring", "p10")));
        assertThat(change.words())
                .singleElement()
                .asString()
                .startsWith("spring: went p11, p12")
                .endsWith(" and 4 more");
    }

    private static DistroReading reading(List<ReleaseLine> lines, Problem... problems) {
        return new DistroReading(new Distribution(lines, List.of()), List.of(problems), List.of("rdo.yml"));
    }

    @Test
    void aVersionWithAnErrorDoesNotComeIntoForceAndOneWithAWarningDoes() {
        List<ReleaseLine> before = List.of(line("spring", "weir", "sluice"));
        Problem error =
                Problem.error("it has no upstream", new SourcePosition("rdo.yml", 7, 3, "- project: sluice"), "");
        Problem warning = Problem.warning("an unknown key", SourcePosition.of("rdo.yml"), "");
        DistroReading newer = reading(List.of(line("spring", "weir")), warning, error);
        assertThat(Succession.of(before, newer, List.of(), "rdo.yml"))
                .isEqualTo(new Succession.Refused(List.of(error)));
        DistroReading warned = reading(before, warning);
        assertThat(Succession.of(before, warned, List.of(), "rdo.yml"))
                .isEqualTo(new Succession.Taken(before, new DistroChange(List.of(), List.of())));
    }

    @Test
    void aVersionOfWhichNothingIsFollowedDoesNotComeIntoForce() {
        List<ReleaseLine> before = List.of(line("spring", "weir"));
        assertThat(Succession.of(before, reading(List.of(line("summer", "weir"))), List.of("spring"), "rdo.yml"))
                .isInstanceOfSatisfying(
                        Succession.Refused.class,
                        refused -> assertThat(refused.mistakes())
                                .singleElement()
                                .hasToString("rdo.yml: error: no release line is followed"
                                        + " (name some under distribution: lines: of summer)"));
    }

    @Test
    void linesThatTheConfigurationNamesAreFollowedOnceEach() {
        List<ReleaseLine> before = List.of(line("spring", "weir"));
        DistroReading same = reading(List.of(line("summer", "weir"), line("spring", "weir")));
        assertThat(Succession.of(before, same, List.of("spring"), "rdo.yml"))
                .isEqualTo(new Succession.Taken(before, new DistroChange(List.of(), List.of())));
    }
}
