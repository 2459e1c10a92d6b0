package penstock.build.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static penstock.build.Step.BUILD;
import static penstock.build.Step.BUILD_REQUIRES;
import static penstock.build.Step.CHECK;
import static penstock.build.Step.FILES;
import static penstock.build.Step.INSTALL;
import static penstock.build.Step.PACKAGE_INSTALL;
import static penstock.build.Step.PREP;
import static penstock.build.Step.SPEC;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import penstock.build.Cause;
import penstock.build.CauseText;
import penstock.build.Step;
import penstock.build.Verdict;

/**
 * Verdicts (C6) on what rpm 4.18, rpm 4.20 and dnf 4 really print. The logs were made by building small broken specs with them;
 * folders are renamed and nothing else.
 */
class LogReadingTest {
    static Stream<Arguments> logs() {
        return Stream.of(sourcesAndFiles(), specs(), dependenciesAndSections()).flatMap(part -> part);
    }

    private static Stream<Arguments> sourcesAndFiles() {
        return Stream.of(
                log("patch-git", PREP, "the patch bad.patch does not apply to lib/app.txt, line 3 (hunk #1)"),
                log("patch-gitam", PREP, "the patch bad.patch does not apply to lib/app.txt, line 3 (hunk #1)"),
                log("patch-patch", PREP, "the patch bad.patch does not apply to lib/app.txt (1 out of 1 hunks)"),
                log("patch-setup", PREP, "the patch bad.patch does not apply to lib/app.txt, line 3 (hunk #1)"),
                log("patch-nofile", PREP, "the patch nofile.patch does not apply to lib/gone.txt, which is not there"),
                log(
                        "patch-missing",
                        PREP,
                        "the patch nothere.patch is not in the packaging repository: add it, or take its Patch line out of the spec"),
                log(
                        "source-missing",
                        PREP,
                        "the spec's source gone-1.0.tar.gz is not in the packaging repository and was not downloaded"),
                log("folder", PREP, "cd: can't cd to other-1.0"),
                log(
                        "unpackaged",
                        FILES,
                        "installed, but in no %files: /usr/share/probe/one, /usr/share/probe/two words"),
                log(
                        "missing-4.18",
                        FILES,
                        "in %files, but not installed: /usr/share/gone, /usr/share/away/*.txt,"
                                + " /usr/share/doc/probe-1.0/README.rst, /usr/share/licenses/probe-1.0/LICENSE"),
                log(
                        "missing-4.20",
                        FILES,
                        "in %files, but not installed: /usr/share/gone, /usr/share/away/*.txt,"
                                + " /usr/share/doc/probe-1.0/README.rst, /usr/share/licenses/probe-1.0/LICENSE"),
                log("archdependent", FILES, "Arch dependent binaries in noarch package"));
    }

    private static Stream<Arguments> specs() {
        return Stream.of(
                log("syntax-tag", SPEC, "the spec can't be read, line 4: Unknown tag: Colour: red"),
                log("syntax-if", SPEC, "the spec can't be read, line 7: Unclosed %if"),
                log("syntax-endif", SPEC, "the spec can't be read, line 4: %endif with no %if"),
                log("syntax-noexpand", SPEC, "the spec can't be read, line 4: Version required: Requires: foo >"),
                log("syntax-unclosed", SPEC, "the spec can't be read, line 4: unclosed macro or bad line continuation"),
                log(
                        "syntax-expr",
                        SPEC,
                        "the spec can't be read, line 4: types must match:  \"a\" > 1; bad %if condition:  \"a\" > 1"),
                log(
                        "syntax-macro",
                        SPEC,
                        "the spec can't be read, line 4: lua script failed: [string \"<lua>\"]:1: x;"
                                + " Macro %a failed to expand"),
                log(
                        "syntax-include",
                        SPEC,
                        "the spec can't be read: Unable to open gone.inc: No such file or directory"));
    }

