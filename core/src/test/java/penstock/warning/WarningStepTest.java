package penstock.warning;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.require.Declarations;
import penstock.require.Difference;
import penstock.require.Ecosystem;
import penstock.require.file.RequirementFiles;
import penstock.warning.PackageWarnings.Commits;
import penstock.warning.Unmet.Meaning;

/** Who is told of an unmet requirement, and when (E of part 3). */
class WarningStepTest {
    /** By what upstream changed, as it was told when it made a requirement unmet, and as it ended that. */
    private static final String ENDINGS = """
            wrapt>=2                   |                            | TOO_OLD      | no longer requires wrapt
            wrapt>=2                   | wrapt>=1                   | TOO_OLD      | no longer requires wrapt
            wrapt<1                    | wrapt<2                    | IN_CONFLICT  | no longer requires wrapt
            wrapt<1                    | wrapt>=2                   | IN_CONFLICT  | no longer requires wrapt
            wrapt!=1.1                 | wrapt                      | IN_CONFLICT  | no longer requires wrapt
            wrapt                      | wrapt;python_version<'3'   | NOT_PACKAGED | no longer requires wrapt
            wrapt>=2                   | wrapt>=3;python_version<'3' | TOO_OLD     | no longer requires wrapt
            wrapt[x]                   | wrapt                      | NOT_PACKAGED | no longer requires wrapt
            wrapt @ https://a.example/ | wrapt                      | NOT_PACKAGED | no longer requires wrapt
            wrapt                      | test:wrapt                 | NOT_PACKAGED | no longer requires wrapt
            wrapt                      | group:wrapt                | NOT_PACKAGED | no longer requires wrapt
            wrapt>=2                   | group:wrapt>=3             | TOO_OLD      | no longer requires wrapt
            wrapt                      | wrapt<2                    | SPEC_MUST_CHANGE | has what it requires: wrapt
                                       | wrapt                      | MAY_GO       | requires wrapt again
            group:wrapt                | wrapt                      | MAY_GO       | requires wrapt again
            wrapt>=2                   | wrapt>=3                   | TOO_OLD      | -
            wrapt>=2                   | wrapt>=2,!=2.5             | IN_CONFLICT  | -
            group:wrapt                | wrapt                      | NOT_PACKAGED | -
            group:wrapt                | group:wrapt>=2             | NOT_PACKAGED | -
            wrapt                      |                            | MAY_GO       | -
            """;

    private static final Package PKG = new Package(
            "mill",
            "python-mill",
            "",
            new Package.Source("file:///up/mill", "master", false),
            new Package.Source("file:///dist/mill", "rpm-master", false),
            List.of("m@example.org"));

    private PackageWarnings known = PackageWarnings.none("spring", PKG, commits("1"));
    private Instant now = Instant.parse("2026-11-25T10:00:00Z");
    private int threads;

    @Test
    void whatStoodThereAtTheFirstLookIsShownAndToldToNobody() {
        assertThat(look("2", List.of(unmet("wrapt", ">=2")), List.of())).isEmpty();
        assertThat(shown()).containsExactly("wrapt>=2 shown");
    }

    @Test
    void whatACommitAsksForIsToldOnce() {
        look("2", List.of(), List.of());
        assertThat(look("3", List.of(unmet("wrapt", ">=2")), List.of(shift("wrapt", "3"))))
                .containsExactly("OPENED wrapt>=2 by 3 in t1");
        assertThat(look("4", List.of(unmet("wrapt", ">=2")), List.of())).isEmpty();
        assertThat(look("5", List.of(unmet("wrapt", ">=2")), List.of(shift("wrapt", "5"))))
                .as("it asks for the same, such as in another file")
                .isEmpty();
        assertThat(shown()).containsExactly("wrapt>=2 told");
    }

    @Test
    void moreOfTheSameIsAnUpdateInItsThread() {
        look("2", List.of(), List.of());
        look("3", List.of(unmet("wrapt", ">=2")), List.of(shift("wrapt", "3")));
        assertThat(look("4", List.of(unmet("wrapt", ">=3")), List.of(shift("wrapt", "4"))))
                .containsExactly("UPDATED wrapt>=3 by 4 in t1");
        assertThat(known.warnings().getFirst().shifts()).hasSize(2);
    }

