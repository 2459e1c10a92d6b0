package penstock.require.python;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 4.A2: requirements by PEP 508. */
class PythonRequirementTest {
    /** The examples of PEP 508, and what people write besides; the text is that of {@code packaging} 23.0. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "A | A",
                "A.B-C_D | A.B-C_D",
                "aa | aa",
                "name | name",
                "name<=1 | name<=1",
                "name>=3 | name>=3",
                "name>=3,<2 | name<2,>=3",
                "name>=3,<2, | name<2,>=3",
                "name ( >= 3 , <2 ) | name<2,>=3",
                "name() | name",
                "name@http://foo.com | name@ http://foo.com",
                "name [fred,bar] @ http://foo.com ; python_version=='2.7' | name[bar,fred]@ http://foo.com ; python_version == \"2.7\"",
                "name[quux, strange];python_version<'2.7' and platform_version=='2' | name[quux,strange]; python_version < \"2.7\" and platform_version == \"2\"",
                "name; os_name=='a' or os_name=='b' | name; os_name == \"a\" or os_name == \"b\"",
                "name; os_name=='a' and os_name=='b' or os_name=='c' | name; os_name == \"a\" and os_name == \"b\" or os_name == \"c\"",
                "name; os_name=='a' and (os_name=='b' or os_name=='c') | name; os_name == \"a\" and (os_name == \"b\" or os_name == \"c\")",
                "name; (os_name=='a' or os_name=='b') and os_name=='c' | name; (os_name == \"a\" or os_name == \"b\") and os_name == \"c\"",
                "oslo.config>=5.2.0,!=5.5.* ; extra == 'My_Extra' | oslo.config!=5.5.*,>=5.2.0; extra == \"my-extra\"",
                "pip @ file:///localbuilds/pip-1.3.1.zip | pip@ file:///localbuilds/pip-1.3.1.zip",
                "x===foobar | x===foobar",
            })
    void examples(String written, String text) {
        assertThat(PythonRequirement.read(written).value().map(PythonRequirement::toString))
                .hasValueSatisfying(read -> assertThat(read).isEqualTo(text));
    }

    @Test
    void orderCaseAndSeparatorsDoNotCount() {
        assertThat(PythonRequirement.read("Oslo_Config[B,a]  >=1.0, <2").value())
                .isEqualTo(PythonRequirement.read("oslo.config[A,b]<2.0,>=1").value())
                .isNotEqualTo(PythonRequirement.read("oslo.config[A]<2.0,>=1").value())
                .isNotEqualTo(PythonRequirement.read("oslo.config[A,b]<2.0,>1").value());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "-e . | 1 | Expected the name of a project",
                "a b | 3 | Expected the end or ; after the name",
                "a >1 b | 6 | Expected the end or ; after the version",
                "a[b | 4 | Expected ] or a comma after the name of an extra",
                "a[,b] | 3 | Expected the name of an extra",
                "a=1 | 2 | Expected the end or ; after the name",
                "a @ | 4 | Expected a URL with scheme and host after @",
                "a @ http:x | 5 | Expected a URL with scheme and host after @",
                "a (>1 | 6 | Expected ) or a version by PEP 440",
                "a ~=1 | 3 | Expected the end or ; after the name",
                "a; python_versio < '3' | 4 | Expected a variable of a marker, such as python_version, or a quoted text",
                "a; os_name == 'x | 15 | This quote is not closed",
                "a; (os_name == 'x' | 19 | Expected ), 'and' or 'or' in the parentheses opened at column 4",
                "a; os_name is 'x' | 12 | Expected a marker's operator: <=, <, !=, ==, >=, >, ~=, ===, in, not in",
                "a ===1,2 | 8 | Expected an operator and a version by PEP 440, such as >=1.2",
            })
    void mistakesHaveTheirColumn(String written, int column, String message) {
        assertThat(PythonRequirement.read(written)).isEqualTo(new Reading.Refused<>(message, column));
    }

    @Test
    void hostileTextsAreRefusedAtOnce() {
        String deep = "a; " + "(".repeat(2000) + "os_name=='x'" + ")".repeat(2000);
        assertThat(PythonRequirement.read(deep))
                .isEqualTo(new Reading.Refused<>("Parentheses nested deeper than 100", 104));
        assertThat(PythonRequirement.read("a".repeat(5000)))
                .isEqualTo(new Reading.Refused<>("Longer than 4096 characters", 4097));
        assertThat(PythonRequirement.read("a>=" + "1.".repeat(2000) + "1").value())
                .isPresent();
        assertThat(PythonRequirement.read("a" + " and ".repeat(800)).value()).isEmpty();
    }
}
