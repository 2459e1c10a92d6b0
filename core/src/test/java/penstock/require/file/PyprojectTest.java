package penstock.require.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import penstock.require.Declarations;

/** A1 and A3 of pyproject.toml. */
class PyprojectTest {
    @Test
    void readsTheStandardTables() {
        Declarations read = Trees.read("pyproject.toml", """
                [build-system]
                requires = ["pbr>=6.0.0", 'setuptools>=64'] # why
                build-backend = "pbr.build"

                [project]
                name = "x"
                dependencies = [
                  "PyYAML>=5.1",  # MIT
                  "oslo.i18n[test]>=3; python_version < '4'",
                ]
                optional-dependencies.dotted = ["d"]
                [project.optional-dependencies]
                "Test_It" = ["pytest"]
                [[tool.mypy.overrides]]
                module = ["not.this"]
                """);
        assertThat(Trees.lines(read))
                .containsExactly(
                        "2 build system: pbr>=6.0.0",
                        "2 build system: setuptools>=64",
                        "8 runtime: pyyaml>=5.1",
                        "9 runtime: oslo-i18n[test]>=3; python_version < \"4\"",
                        "11 extra dotted: d",
                        "13 extra test-it: pytest");
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void readsDependencyGroupsWithWhatTheyInclude() {
        Declarations read = Trees.read("pyproject.toml", """
                [dependency-groups]
                test = ["pytest", "coverage[toml]"]
                Dev_All = [{include-group = "test"}, "tox", { include-group = "none" }]
                loop = [{include-group = "pool"}, "a"]
                pool = [{include-group = "loop"}]
                """);
        assertThat(Trees.lines(read))
                .containsExactly(
                        "2 group test: pytest",
                        "2 group test: coverage[toml]",
                        "2 group dev-all: pytest",
                        "2 group dev-all: coverage[toml]",
                        "3 group dev-all: tox",
                        "4 group loop: a",
                        "4 group pool: a");
        assertThat(Trees.problems(read))
                .containsExactly(
                        "3 error: there is no such group",
                        "5 error: the group includes itself",
                        "4 error: the group includes itself");
    }

    @Test
    void readsTheFilesOfDynamicTables() {
        Declarations read = Trees.read(Map.of("pyproject.toml", """
                [project]
                dynamic = ['dependencies', 'optional-dependencies']
                [tool.setuptools.dynamic]
                dependencies = { file = ['requirements.txt'] }
                optional-dependencies.x = { file = 'x.txt' }
                optional-dependencies.y.file = ['gone.txt']
                """, "requirements.txt", "a\n", "x.txt", "b\n"));
        assertThat(Trees.lines(read)).containsExactly("requirements.txt:1 runtime: a", "x.txt:1 extra x: b");
        assertThat(Trees.problems(read)).containsExactly("6 warning: the file that it names is not in the tree");
    }

    @Test
    void readsPoetrysTables() {
        Declarations read = Trees.read("pyproject.toml", """
                [tool.poetry.dependencies]
                python = "^3.8"
                a = "^1.2.3"
                b = "~0.3"
                c = { version = ">=2,<3", extras = ["x"], markers = "python_version < '3.10'" }
                d = { git = "https://example.org/d.git", tag = "v1" }
                e = { version = "*", optional = true }
                f = "1.2.*"
                g = "^1 || ^2"
                h = [{ version = "^0.0.3", python = "<3.9" }]
                [tool.poetry.dependencies.i]
                version = "2.0"
                [tool.poetry.extras]
                all = ["e"]
                [tool.poetry.dev-dependencies]
                pytest = ">= 6"
                [tool.poetry.group.docs.dependencies]
                sphinx = "^7"
                """);
        assertThat(Trees.lines(read))
                .containsExactly(
                        "3 runtime: a>=1.2.3,<2",
                        "4 runtime: b>=0.3,<0.4",
                        "5 runtime: c[x]>=2,<3; python_version < \"3.10\"",
                        "6 runtime: d @ git+https://example.org/d.git@v1",
                        "7 extra all: e",
                        "8 runtime: f==1.2.*",
                        "9 runtime: g",
                        "10 runtime: h>=0.0.3,<0.0.4",
                        "12 runtime: i==2.0",
                        "16 group dev: pytest>=6",
                        "18 group docs: sphinx>=7,<8");
        assertThat(Trees.problems(read)).containsExactly("9 warning: poetry's range has no form in PEP 440");
    }

    @Test
    void goesOnAfterWhatIsBroken() {
        assertThat(Trees.lines(Trees.read("pyproject.toml", "[project]\ndependencies = [\n \"a\",\n \"b\n \"c\",")))
                .containsExactly("3 runtime: a", "5 runtime: c");
        Declarations unclosed = Trees.read(
                "pyproject.toml",
                "[project]\ndependencies = [\n \"a\",\n \"b\"\n\n[build-system]\nrequires = [\"c\"]\n");
        assertThat(Trees.lines(unclosed)).containsExactly("3 runtime: a", "4 runtime: b", "7 build system: c");
        assertThat(Trees.problems(unclosed)).containsExactly("2 error: the bracket is not closed");
        Declarations junk = Trees.read(
                "pyproject.toml",
                "[project]\ndependencies = [\n \"a\" \"x\",\n @@ %% \"b\",\n 7]\nno key\n[broken\na=1\n");
        assertThat(Trees.lines(junk)).containsExactly("3 runtime: a", "3 runtime: x", "4 runtime: b");
        assertThat(Trees.problemLines(junk)).contains(3, 4, 5, 6, 7);
    }

    @Test
    void endsOnHostileNesting() {
        Declarations read = Trees.read(
                "pyproject.toml", "[build-system]\nrequires=['a']\n[project]\ndependencies = " + "[".repeat(500_000));
        assertThat(Trees.lines(read)).containsExactly("2 build system: a");
        assertThat(Trees.problems(read)).contains("4 error: too deeply nested");
    }
}