    @Test
    void whatIsTakenBackIsWithdrawn() {
        look("2", List.of(), List.of());
        look("3", List.of(unmet("wrapt", ">=2")), List.of(shift("wrapt", "3")));
        assertThat(look("4", List.of(), List.of(eased("wrapt", "4")))).containsExactly("WITHDRAWN wrapt>=2 by 4 in t1");
        assertThat(shown()).isEmpty();
        assertThat(look("5", List.of(unmet("wrapt", ">=2")), List.of(shift("wrapt", "5"))))
                .as("asked for once more, it is another one")
                .containsExactly("OPENED wrapt>=2 by 5 in t2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = ENDINGS)
    void whatEndsByACommitOfUpstreamsIsWithdrawn(String before, String after, Meaning meaning, String letter) {
        look("2", List.of(), List.of());
        Unmet unmet = new Unmet(
                new Subject(Ecosystem.PYTHON, "wrapt"),
                meaning,
                meaning == Meaning.MAY_GO ? List.of() : List.of("wrapt (runtime)"),
                List.of(),
                List.of(),
                Unmet.Remedy.NONE,
                Unmet.Reach.NONE);
        Look told = new Look(PKG, commits("3"), "", List.of(unmet), List.of(shift("wrapt", "3")));
        known = WarningStep.step(known, told, now, () -> "").next();
        Look over = new Look(
                PKG,
                commits("4"),
                "",
                List.of(),
                Shift.of(Difference.between(declared(before), declared(after)), _ -> List.of(commit("4"))));
        List<WarningNotice> notices =
                WarningStep.step(known, over, now, () -> "").notices();
        assertThat(notices).allMatch(notice -> notice.kind() == WarningNotice.Kind.WITHDRAWN);
        assertThat(notices)
                .extracting(WarningText::subject)
                .isEqualTo(letter.equals("-") ? List.of() : List.of("[spring] python-mill " + letter));
        assertThat(notices)
                .allSatisfy(notice ->
                        assertThat(WarningText.body(notice, "")).contains("Nothing has to be done", "4444444  Work"));
    }

    /** One requirement: for what is installed, for {@code test:}, or in the dependency {@code group:}. */
    private static Declarations declared(@Nullable String cell) {
        if (cell == null) {
            return Declarations.NONE;
        }
        String written = cell.replaceFirst("^(test|group):", "");
        Map<String, String> files = cell.startsWith("group:")
                ? Map.of("pyproject.toml", "[dependency-groups]\ndev = [\"%s\"]\n".formatted(written))
                : Map.of(cell.startsWith("test:") ? "test-requirements.txt" : "requirements.txt", written + "\n");
        return RequirementFiles.read(
                        path -> Optional.ofNullable(files.get(path)).map(text -> text.getBytes(StandardCharsets.UTF_8)))
                .declarations();
    }

    @Test
    void whatIsMetThoughUpstreamAsksForMoreIsNotWithdrawn() {
        look("2", List.of(), List.of());
        look("3", List.of(unmet("wrapt", ">=2")), List.of(shift("wrapt", "3")));
        assertThat(look("4", List.of(), List.of(shift("wrapt", "4")))).isEmpty();
        assertThat(shown()).isEmpty();
    }

    @Test
    void aProposedChangeThatLandsOnAWarningOfTheBranchIsOver() {
        look("2", List.of(unmet("wrapt", ">=1")), List.of());
        propose("review/7", "3", List.of(unmet("wrapt", ">=2")), List.of(shift("wrapt", "3")));
        assertThat(look("3", List.of(unmet("wrapt", ">=2")), List.of(shift("wrapt", "3"))))
                .containsExactly("OPENED wrapt>=2 by 3 in t1");
        assertThat(shown()).containsExactly("wrapt>=2 told");
    }

    @Test
    void whatThePackagingMendedIsOverAndWhatItBrokeIsShown() {
        look("2", List.of(), List.of());
        look("3", List.of(unmet("wrapt", ">=2")), List.of(shift("wrapt", "3")));
        assertThat(look("3", List.of(), List.of())).isEmpty();
        assertThat(shown()).isEmpty();
        assertThat(look("3", List.of(unmet("six", "")), List.of())).isEmpty();
        assertThat(shown()).containsExactly("six shown");
    }

    @Test
    void whatStoodThereIsToldWhenUpstreamAsksForMore() {
        look("2", List.of(unmet("wrapt", ">=2")), List.of());
        assertThat(look("3", List.of(unmet("wrapt", ">=3")), List.of(shift("wrapt", "3"))))
                .containsExactly("OPENED wrapt>=3 by 3 in t1");
    }

    @Test
    void anotherAnswerIsKeptWithoutAWord() {
        look("2", List.of(), List.of());
        look("3", List.of(unmet("wrapt", ">=2")), List.of(shift("wrapt", "3")));
        Instant before = known.warnings().getFirst().changed();
        now = now.plus(Duration.ofHours(1));
        Unmet packaged = new Unmet(
                new Subject(Ecosystem.PYTHON, "wrapt"),
                Meaning.SPEC_MUST_CHANGE,
                List.of("wrapt>=2"),
                List.of(),
                List.of(),
                Unmet.Remedy.NONE,
                Unmet.Reach.NONE);
        assertThat(look("3", List.of(packaged), List.of())).isEmpty();
        assertThat(known.warnings().getFirst().unmet().meaning()).isEqualTo(Meaning.SPEC_MUST_CHANGE);
        assertThat(known.warnings().getFirst().changed()).isAfter(before);
    }

    @Test
    void aProposedChangeIsToldAndItsLandingIsAnUpdate() {
        look("2", List.of(), List.of());
        assertThat(propose("review/7", "3", List.of(unmet("wrapt", ">=2")), List.of(shift("wrapt", "3"))))
                .containsExactly("OPENED wrapt>=2 by 3 in t1");
        assertThat(propose("review/7", "4", List.of(unmet("wrapt", ">=2")), List.of(shift("wrapt", "4"))))
                .as("a new patch set that asks for the same")
                .isEmpty();
        assertThat(known.judged().orElseThrow().source().id())
                .as("the branch stands where it stood")
                .startsWith("2");
        assertThat(look("4", List.of(unmet("wrapt", ">=2")), List.of(shift("wrapt", "4"))))
                .containsExactly("UPDATED wrapt>=2 by 4 in t1");
        assertThat(shown()).containsExactly("wrapt>=2 told");
    }

    @Test
    void whatAProposedChangeAsksForNoMoreIsWithdrawn() {
        look("2", List.of(unmet("six", "")), List.of());
        propose("review/7", "3", List.of(unmet("wrapt", ">=2")), List.of(shift("wrapt", "3")));
        propose("review/8", "5", List.of(unmet("stone", "")), List.of(shift("stone", "5")));
        assertThat(propose("review/7", "4", List.of(), List.of())).containsExactly("WITHDRAWN wrapt>=2 by - in t2");
        assertThat(shown()).containsExactly("six shown", "stone told by review/8");
    }

    private List<String> look(String commit, List<Unmet> unmet, List<Shift> shifts) {
        return step(new Look(PKG, commits(commit), "", unmet, shifts));
    }

    private List<String> propose(String change, String commit, List<Unmet> unmet, List<Shift> shifts) {
        return step(new Look(PKG, commits(commit), change, unmet, shifts));
    }

    private List<String> step(Look look) {
        WarningStep.Told told = WarningStep.step(known, look, now, () -> "t" + ++threads);
        known = told.next();
        return told.notices().stream()
                .map(notice -> notice.kind() + " "
                        + notice.warning().unmet().requires().getFirst() + " by "
                        + notice.why()
                                .map(shift -> shift.commits().getFirst().id().substring(0, 1))
                                .orElse("-")
                        + " in " + notice.warning().thread())
                .toList();
    }

    private List<String> shown() {
        List<String> shown = new ArrayList<>();
        known.warnings()
                .forEach(one -> shown.add(one.unmet().requires().getFirst()
                        + (one.told() ? " told" : " shown")
                        + (one.proposed() ? " by " + one.change() : "")));
        return shown;
    }

    private static Unmet unmet(String name, String bound) {
        return new Unmet(
                new Subject(Ecosystem.PYTHON, name),
                Meaning.NOT_PACKAGED,
                List.of(name + bound),
                List.of(),
                List.of(),
                Unmet.Remedy.NONE,
                Unmet.Reach.NONE);
    }

    private static Shift shift(String name, String commit) {
        return new Shift(new Subject(Ecosystem.PYTHON, name), List.of(commit(commit)), List.of(), List.of(), false);
    }

    private static Shift eased(String name, String commit) {
        return new Shift(new Subject(Ecosystem.PYTHON, name), List.of(commit(commit)), List.of(), List.of(), true);
    }

    private static Commits commits(String source) {
        return new Commits(commit(source), commit("d"));
    }

    private static Commit commit(String digit) {
        return new Commit(digit.repeat(40), digit.repeat(40), Instant.EPOCH, "A <a@example.org>", "Work");
    }
}
