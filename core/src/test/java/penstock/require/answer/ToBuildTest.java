package penstock.require.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static penstock.require.answer.Specs.changes;
import static penstock.require.answer.Specs.check;
import static penstock.require.answer.Specs.docs;
import static penstock.require.answer.Specs.runtime;
import static penstock.require.answer.Specs.tests;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is needed to build since tests or documentation import the library, without a habit of the spec's to go by. */
class ToBuildTest {
    private static final String SIX = "Requires: python3-six";
    private static final String DOCUMENTED =
            "%package -n python-mill-doc\nSummary: Mill\nBuildRequires: python3-sphinx";
    private static final String SPHINX = "sphinx-build doc html";

    /** For Python 3, with lines of the library's package and other packages. */
    private static String spec(List<String> library, List<String> packages, String script) {
        return Stream.of(
                        Stream.of("Name: python-mill", "%package -n python3-mill", "Summary: Mill"),
                        library.stream(),
                        packages.stream(),
                        Stream.of("%prep", "%py_req_cleanup", script, "%files -n python3-mill", ""))
                .flatMap(lines -> lines)
                .reduce((a, b) -> a + "\n" + b)
                .orElseThrow();
    }

    private static String tested(String... library) {
        return spec(List.of(library), List.of(), "%check\npython3 -m stestr run");
    }

    @Test
    void testsImportWhatIsNewAtRunTime() {
        List<String> library = List.of("BuildRequires: python3-mock", SIX);
        assertThat(changes(check(), tested("BuildRequires: python3-mock", SIX), runtime("stone>=1")))
                .containsExactly("+BuildRequires: python3-stone", "+Requires: python3-stone");
        assertThat(changes(check(), spec(library, List.of(), "%build\nmake"), runtime("stone>=1")))
                .containsExactly("+Requires: python3-stone");
    }

    @Test
    void whatWasThereBeforeCameAlongUnlessItIsStatedToBuildForAnotherPython() {
        String three = tested("BuildRequires: python3-mock", SIX);
        String both = three.replace("%package", "BuildRequires: python2-six\n%package");
        assertThat(changes(check(), three, runtime("six>=2"))).isEmpty();
        assertThat(changes(check(), both, runtime("six>=2"))).containsExactly("+BuildRequires: python3-six");
    }

    @Test
    void sphinxImportsWhatIsThereBeforeToo() {
        List<String> library = List.of("Requires: python3-stone", SIX);
        String built = spec(library, List.of(DOCUMENTED), "%build\n" + SPHINX);
        assertThat(changes(check(), built, runtime("stone>=1", "six>=1.16", "sand", "Babel", "pbr")))
                .containsExactly(
                        "+Requires: python3-sand",
                        "+Requires: python3-babel",
                        "+Requires: python3-pbr",
                        "+BuildRequires: python3-stone",
                        "+BuildRequires: python3-sand");
        assertThat(changes(check(), built.replace(SPHINX, "make"), runtime("stone>=1")))
                .isEmpty();
    }

    @Test
    void documentationHasItWhereACommentSaysSo() {
        List<String> library = List.of(
                "BuildRequires: python3-devel",
                "# Required for documentation building",
                "BuildRequires: python3-six",
                "",
                SIX);
        assertThat(check().patch(Specs.spec(spec(library, List.of(DOCUMENTED), "%build\n" + SPHINX)), runtime("stone"))
                        .spec()
                        .text())
                .contains("BuildRequires: python3-six\nBuildRequires: python3-stone\n\n")
                .containsOnlyOnce("BuildRequires: python3-stone");
    }

    @Test
    void oneLineToBuildIsEnoughForTestsAndDocumentation() {
        String both = spec(
                List.of("BuildRequires: python3-mock", SIX),
                List.of(DOCUMENTED),
                "%build\n" + SPHINX + "\n%check\npytest");
        assertThat(changes(check(), both, runtime("stone")))
                .containsExactly("+BuildRequires: python3-stone", "+Requires: python3-stone");
    }

    @Test
    void withoutAPackageOfDocumentationItsBuildersStandWhereSphinxDoes() {
        String here = spec(List.of("BuildRequires: python3-sphinx", SIX), List.of(), "%build\n" + SPHINX);
        assertThat(changes(check(), here, docs("openstackdocstheme>=2")))
                .containsExactly("+BuildRequires: python3-openstackdocstheme");
        assertThat(changes(check(), here, tests("sphinxcontrib-mill")))
                .containsExactly("+BuildRequires: python3-sphinxcontrib-mill");
        assertThat(changes(check(), here.replace("python3-sphinx", "python3-mock"), docs("openstackdocstheme")))
                .isEmpty();
    }

    @Test
    void whatIsGeneratedToBuildIsNotPutIn() {
        String generated = spec(
                List.of("BuildRequires: python3-mock", SIX),
                List.of(DOCUMENTED),
                "%generate_buildrequires\n%pyproject_buildrequires\n%build\n" + SPHINX + "\n%check\npytest");
        assertThat(changes(check(), generated, runtime("stone"))).containsExactly("+Requires: python3-stone");
        assertThat(changes(
                        check(),
                        generated.replace("%pyproject_buildrequires", "%pyproject_buildrequires -R"),
                        runtime("stone")))
                .containsExactly("+BuildRequires: python3-stone", "+Requires: python3-stone");
    }
}
