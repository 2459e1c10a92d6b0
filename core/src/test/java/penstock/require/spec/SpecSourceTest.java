package penstock.require.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class SpecSourceTest {
    @Test
    void linesSayWhichPackageRequiresWhat() {
        assertThat(stated("""
                        %global pkg_name six
                        Name: python-%{pkg_name}
                        BuildRequires: python3-devel, git-core
                        Requires(post): /usr/sbin/useradd
                        %description
                        Requires: text
                        %package -n python3-%{pkg_name}
                        Requires: python3-a >= 2:5.2.0
                        Recommends:\tpython3dist(b.c)
                        %package tests
                        requires : (python3dist(a) >= 1 with python3dist(a) < 2)
                        # Requires: no
                        Requires: %{py3_dist x} = %{version}-%{release} python3-y
                        %prep
                        Requires: no
                        """))
                .containsExactly(
                        "3 BUILD_REQUIRES python-six: python3-devel|git-core",
                        "4 REQUIRES python-six: /usr/sbin/useradd",
                        "8 REQUIRES python3-six: python3-a >= 2:5.2.0",
                        "9 RECOMMENDS python3-six: python3dist(b.c)",
                        "11 REQUIRES python-six-tests: (python3dist(a) >= 1 with python3dist(a) < 2)",
                        "13 REQUIRES python-six-tests: %{py3_dist x} = %{version}-%{release}|python3-y");
    }

    @Test
    void conditionsAndCommentsStayAsWritten() {
        SpecSource spec = read("""
                Name: a
                # Required for tests
                %if 0%{?fedora} || 0%{?rhel} >= 8
                %ifarch x86_64
                BuildRequires: b
                %endif
                %else
                BuildRequires: c
                %endif

                BuildRequires: d
                """);
        assertThat(spec.statements().stream().map(Statement::conditions))
                .containsExactly(
                        List.of("%if 0%{?fedora} || 0%{?rhel} >= 8", "%ifarch x86_64"),
                        List.of("not: %if 0%{?fedora} || 0%{?rhel} >= 8"),
                        List.of());
        assertThat(spec.statements().stream().map(Statement::comment))
                .containsExactly("Required for tests", "Required for tests", "");
    }

    @Test
    void aMacroOfSeveralValuesHasNone() {
        assertThat(stated("""
                        Name: a
                        %if 1
                        %global pyver 3
                        %else
                        %global pyver 2
                        %endif
                        %{!?sname: %global sname six}
                        %global loop %{loop2}
                        %global loop2 %{loop}
                        Requires: python%{pyver}-%{sname}
                        Requires: %{loop}-x %{?unknown}
                        """))
                .containsExactly("10 REQUIRES a: python%{pyver}-six", "11 REQUIRES a: %{loop2}-x|%{?unknown}");
    }

    @Test
    void whatIsGenerated() {
        Generation tox = read("""
                        Name: a
                        %global excluded_brs doc8 Bandit
                        %if ! 0%{?with_doc}
                        %global excluded_brs %{excluded_brs} sphinx
                        %endif
                        %generate_buildrequires
                          %pyproject_buildrequires -t -e %{default_toxenv},docs
                        %build
                        %pyproject_wheel
                        """).generation();
        assertThat(tox.excluded()).containsExactly("bandit", "doc8", "sphinx");
        assertThat(tox.buildRequires()).contains(7);
        assertThat(List.of(tox.ofTests(), tox.ofDocs(), tox.ofRuntime(false))).containsExactly(true, true, true);
        Generation plain =
                read("%generate_buildrequires\n%pyproject_buildrequires\n").generation();
        assertThat(List.of(plain.ofTests(), plain.ofDocs(), plain.ofRuntimeToBuild()))
                .containsExactly(false, false, true);
        assertThat(read("%pyproject_buildrequires -R -t\n").generation().ofRuntimeToBuild())
                .isFalse();
    }

    @Test
    void whatTheSpecSaysOfTheGeneratorOfRuntimeRequirements() {
        assertThat(runtime("%{?python_enable_dependency_generator}")).contains(true);
        assertThat(runtime("%{?python_disable_dependency_generator}")).contains(false);
        assertThat(runtime("%prep\n%py_req_cleanup")).contains(false);
        assertThat(runtime("%prep\nrm -rf {test-,}requirements.txt")).contains(false);
        assertThat(runtime("%prep\n# rm -rf requirements.txt")).isEmpty();
        assertThat(runtime("%build\n%{py3_build}")).isEmpty();
        assertThat(runtime("%install\n%pyproject_install")).contains(true);
    }

    @Test
    void rolesOfPackages() {
        SpecSource spec = read("""
                Name: python-a
                %package -n python3-a
                %package -n python3-a-tests
                %package -n python-a-doc
                %package -n python-a-lang
                %package -n python3-a+redis
                %package -n python2-a
                %files -n python3-a
                %files -n python3-a-tests
                %files -n python-a-lang -f a.lang
                %files -n python3-a+redis
                """);
        assertThat(spec.packages().stream().map(one -> one.name() + " " + one.role()))
                .containsExactly(
                        "python-a OTHER",
                        "python3-a LIBRARY",
                        "python3-a-tests TESTS",
                        "python-a-doc DOC",
                        "python-a-lang OTHER",
                        "python3-a+redis OTHER",
                        "python2-a OTHER");
        assertThat(read("Name: puppet-a\n%files\n").main().role()).isEqualTo(Subpackage.Role.LIBRARY);
    }

    @Test
    void checksWhereCheckRunsSomething() {
        assertThat(read("Name: a\n%check\n%tox\n%install\nmake\n").checks()).isTrue();
        assertThat(read("Name: a\n%check\n# nothing\n\n%install\nmake\n").checks())
                .isFalse();
    }

    @Test
    void documentsWhereAScriptRunsSphinx() {
        for (String run : List.of(
                "sphinx-build -W -b html doc/source doc/build/html",
                "%{__python2} setup.py build_sphinx -b html",
                "python3 -m sphinx doc html",
                "tox -e docs")) {
            assertThat(read("Name: a\n%build\n" + run + "\n").documents())
                    .as(run)
                    .isTrue();
        }
        assertThat(read("Name: a\nBuildRequires: python3-sphinx\n%build\n# sphinx-build doc html\nrm -rf html\n")
                        .documents())
                .isFalse();
    }

    @Test
    void bytesThatAreNoUtf8AreKept() {
        byte[] latin = "Name: a\r\nSummary: caf\u00e9\r\nRequires: b".getBytes(StandardCharsets.ISO_8859_1);
        SpecSource spec = SpecSource.read("a.spec", latin);
        assertThat(spec.bytes()).isEqualTo(latin);
        SpecDraft draft = SpecDraft.of(spec)
                .with(List.of(new LineEdit.Insert(3, "Requires: c"), new LineEdit.Insert(0, "# first")));
        assertThat(new String(draft.spec().bytes(), StandardCharsets.ISO_8859_1))
                .isEqualTo("# first\r\nName: a\r\nSummary: caf\u00e9\r\nRequires: b\nRequires: c");
    }

    @Test
    void hostileTextIsReadInTime() {
        String deep = "Name: a\n" + "%if 1\n".repeat(100_000) + "Requires: " + "(".repeat(4_000) + "\n";
        String macros = "Name: a\n%global x %{x}%{x}%{x}%{x}%{x}%{x}y\n".repeat(2_000) + "Requires: %{x}%{x}\n";
        String long1 =
                "Name: a\nRequires: " + "a, ".repeat(1_000_000) + "\n%pyproject_buildrequires " + "{".repeat(100_000);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            assertThat(read(deep).statements()).hasSize(1);
            assertThat(read(macros).statements()).hasSize(1);
            assertThat(read(long1).text()).isEqualTo(long1);
        });
    }

    private static Optional<Boolean> runtime(String text) {
        return read("Name: a\n" + text + "\n").generation().runtime();
    }

    private static SpecSource read(String text) {
        return SpecSource.read("a.spec", text);
    }

    private static List<String> stated(String text) {
        return read(text).statements().stream()
                .map(one -> one.line() + " " + one.tag() + " " + one.of().name() + ": "
                        + one.items().stream()
                                .map(item -> (item.name() + " " + item.sign() + " " + item.evr()).strip())
                                .collect(Collectors.joining("|")))
                .toList();
    }
}
