package penstock.require.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static penstock.require.answer.Specs.GENERATED;
import static penstock.require.answer.Specs.STATIC;
import static penstock.require.answer.Specs.TARGET;
import static penstock.require.answer.Specs.check;
import static penstock.require.answer.Specs.declared;
import static penstock.require.answer.Specs.dependencies;
import static penstock.require.answer.Specs.label;
import static penstock.require.answer.Specs.python;
import static penstock.require.answer.Specs.runtime;
import static penstock.require.answer.Specs.spec;
import static penstock.require.answer.Specs.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import penstock.distro.Package;
import penstock.require.Declared;
import penstock.require.answer.Answer.Why;
import penstock.require.spec.LineEdit;

/** 4.C: the answer is one of six, and says what it rests on. */
class AnswerTest {
    private static final Repository LABEL = label(
            "consistent",
            python("python3-oslo-config", "2:9.2.0-0.1", "python3dist(netaddr) <= 0.9"),
            python("python3-oslo-i18n", "6.0.0-1"),
            python("python3-six", "1.16.0-1"));
    private static final Repository DEPENDENCIES =
            dependencies("deps", python("python3-netaddr", "0.8.0-1"), python("python3-iso8601", "1.1.0-1"));

    @Test
    void statedAndProvidedIsFine() {
        Checked checked = only(STATIC, runtime("oslo.i18n>=3.15.3"));
        assertThat(checked.answer()).isEqualTo(new Answer.Fine(Why.STATED, List.of(26, 31)));
        assertThat(checked.named().by()).isEqualTo(Named.By.PROVIDES);
        assertThat(checked.available().offers()).hasToString("[6.0.0 in consistent (python3-oslo-i18n)]");
    }

