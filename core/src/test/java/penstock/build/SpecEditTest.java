package penstock.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.problem.Problem;

/** DLRN's edits of a spec, and docs and tests off without an edit of {@code %files} (C3). */
class SpecEditTest {
    private static final SpecEdit.Values VALUES =
            new SpecEdit.Values("1.2.0", "1.2.0.dev3", "0.20260131235959.0123456", "probe-1.2.0.dev3.tar.gz", false);

    private static final String BEFORE = """
            %define dlrn_nvr probe-1.2.0.dev3
            %global dlrn 1
            %define upstream_version 1.2.0.dev3
            """;

    @Test
    void writesVersionReleaseAndSource() {
        assertThat(edit("""
                        Name:           probe
                        Version:        XXX
                        Release:        XXX
                        Source0:        https://example.org/%{name}-%{upstream_version}.tar.gz
                        Source1:        other.tar.gz
                        %description
                        Version: of the text stays
                        """)).isEqualTo(BEFORE + """
                                Name:           probe
                                Version:        1.2.0
                                Release:        0.20260131235959.0123456%{?dist}
                                Source0:        probe-1.2.0.dev3.tar.gz
                                Source1:        other.tar.gz
                                %description
                                Version: of the text stays
                                """);
    }

    @Test
    void cutsTheChangelogAndNothingAfterIt() {
        assertThat(edit("Version: 1\nRelease: 1\n%changelog\n* entry\n- more\n\n%files\n/usr/bin/x\n"))
                .endsWith("%changelog\n%files\n/usr/bin/x\n");
    }

    @Test
    void keepsAPackagesOwnVersionUnlessItIsThePlaceholder() {
        assertThat(edit("Version: 1\nRelease: 1\n%package a\nVersion: 7\n%package b\nVersion: XXX\n"))
                .endsWith("%package a\nVersion: 7\n%package b\nVersion: 1.2.0\n");
    }

    @Test
    void changesDefinitionsThatTheSpecHas() {
        SpecEdit.Edited edited =
                SpecEdit.apply("p.spec", "%global dlrn 0\n%global dlrn_nvr x\nVersion: 1\nRelease: 1\n", VALUES);
        assertThat(edited.text())
                .startsWith("%define upstream_version 1.2.0.dev3\n%global dlrn 1\n%global dlrn_nvr probe-1.2.0.dev3\n");
        assertThat(edited.linesBefore()).isEqualTo(1);
    }

    @Test
    void replacesTheLiteralPlaceholder() {
        assertThat(edit("Version: 1\nRelease: 1\n%global v UPSTREAMVERSION\n")).endsWith("%global v 1.2.0.dev3\n");
    }

    @Test
    void keepsEveryLineEnd() {
        assertThat(edit("Version: 1\r\nRelease: 1\r\nName: x"))
                .endsWith("Version: 1.2.0\r\nRelease: 0.20260131235959.0123456%{?dist}\r\nName: x");
    }

    @Test
    void turnsDocsOffWhereTheyAreOnlyDocs() {
        String spec = HEAD + """
                %global with_doc 1
                %install
                %if 0%{?with_doc}
                PYTHONPATH="%{buildroot}/%{python3_sitelib}"
                export PYTHONPATH=%{buildroot}%{python3_sitelib}; %tox -e docs
                rm -fr doc/build/html/.{doctrees,buildinfo}
                install -p -D -m 644 doc/build/man/x.1 %{buildroot}%{_mandir}/man1/x.1
                %endif
                """;
        assertThat(edit(spec)).contains("%global with_doc 0\n").doesNotContain("with_doc 1");
    }

    @Test
    void leavesDocsOnWhereTheirBlockMakesMore() {
        String spec = HEAD + """
                %global with_doc 1
                %install
                %if 0%{?with_doc}
                %tox -e docs
                python3 setup.py compile_catalog -d %{buildroot}%{python3_sitelib}/x/locale
                %endif
                """;
        SpecEdit.Edited edited = SpecEdit.apply("p.spec", spec, VALUES);
        assertThat(edited.text()).contains("%global with_doc 1\n");
        assertThat(edited.problems()).hasSize(1).allMatch(p -> p.severity() == Problem.Severity.WARNING);
        assertThat(edited.problems().getFirst().at().line()).isEqualTo(7);
    }

