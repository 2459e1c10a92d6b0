package penstock.require.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static penstock.require.answer.Specs.GENERATED;
import static penstock.require.answer.Specs.STATIC;
import static penstock.require.answer.Specs.changes;
import static penstock.require.answer.Specs.check;
import static penstock.require.answer.Specs.docs;
import static penstock.require.answer.Specs.runtime;
import static penstock.require.answer.Specs.tests;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import penstock.distro.Package;

/** D of the early warning: edits as a packager makes them. */
class PatchTest {
    @Test
    void aRaisedBoundEditsTheLineAndKeepsItsEpoch() {
        assertThat(changes(check(), STATIC, runtime("oslo.config>=5.2.0 # Apache-2.0", "oslo.i18n>=3.15.3")))
                .containsExactly(
                        "-Requires:       python3-oslo-config >= 2:5.1.0",
                        "+Requires:       python3-oslo-config >= 2:5.2.0");
    }

    @Test
    void anAddedRequirementStandsBelowItsNeighboursAndIsThereToBuildWhereTheyAre() {
        assertThat(check().patch(Specs.spec(STATIC), runtime("packaging>=20.4")).diff("python-oslo-utils.spec"))
                .isEqualTo("""
                        --- a/python-oslo-utils.spec
                        +++ b/python-oslo-utils.spec
                        @@ -25,6 +25,7 @@
                         BuildRequires:  python3-oslotest
                         BuildRequires:  python3-oslo-i18n
                         BuildRequires:  python3-netaddr
                        +BuildRequires:  python3-packaging
                         # Required to compile translation files
                         BuildRequires:  python3-babel
                        \s
                        @@ -32,6 +33,7 @@
                         Requires:       python3-oslo-config >= 2:5.1.0
                         Requires:       python3-iso8601
                         Requires:       python3-netaddr >= 0.7.18
                        +Requires:       python3-packaging >= 20.4
                         Requires:       python-%{pkg_name}-lang = %{version}-%{release}
                        \s
                         %description -n python3-%{pkg_name}
                        """);
    }

    @Test
    void aTestRequirementGoesToTheTestsAndToTheBuild() {
        assertThat(changes(check(), STATIC, tests("ddt>=1.0.1", "oslotest>=3.2.0", "hacking>=3")))
                .containsExactly("+BuildRequires:  python3-ddt", "+Requires: python3-ddt");
    }

    @Test
    void aRequirementOfDocumentationGoesToItsPackage() {
        assertThat(changes(check(), STATIC, docs("sphinxcontrib-apidoc>=0.2.0", "sphinx>=2.0.0", "reno>=3.1.0")))
                .containsExactly("+BuildRequires:  python3-sphinxcontrib-apidoc");
    }

    @Test
    void whatIsGeneratedIsNotWritten() {
        assertThat(changes(check(), GENERATED, runtime("oslo.config>=9.0.0", "newdep>=1")))
                .isEmpty();
        assertThat(changes(check(), GENERATED, tests("oslotest>=99", "newtest")))
                .isEmpty();
        assertThat(changes(check(), GENERATED, docs("sphinx>=99"))).isEmpty();
    }

    @Test
    void whatBuildsDocumentationIsForItWhereverUpstreamListsIt() {
        assertThat(changes(check(), STATIC, tests("openstackdocstheme>=2", "sphinxcontrib-new", "sphinx")))
                .containsExactly("+BuildRequires:  python3-sphinxcontrib-new");
    }

    @Test
    void linesWithoutBoundsStaySoWhereMostOfTheirNeighboursHaveNone() {
        String plain = STATIC.replace(" >= 3.15.3", "").replace(" >= 2:5.1.0", "");
        assertThat(changes(check(), plain, runtime("oslo.config>=5.2.0", "netaddr>=0.9", "packaging>=20.4")))
                .containsExactly(
                        "+BuildRequires:  python3-packaging",
                        "-Requires:       python3-netaddr >= 0.7.18",
                        "+Requires:       python3-netaddr >= 0.9",
                        "+Requires:       python3-packaging");
        String none = plain.replace(" >= 0.7.18", "");
        assertThat(changes(check(), none, runtime("oslo.config>=5.2.0", "packaging>=20.4")))
                .containsExactly("+BuildRequires:  python3-packaging", "+Requires:       python3-packaging");
        assertThat(check().answer(
                                Specs.spec(plain), runtime("oslo.config>=5.2.0").getFirst())
                        .hints())
                .containsExactly(new Hint(32, "states python3-oslo-config; upstream asks for >= 5.2.0"));
    }