    private static Stream<Arguments> dependenciesAndSections() {
        return Stream.of(
                log("builddeps", PREP, "gone-devel >= 2 is wanted by probe, and nothing provides it"),
                log("dnf-builddep", BUILD_REQUIRES, "python3dist(gone) is wanted by probe, and nothing provides it"),
                log(
                        "dnf-argument",
                        BUILD_REQUIRES,
                        "python3dist(wrapt) >= 2.1 is wanted by probe, and nothing provides it"),
                log(
                        "dnf-too-old",
                        PACKAGE_INSTALL,
                        "python3dist(wrapt) >= 2.1 is wanted by python3-needs-new-1.0-1.noarch, and nothing provides it"),
                log(
                        "dnf-nothing-provides",
                        PACKAGE_INSTALL,
                        "python3dist(gone) >= 1 is wanted by python3-needs-gone-1.0-1.noarch, and nothing provides it"),
                log(
                        "dnf-file-conflict",
                        PACKAGE_INSTALL,
                        "file /usr/share/x/same conflicts between attempted installs of left-1.0-1.noarch and"
                                + " right-1.0-1.noarch"),
                log(
                        "dnf-conflict",
                        PACKAGE_INSTALL,
                        "package conflicting-1.0-1.noarch from line conflicts with python3-wrapt provided by"
                                + " python3-wrapt-1.15.0-1.noarch from line"),
                log("compile", BUILD, "a.c:1:25: error: 'x' undeclared (first use in this function)"),
                log("command", BUILD, "no-such-command: not found"),
                log("traceback", BUILD, "ModuleNotFoundError: No module named 'gone_module'"),
                log("traceback-install", INSTALL, "ValueError: bad thing"),
                log(
                        "traceback-two-lines",
                        BUILD_REQUIRES,
                        "tox.report.HandledError: provided environments not found in configuration file: docs"),
                log("genbr-fails", BUILD_REQUIRES, "exit 3"),
                log("unittest", CHECK, "2 tests failed: test_x.T.test_b, test_x.T.test_a"),
                log("no-pytest", CHECK, "/usr/bin/python3: No module named pytest"),
                log("lang", INSTALL, "No translations found for probe in /build/BUILD/probe-1.0-build/BUILDROOT"));
    }