    @Test
    void leavesDocsOnWhereTheirBlockInstallsAProgram() {
        String block = "%global with_doc 1\n%install\n%if 0%{?with_doc}\ncp tool %{buildroot}%{_bindir}/\n%endif\n";
        assertThat(edit(HEAD + block)).contains("with_doc 1");
        assertThat(edit(HEAD + block.replace("%if 0", "%if ! 0"))).contains("with_doc 0");
        assertThat(edit(HEAD + block.replace("cp tool", "%else\ncp tool"))).contains("with_doc 0");
    }

    @Test
    void turnsBuildConditionsOffByNameOnly() {
        String spec = HEAD + "%bcond doc %[!0%{?repo_bootstrap}]\n%bcond_without tests\n%bcond_with selinux\n";
        assertThat(edit(spec))
                .contains("%global _without_doc --without-doc\n%global _without_tests --without-tests\n")
                .doesNotContain("_without_selinux");
    }

    @Test
    void changesNothingOfDocsAndTestsWhenTheyAreWanted() {
        String spec = HEAD + "%global with_doc 1\n%bcond_without tests\n";
        SpecEdit.Values wanted = new SpecEdit.Values("1", "1", "1", "a.tar.gz", true);
        assertThat(SpecEdit.apply("p.spec", spec, wanted).text())
                .contains("%global with_doc 1\n")
                .doesNotContain("_without_tests");
    }

    @Test
    void tellsAllThatIsMissing() {
        SpecEdit.Edited edited = SpecEdit.apply("p.spec", "Name: x\n", VALUES);
        assertThat(edited.usable()).isFalse();
        assertThat(edited.problems())
                .extracting(Problem::message)
                .containsExactly(
                        "the spec has no line \"Version:\" of its own", "the spec has no line \"Release:\" of its own");
    }

    @Test
    void takesOnlyPlainWords() {
        assertThatThrownBy(() -> new SpecEdit.Values("1\n%(evil)", "1", "1", "a.tar.gz", false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Real specs: the right number of edits, every other line as it was, {@code %files} untouched, catalogues kept. */
    @Test
    void editsRealSpecs(@TempDir Path folder) throws Exception {
        for (Path spec : realSpecs(folder)) {
            String text = Files.readString(spec);
            SpecEdit.Edited edited = SpecEdit.apply(spec.getFileName().toString(), text, VALUES);
            assertThat(edited.usable()).as(spec.toString()).isTrue();
            assertThat(files(edited.text())).as(spec.toString()).isEqualTo(files(text));
            List<String> changed = changed(text, edited);
            assertThat(changed)
                    .as(spec.toString())
                    .allMatch(line -> line.matches("(Version|Release|Source0): .*|%global with_doc 0"));
            boolean i18n = spec.toString().contains("oslo-i18n");
            assertThat(edited.text().contains("with_doc 1")).as(spec.toString()).isEqualTo(i18n);
        }
    }

    private static List<String> changed(String before, SpecEdit.Edited edited) {
        List<String> was = before.lines().toList();
        List<String> is = edited.text().lines().skip(edited.linesBefore()).toList();
        assertThat(is).hasSizeLessThanOrEqualTo(was.size());
        return Stream.iterate(0, i -> i < is.size(), i -> i + 1)
                .filter(i -> !is.get(i).equals(was.get(i)))
                .map(is::get)
                .toList();
    }

    private static List<SpecLines.Line> files(String spec) {
        return SpecLines.of(spec).stream()
                .filter(line -> line.section() == SpecLines.Section.FILES)
                .toList();
    }

    static List<Path> realSpecs(Path folder) throws Exception {
        Path bundles = Path.of(System.getenv().getOrDefault("PENSTOCK_REAL_DATA", "/none"), "rdo", "distgit");
        Assumptions.assumeTrue(Files.isDirectory(bundles), "PENSTOCK_REAL_DATA is not set");
        List<Path> specs = new java.util.ArrayList<>();
        try (Stream<Path> files = Files.list(bundles)) {
            for (Path bundle : files.sorted().toList()) {
                Path clone = folder.resolve(bundle.getFileName().toString());
                run("git", "clone", "-q", bundle.toString(), clone.toString());
                try (Stream<Path> inside = Files.list(clone)) {
                    inside.filter(file -> file.toString().endsWith(".spec")).forEach(specs::add);
                }
            }
        }
        assertThat(specs).isNotEmpty();
        return specs;
    }

    static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
        return out;
    }

    private static final String HEAD = "Version: 1\nRelease: 1\n";

    private static String edit(String spec) {
        return SpecEdit.apply("p.spec", spec, VALUES).text();
    }
}