    @Test
    void oneExampleIsEnoughForABoundOfWhatTheDistributionMakes() {
        String plain = STATIC.replace(" >= 3.15.3", "").replace(" >= 2:5.1.0", "");
        Package.Source source = new Package.Source("https://example.org/oslo.config", "master", false);
        Package made = new Package("oslo-config", "python-oslo-config", "", source, source, List.of());
        Target target = new Target(
                Specs.TARGET.python(),
                true,
                Specs.TARGET.leftOut(),
                Specs.TARGET.implied(),
                Map.of("python3-oslo-config", "2"));
        Check check = new Check(target, new Names(List.of(made), Map.of()), Provided.UNKNOWN);
        assertThat(changes(check, plain, runtime("oslo.config>=5.2.0")))
                .containsExactly(
                        "-Requires:       python3-oslo-config", "+Requires:       python3-oslo-config >= 2:5.2.0");
        assertThat(changes(check, plain, runtime("iso8601>=0.1.12"))).isEmpty();
    }

    @Test
    void aLineWhoseNameDoesNotSayItsPythonIsAnExampleToo() {
        String half = STATIC.replace("python3-oslo-config >= 2:5.1.0", "python3-oslo-config");
        String iso8601 = "Requires:       python3-iso8601\n";
        String few = half.replace(iso8601, iso8601 + "Requires:       pytz\n");
        assertThat(changes(check(), half, runtime("packaging>=20.4")))
                .contains("+Requires:       python3-packaging >= 20.4");
        assertThat(changes(check(), few, runtime("packaging>=20.4"))).contains("+Requires:       python3-packaging");
    }

    @Test
    void buildRequirementsOfAPythonAreFoundInItsCondition() {
        String spec = """
                Name:           python-mill
                Version:        1
                Release:        1
                Summary:        Mill
                BuildRequires:  python-pbr
                BuildRequires:  python-mock
                Requires:       python-mock
                %if 0%{?with_python3}
                BuildRequires:  python3-pbr
                BuildRequires:  python3-mock
                %endif
                %if 0%{?with_python3}
                %package -n python3-mill
                Summary:        Mill
                Requires:       python3-mock
                %endif
                %prep
                %py_req_cleanup
                %check
                nosetests
                %files
                %files -n python3-mill
                """;
        assertThat(Specs.check().patch(Specs.spec(spec), runtime("six")).spec().text())
                .contains("BuildRequires:  python-mock\nBuildRequires:  python-six\nRequires:")
                .contains("BuildRequires:  python3-mock\nBuildRequires:  python3-six\n%endif");
    }

    @Test
    void pbrAtRunTimeIsStatedInAnyVersionAndSetuptoolsIsNot() {
        assertThat(changes(check(), STATIC, runtime("pbr>=2.0.0", "setuptools>=40")))
                .containsExactly("+Requires:       python3-pbr");
    }

    @Test
    void theTestsOwnBoundIsRaisedWithTheLibrarys() {
        String tests = STATIC.replace(
                "Requires: python3-eventlet\n",
                "Requires: python3-eventlet\nRequires: python3-oslo-config >= 2:5.1.0\n");
        assertThat(changes(check(), tests, runtime("oslo.config>=5.2.0")))
                .containsExactly(
                        "-Requires:       python3-oslo-config >= 2:5.1.0",
                        "+Requires:       python3-oslo-config >= 2:5.2.0",
                        "-Requires: python3-oslo-config >= 2:5.1.0",
                        "+Requires: python3-oslo-config >= 2:5.2.0");
    }

    @Test
    void bothPythonsAreServedEachByItsOwnMarker() {
        String two = STATIC.replace("%description\nRequires: nothing, this is text\n", """
                %description
                Text.

                %package -n python2-%{pkg_name}
                Summary:    OpenStack Oslo Utility library

                Requires:   python2-oslo-i18n >= 3.15.3
                Requires:   python2-monotonic >= 0.6

                %description -n python2-%{pkg_name}
                Text.
                """)
                + "\n%files -n python2-%{pkg_name}\n";
        assertThat(changes(
                        check(),
                        two,
                        runtime(
                                "oslo.i18n>=4",
                                "futures>=3; python_version == '2.7'",
                                "typing>=1; python_version < '2'")))
                .containsExactly(
                        "-Requires:   python2-oslo-i18n >= 3.15.3",
                        "+Requires:   python2-oslo-i18n >= 4",
                        "+Requires:   python2-futures >= 3",
                        "-Requires:       python3-oslo-i18n >= 3.15.3",
                        "+Requires:       python3-oslo-i18n >= 4");
    }
}
