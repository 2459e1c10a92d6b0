package penstock.require.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import penstock.require.python.PythonVersion;
import penstock.require.python.SpecifierSet;

/** 4.C: bounds of PEP 440 as rpm's own generator writes them. */
class RpmVersionsTest {
    private static final Path GENERATOR = Path.of("/usr/lib/rpm/pythondistdeps.py");
    private static final int CASES = 2_000;

    /** Asks the generator's own functions, which a run over files would. */
    private static final String PROGRAM = """
            import sys, re
            source = open(sys.argv[1]).read()
            start, end = source.index('class RpmVersion'), source.index('def get_marker_env')
            from packaging.version import parse
            from sys import stderr
            space = dict(parse=parse, stderr=stderr)
            exec(source[start:end], space)
            for line in open(sys.argv[2]):
                parts = [re.match(r'(~=|===|==|!=|<=|>=|<|>)(.*)', one).groups() for one in line.strip().split(',')]
                texts = [space['convert']('python3dist(a)', sign, version) for sign, version in parts]
                print(texts[0] if len(texts) == 1 else '({})'.format(' with '.join(sorted(texts))))
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ">=5.2.0 | python3dist(a) >= 5.2",
                "<2 | python3dist(a) < 2",
                "<=9.2 | python3dist(a) <= 9.2",
                ">1.0 | python3dist(a) > 1",
                "==1.2.3 | python3dist(a) = 1.2.3",
                "==1.* | (python3dist(a) >= 1 with python3dist(a) < 2)",
                "~=1.4.2 | (python3dist(a) >= 1.4.2 with python3dist(a) < 1.5)",
                "~=2.0 | (python3dist(a) >= 2 with python3dist(a) < 3)",
                "!=1.5 | (python3dist(a) < 1.5 or python3dist(a) > 1.5)",
                ">=1.0rc1 | python3dist(a) >= 1~rc1",
                ">=1.0.dev5 | python3dist(a) >= 1~~dev5",
                ">=1.0.post1 | python3dist(a) >= 1^post1",
                ">=1!2.0 | python3dist(a) >= 1:2",
                ">=1,<2 | (python3dist(a) < 2 with python3dist(a) >= 1)",
            })
    void requirements(String clauses, String wanted) {
        assertThat(RpmVersions.requirement(
                        "python3dist(a)", SpecifierSet.read(clauses).value().orElseThrow()))
                .isEqualTo(wanted);
    }

    @Test
    void thereAndBack() {
        for (String text : List.of("1.0", "1.0rc1", "2.0a3", "3.0.dev12", "1.0.post2", "1!2.3", "9.2.1.dev5")) {
            PythonVersion version = PythonVersion.read(text).value().orElseThrow();
            assertThat(RpmVersions.python(RpmVersions.generated(version))).contains(version);
        }
    }

    @Test
    void asTheGeneratorOfRpm() throws Exception {
        Assumptions.assumeTrue(Files.exists(GENERATOR), GENERATOR + " is not installed");
        Random random = new Random(20261129);
        List<String> cases = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            cases.add(clauses(random));
        }
        Path input = Files.write(folder.resolve("cases"), cases);
        Process process = new ProcessBuilder("python3", "-c", PROGRAM, GENERATOR.toString(), input.toString())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(folder.resolve("errors"))).isEmpty();
        assertThat(cases.stream()
                        .map(one -> RpmVersions.requirement(
                                "python3dist(a)", SpecifierSet.read(one).value().orElseThrow())))
                .containsExactlyElementsOf(lines);
    }

    /** One to three clauses, none equal to another: sets drop those. */
    private static String clauses(Random random) {
        List<String> signs = List.of("~=", "==", "!=", "<=", ">=", "<", ">");
        List<String> clauses = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            String sign = signs.get(random.nextInt(signs.size()));
            String release =
                    (i + random.nextInt(3) * 3) + "." + random.nextInt(12) + (random.nextBoolean() ? ".0" : "");
            boolean prefix = random.nextInt(4) == 0 && (sign.equals("==") || sign.equals("!="));
            String suffix =
                    List.of("", "", "rc1", "a2", "b10", ".dev3", ".post4").get(random.nextInt(7));
            clauses.add(sign + release + (prefix ? ".*" : suffix));
        }
        return String.join(",", clauses);
    }
}