    private static Arguments log(String name, Step step, String cause) {
        return Arguments.of(name, step, cause);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("logs")
    void tellsStepAndCause(String name, Step step, String cause) {
        LogReading reading = reading(lines(name));
        Verdict verdict = reading.verdict(1, Optional.empty(), Map.of());
        assertThat(verdict.step()).contains(step);
        assertThat(verdict.cause().map(CauseText::of)).contains(cause);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("logs")
    void showsTheLinesAsTheyStandInTheLog(String name, Step step, String cause) {
        List<String> lines = lines(name);
        Verdict verdict = reading(lines).verdict(1, Optional.empty(), Map.of());
        assertThat(verdict.evidence()).as(step + " " + cause).isNotEmpty();
        for (Verdict.LogLine line : verdict.evidence()) {
            assertThat(lines.get(line.number() - 1)).isEqualTo(line.text());
        }
    }

    /** E2: debtcollector at head wants wrapt >= 2.1, Debian has 1.15. */
    @Test
    void tellsWhatIsTooOldFromWhatIsNotThere() {
        LogReading reading = reading(lines("dnf-argument"));
        assertThat(reading.unmet().getFirst().name()).isEqualTo("python3dist(wrapt)");
        Verdict verdict = reading.verdict(
                1, Optional.empty(), Map.of("python3dist(wrapt)", List.of("python3dist(wrapt) = 1.15.0")));
        assertThat(verdict.cause())
                .contains(new Cause.DependencyVersion(
                        "python3dist(wrapt) >= 2.1", "probe", List.of("python3dist(wrapt) = 1.15.0")));
        assertThat(verdict.cause().map(CauseText::of))
                .contains(
                        "python3dist(wrapt) >= 2.1 is wanted by probe, but on offer is only python3dist(wrapt) = 1.15.0");
    }

    @Test
    void believesTheResolverBeforeItsLines() {
        LogReading reading = reading(lines("dnf-builddep"));
        reading.missing("python3dist(wrapt) >= 2.1", "");
        Verdict verdict =
                reading.verdict(1, Optional.empty(), Map.of("python3dist(wrapt)", List.of("python3-wrapt-1.15.0-3")));
        assertThat(verdict.cause().map(CauseText::of))
                .contains("python3dist(wrapt) >= 2.1 is wanted by probe, but on offer is only python3-wrapt-1.15.0-3");
        assertThat(verdict.evidence()).hasSize(2);
    }

    @Test
    void tellsALimitFirst() {
        Verdict verdict = reading(lines("compile")).verdict(137, Optional.of("memory 2 GiB"), Map.of());
        assertThat(verdict.cause()).contains(new Cause.LimitHit("memory", "2 GiB"));
    }

    @Test
    void callsADownloadThatFailedRetryable() {
        Verdict verdict = reading(lines("dnf-download")).verdict(1, Optional.empty(), Map.of());
        assertThat(verdict.retryable()).isTrue();
    }

    /** A test suite without a network prints such lines each time. */
    @Test
    void doesNotCallATestSuitesWordsTransient() {
        Verdict verdict = reading(List.of(
                        "==> step: prep",
                        "Executing(%check): /bin/sh -e /var/tmp/rpm-tmp.x",
                        "Temporary failure in name resolution",
                        "error: Bad exit status from /var/tmp/rpm-tmp.x (%check)"))
                .verdict(1, Optional.empty(), Map.of());
        assertThat(verdict.retryable()).isFalse();
        assertThat(verdict.step()).contains(CHECK);
    }

    @Test
    void namesFailedTestsOfEachKindOfRunner() {
        Verdict verdict = reading(List.of(
                        "==> step: prep",
                        "Executing(%check): /bin/sh",
                        "{1} oslo_log.tests.unit.test_log.T.test_a [0.012s] ... FAILED",
                        "{0} oslo_log.tests.unit.test_log.T.test_b [0.012s] ... ok",
                        "FAIL: oslo_log.tests.unit.test_log.T.test_c",
                        "FAILED tests/test_a.py::test_d[x] - assert 1 == 2",
                        "not ok 4 - adds numbers",
                        "--- FAIL: TestE (0.00s)"))
                .verdict(1, Optional.empty(), Map.of());
        assertThat(verdict.cause())
                .contains(new Cause.TestFailures(List.of(
                        "oslo_log.tests.unit.test_log.T.test_a",
                        "oslo_log.tests.unit.test_log.T.test_c",
                        "tests/test_a.py::test_d[x]",
                        "adds numbers",
                        "TestE")));
    }

    @Test
    void tellsOnlyWhatTheFailingStepPrinted() {
        Verdict verdict = reading(List.of(
                        "==> step: build requires",
                        "No match for argument: gone",
                        "==> step: prep",
                        "Executing(%build): /bin/sh",
                        "boom"))
                .verdict(2, Optional.empty(), Map.of());
        assertThat(verdict.step()).contains(BUILD);
        assertThat(verdict.cause().map(CauseText::of)).contains("boom");
    }

    @Test
    void keepsControlCharactersOutOfTheEvidence() {
        Verdict verdict = reading(List.of("==> step: prep", "Executing(%build): /bin/sh", "\u001b[2Jgone \u0007"))
                .verdict(1, Optional.empty(), Map.of());
        assertThat(verdict.evidence().getFirst().text()).isEqualTo("\uFFFD[2Jgone \uFFFD");
    }

    /** Whatever a package prints, reading it takes bounded memory and gives a bounded verdict. */
    @Test
    void readsAHugeLog() {
        LogReading reading =
                new LogReading(new LogReading.Context("probe", 0), TransientFailures.of(TransientFailures.USUAL));
        reading.line("==> step: prep");
        reading.line("Executing(%check): /bin/sh");
        for (int i = 0; i < 200_000; i++) {
            reading.line("FAIL: suite.Case.test_" + i);
        }
        Verdict verdict = reading.verdict(1, Optional.empty(), Map.of());
        assertThat(verdict.evidence()).hasSizeLessThanOrEqualTo(Symptom.LIMIT + 1);
        assertThat(verdict.cause()).get().isInstanceOf(Cause.TestFailures.class);
    }

    @Test
    void saysSomethingOfASilentFailure() {
        Verdict verdict = reading(List.of("==> step: srpm")).verdict(3, Optional.empty(), Map.of());
        assertThat(verdict.cause().map(CauseText::of)).contains("ended with exit status 3 and without a word");
    }

    @Test
    void refusesAPatternThatIsNone() {
        assertThatThrownBy(() -> TransientFailures.of(List.of("ok", "(")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a regular expression: (");
    }

    @Test
    void markersCantBeForged() {
        assertThat(StepMarker.read(StepMarker.escaped("==> step: check"))).isEmpty();
        assertThat(StepMarker.read("==> step: check")).contains(CHECK);
        for (Step step : Step.values()) {
            assertThat(StepMarker.read(StepMarker.of(step))).contains(step);
        }
    }

    private static LogReading reading(List<String> lines) {
        LogReading reading =
                new LogReading(new LogReading.Context("probe", 3), TransientFailures.of(TransientFailures.USUAL));
        lines.forEach(reading::line);
        return reading;
    }

    private static List<String> lines(String name) {
        try (InputStream in = Objects.requireNonNull(LogReadingTest.class.getResourceAsStream(name + ".log"), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
