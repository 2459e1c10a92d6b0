package penstock.require;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import penstock.require.file.RequirementFiles;

/** B: what changed in meaning. */
class DifferenceTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a               | a, b                  | b (runtime): added b
            a, b>=1         | a                     | b (runtime): removed b>=1
            a>=1            | a>=2                  | a (runtime): raised >=1 -> >=2
            a               | a>=2                  | a (runtime): raised >=2
            a>=1            | a>1                   | a (runtime): raised >=1 -> >1
            a>=2            | a>=1                  | a (runtime): lowered >=2 -> >=1
            a>=2            | a                     | a (runtime): lowered >=2
            a>=1.10         | a>=1.9                | a (runtime): lowered >=1.10 -> >=1.9
            a               | a<2                   | a (runtime): capped <2
            a<2             | a                     | a (runtime): uncapped <2
            a<2             | a<3                   | a (runtime): cap raised <2 -> <3
            a<=2            | a<2                   | a (runtime): cap lowered <=2 -> <2
            a==1.0          | a==1.1                | a (runtime): raised >=1.0 -> >=1.1, cap raised <=1.0 -> <=1.1
            a               | a~=1.4.2              | a (runtime): raised >=1.4.2, capped <1.5
            a==1.*          | a>=1                  | a (runtime): uncapped <2
            a>=1            | a>=1!!=1.5            | a (runtime): excluded !=1.5
            a!=1.5!!=1.6    | a!=1.6                | a (runtime): unexcluded !=1.5
            a>=1            | a>=2!!=2.1!<3         | a (runtime): raised >=1 -> >=2, capped <3, excluded !=2.1
            a               | a[x]                  | a (runtime): extras changed x
            a[y!x]          | a[x!y]                | <null>
            a>=1            | A >= 1                | <null>
            a-b_c!=1!>=0    | A.B-C>=0!!=1          | <null>
            a>=1.0          | a>=1.0.0              | <null>
            a, b            | b, a # moved          | <null>
            a, a            | a                     | <null>
            """)
    void toldByKind(String before, String after, String expected) {
        assertThat(String.join("; ", changes(lines(before), lines(after))))
                .isEqualTo(expected.equals("<null>") ? "" : expected);
    }

    /** Commas part lines in the table, exclamation marks stand for the commas in them. */
    private static String lines(String cell) {
        return cell.replace(", ", "\n").replaceAll("!(?!=)", ",");
    }

    @Test
    void markersAreMatchedBeforeOthers() {
        String before = "a>=1; python_version<'3'\na>=2; python_version>='3'\n";
        assertThat(changes(before, "a>=3;python_version >= '3'\na>=1; python_version < \"3\"\n"))
                .containsExactly("a (runtime): raised >=2 -> >=3");
        assertThat(changes(before, "a>=2; python_version>='3'\n"))
                .containsExactly("a (runtime): removed a>=1; python_version < \"3\"");
        assertThat(changes(before, "a>=2\na>=1; python_version<'3'\n"))
                .containsExactly("a (runtime): marker changed python_version >= \"3\"");
        assertThat(changes("a>=1\n", "a>=2; python_version>='3'\n"))
                .containsExactly("a (runtime): raised >=1 -> >=2, marker changed python_version >= \"3\"");
    }

    @Test
    void movesFromOneUseToAnother() {
        Declarations before = read(Map.of("requirements.txt", "a\n", "test-requirements.txt", "b>=1\nc\n"));
        Declarations after = read(Map.of("requirements.txt", "a\nb>=2\n", "test-requirements.txt", "c\na\n"));
        assertThat(Difference.between(before, after))
                .extracting(RequirementChange::toString)
                .containsExactly("a (test): added a", "b (runtime): moved test -> runtime, raised >=1 -> >=2");
    }

    @Test
    void inWhichFileItStandsDoesNotCount() {
        Declarations before = read(Map.of("requirements.txt", "six>=1\n"));
        Declarations after = read(Map.of("pyproject.toml", "[project]\ndependencies = ['Six >= 1']\n"));
        assertThat(Difference.between(before, after)).isEmpty();
    }

    @Test
    void saysWhichLine() {
        List<RequirementChange> changes = Difference.between(
                read(Map.of("requirements.txt", "a\nb>=1\n")),
                read(Map.of("requirements.txt", "# x\n\nB >= 2 # why\n")));
        assertThat(changes)
                .extracting(change -> change.at().toString())
                .containsExactly("requirements.txt:1", "requirements.txt:3");
        assertThat(changes.getLast().at().text()).isEqualTo("B >= 2 # why");
        assertThat(changes.getLast().is(RequirementChange.Kind.RAISED)).isTrue();
    }

    @Test
    void comparesPuppetAndSystemPackages() {
        String metadata = "{\"dependencies\": [{\"name\": \"puppetlabs/stdlib\", \"version_requirement\": \"%s\"}]}";
        Declarations before = read(Map.of(
                "metadata.json", metadata.formatted(">=5.0.0 <9.0.0"), "bindep.txt", "git [test]\ngcc [compile]\n"));
        Declarations after = read(Map.of(
                "metadata.json",
                metadata.formatted(">= 5.0.0 < 10.0.0"),
                "bindep.txt",
                "gcc [compile test]\ngit [test] >=2.0\n"));
        assertThat(Difference.between(before, after))
                .extracting(RequirementChange::toString)
                .containsExactly(
                        "puppetlabs-stdlib (runtime): cap raised <9.0.0 -> <10.0.0",
                        "gcc (system): marker changed compile -> compile test",
                        "git (system): raised >=2.0");
    }

    private static List<String> changes(String before, String after) {
        return Difference.between(read(Map.of("requirements.txt", before)), read(Map.of("requirements.txt", after)))
                .stream()
                .map(RequirementChange::toString)
                .toList();
    }

    private static Declarations read(Map<String, String> files) {
        return RequirementFiles.read(
                        path -> Optional.ofNullable(files.get(path)).map(text -> text.getBytes(StandardCharsets.UTF_8)))
                .declarations();
    }
}