    @Test
    void generatedIsFineBecauseOfTheLineThatHasItSo() {
        Answer answer = only(GENERATED, runtime("six>=1.10")).answer();
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.FineBecauseGenerated.class,
                        one -> assertThat(spec(GENERATED).line(one.line())).isEqualTo("%pyproject_wheel"));
    }

    @Test
    void aTestsLineThatStatesLessIsAHintWhereTheRestIsGenerated() {
        Checked checked = only(GENERATED, tests("oslo.config>=9.0.0"));
        assertThat(checked.answer()).isInstanceOf(Answer.FineBecauseGenerated.class);
        assertThat(checked.hints())
                .containsExactly(new Hint(
                        23, "states less than upstream; it would be: Requires:       python3-oslo-config >= 2:9.0.0"));
    }

    @Test
    void aHigherBoundThatIsProvidedChangesTheSpec() {
        assertThat(only(STATIC, runtime("oslo.config>=9.1")).answer())
                .isEqualTo(new Answer.SpecMustChange(
                        List.of(new LineEdit.Replace(32, "Requires:       python3-oslo-config >= 2:9.1"))));
    }

    @Test
    void whatIsProvidedIsTooOldAndWhoHoldsItBack() {
        Checked checked = only(STATIC, runtime("netaddr>=0.10"));
        assertThat(checked.answer()).isInstanceOfSatisfying(Answer.TooOld.class, old -> {
            assertThat(old.offers()).hasToString("[0.8.0 in deps (python3-netaddr)]");
            assertThat(old.heldBackBy())
                    .extracting(one -> one.who().name() + " " + one.bound())
                    .containsExactly("python3-oslo-config <= 0.9");
            assertThat(old.remedy()).isEqualTo("have python3-netaddr 0.10 or newer in deps");
            assertThat(old.edits())
                    .containsExactly(new LineEdit.Replace(34, "Requires:       python3-netaddr >= 0.10"));
        });
    }

    @Test
    void aPackageOfTheLineIsToBeBuiltNewer() {
        Check check = new Check(
                TARGET,
                new Names(List.of(ours("oslo-config", "python-oslo-config", "9.2.0")), Map.of()),
                Provided.of(List.of(LABEL)));
        assertThat(check.answer(spec(STATIC), runtime("oslo.config>=10").getFirst())
                        .answer())
                .isInstanceOfSatisfying(
                        Answer.TooOld.class,
                        old -> assertThat(old.remedy())
                                .isEqualTo("python-oslo-config is built by the line: build 10 of it or newer"
                                        + " (it is pinned to 9.2.0)"));
    }

    @Test
    void whatNobodyProvidesIsNotPackaged() {
        assertThat(only(STATIC, runtime("New.Dep[redis]>=1.2")).answer())
                .isInstanceOfSatisfying(Answer.NotPackaged.class, missing -> {
                    assertThat(missing.rpm()).isEqualTo("python3-new-dep");
                    assertThat(missing.skeleton())
                            .startsWith(
                                    "# Wanted because upstream asks for new-dep[redis]>=1.2\n%global pypi_name New.Dep\n")
                            .contains("Name:           python-new-dep\n", "%pyproject_buildrequires -x redis\n");
                    assertThat(missing.edits()).isNotEmpty();
                });
    }

    @Test
    void whatIsTooNewIsInConflict() {
        assertThat(only(STATIC, runtime("oslo.i18n>=3.15.3,<6")).answer())
                .isInstanceOfSatisfying(
                        Answer.InConflict.class,
                        conflict -> assertThat(conflict.refused())
                                .hasToString("[6.0.0 in consistent (python3-oslo-i18n)]"));
        assertThat(only(STATIC, runtime("oslo.i18n!=6.0.0")).answer()).isInstanceOf(Answer.InConflict.class);
    }

    @Test
    void fourteenPackagesThatNeedLessAreInConflict() {
        List<Packaged> packages =
                new ArrayList<>(List.of(python("python3-a", "9.5-1"), python("python3-free", "1-1", "python3dist(a)")));
        IntStream.range(0, 14)
                .forEach(i -> packages.add(python(
                        "python3-user" + i, "1-1", i % 2 == 0 ? "python3dist(a) <= 9.2" : "python3.9dist(a) <= 9.2")));
        packages.add(python("python3-rich", "1-1", "(python3dist(a) >= 9 with python3dist(a) < 9.4)"));
        Repository repository = Repository.of("consistent", true, packages);
        Checked checked =
                check(repository).answer(spec(STATIC), runtime("a>=9.3").getFirst());
        assertThat(checked.answer())
                .isInstanceOfSatisfying(
                        Answer.InConflict.class,
                        conflict -> assertThat(conflict.refusing()).hasSize(15));
        assertThat(checked.available().constraints())
                .containsExactly(
                        "14 packages need <= 9.2", "1 package needs (python3dist(a) >= 9 with python3dist(a) < 9.4)");
    }

    @Test
    void eachLabelIsToldAndTheFirstDecides() {
        Check check = check(
                label("consistent", python("python3-a", "1.0-1")), label("current", python("python3-a", "2.0-1")));
        Checked checked = check.answer(spec(STATIC), runtime("a>=2").getFirst());
        assertThat(checked.answer()).isInstanceOf(Answer.TooOld.class);
        assertThat(checked.available().offers())
                .hasToString("[2.0 in current (python3-a), 1.0 in consistent (python3-a)]");
    }

    @Test
    void snapshotsAndCandidatesComeBeforeTheirRelease() {
        Check check = check(label("consistent", python("python3-a", "2.0~rc1-1"), python("python3-b", "2.0~~dev5-1")));
        assertThat(check.all(spec(STATIC), runtime("a>=2.0", "b>=2.0")).stream().map(Checked::answer))
                .allMatch(Answer.TooOld.class::isInstance);
        assertThat(check.all(spec(STATIC), runtime("a>=2.0rc1", "b>=1.9")).stream()
                        .map(Checked::answer))
                .allMatch(Answer.SpecMustChange.class::isInstance);
    }

    @Test
    void whatDoesNotConcernThePackageIsToldSo() {
        assertThat(why("requirements.txt", "typing>=1; python_version < '3.8'")).isEqualTo(Why.DOES_NOT_APPLY);
        assertThat(why("requirements.txt", "pywin32; sys_platform == 'win32'")).isEqualTo(Why.DOES_NOT_APPLY);
        assertThat(why("test-requirements.txt", "hacking>=6")).isEqualTo(Why.LEFT_OUT);
        assertThat(why("upper-constraints.txt", "six===1.16.0")).isEqualTo(Why.NOT_NEEDED);
        assertThat(why("bindep.txt", "libffi-dev [platform:dpkg]")).isEqualTo(Why.DOES_NOT_APPLY);
    }

    @Test
    void namesAndHowTheyAreFound() {
        Names names = new Names(
                List.of(ours("nova", "openstack-nova", "master"), ours("oslo.config", "python-oslo-config", "master")),
                Map.of("Odd", List.of("python3-strange")));
        Provided provided = Provided.of(List.of(LABEL));
        List<Declared> declared = runtime("six", "nova", "Oslo_Config", "odd", "PyYAML", "python-plain");
        assertThat(declared.stream()
                        .map(one -> names.of(one.requirement(), provided))
                        .map(one -> one.rpm() + " " + one.by()))
                .containsExactly(
                        "python3-six PROVIDES",
                        "python3-nova DISTROINFO",
                        "python3-oslo-config PROVIDES",
                        "python3-strange TABLE",
                        "python3-pyyaml TABLE",
                        "python3-plain CONVENTION");
    }

    @Test
    void aPuppetModulesNameIsThatOfItsPackage() {
        Declared module = declared(
                        "metadata.json",
                        "{\"name\":\"openstack-x\",\"version\":\"1.0.0\",\"dependencies\":["
                                + "{\"name\":\"puppetlabs/stdlib\",\"version_requirement\":\">=5.0.0 <10.0.0\"}]}")
                .getFirst();
        assertThat(Names.usual().of(module.requirement(), Provided.UNKNOWN).rpm())
                .isEqualTo("puppet-stdlib");
    }

    @Test
    void whatUpstreamDroppedIsAHint() {
        List<Hint> hints = check().unneeded(spec(STATIC), runtime("netaddr>=0.7.18", "iso8601"), tests("iso8601>=1"));
        // iso8601 is for tests now: the library's own line may go, that for the build may not.
        assertThat(hints).extracting(Hint::line).containsExactly(27, 34, 33);
        assertThat(hints.getFirst().text()).contains("may be unneeded");
    }

    @Test
    void aLineForAPythonThatTheMarkerLeavesOutIsAHint() {
        List<Declared> declared = runtime("netaddr>=0.7.18;python_version<'3'");
        assertThat(check().notForThatPython(spec(STATIC), declared))
                .extracting(Hint::toString)
                .singleElement()
                .asString()
                .contains("34", "upstream does not ask for netaddr with this Python");
        List<Declared> both = runtime("netaddr>=0.7.18;python_version<'3'", "netaddr>=1.0;python_version>='3'");
        assertThat(check().notForThatPython(spec(STATIC), both)).isEmpty();
        assertThat(check().all(spec(STATIC), declared).getFirst().hints())
                .extracting(Hint::line)
                .containsExactly(34);
        assertThat(check().all(spec(STATIC), both))
                .allSatisfy(one ->
                        assertThat(one.hints()).noneMatch(hint -> hint.text().contains("with this Python")));
        String conditional =
                STATIC.replace("Requires:       python3-netaddr >= 0.7.18", "%if 0\nRequires: python3-netaddr\n%endif");
        assertThat(check().notForThatPython(spec(conditional), declared)).isEmpty();
    }

    @Test
    void nothingIsDecidedOnRepositoriesThatNobodyRead() {
        assertThat(check().answer(spec(STATIC), runtime("oslo.i18n>=3.15.3").getFirst())
                        .answer()
                        .isFine())
                .isTrue();
    }

    private static Why why(String file, String line) {
        return check(LABEL, DEPENDENCIES)
                                .answer(spec(STATIC), declared(file, line).getFirst())
                                .answer()
                        instanceof Answer.Fine(Why why, List<Integer> _)
                ? why
                : Why.STATED;
    }

    private static Checked only(String text, List<Declared> declared) {
        return check(LABEL, DEPENDENCIES).answer(spec(text), declared.getFirst());
    }

    private static Package ours(String project, String name, String ref) {
        return new Package(
                project,
                name,
                "",
                new Package.Source("https://opendev.org/openstack/" + project, ref, !ref.equals("master")),
                new Package.Source("https://example.org/" + project + "-distgit", "rpm-master", false),
                List.of());
    }
}
