package penstock.require.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import penstock.require.Declarations;

/** A1 of setup.cfg: setuptools' and PBR's. */
class SetupCfgTest {
    @Test
    void readsSetuptoolsOptions() {
        Declarations read = Trees.read("setup.cfg", """
                [metadata]
                name = x
                [options]
                install_requires =
                    six>=1.0
                    # a comment
                    importlib-metadata; python_version<"3.8"

                    wrapt
                setup-requires = setuptools>=40;pbr
                tests_require: mock
                zip_safe = no
                [options.extras_require]
                Test_It =
                    pytest>=6
                docs = sphinx; furo
                [options.package_data]
                x = *.txt
                """);
        assertThat(Trees.lines(read))
                .containsExactly(
                        "5 runtime: six>=1.0",
                        "7 runtime: importlib-metadata; python_version < \"3.8\"",
                        "9 runtime: wrapt",
                        "10 build system: setuptools>=40",
                        "10 build system: pbr",
                        "11 test: mock",
                        "15 extra test-it: pytest>=6",
                        "16 extra docs: sphinx",
                        "16 extra docs: furo");
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void readsPbrsExtras() {
        Declarations read = Trees.read("setup.cfg", """
                [metadata]
                name = oslo.messaging
                requires-dist =
                    kombu>=1
                setup_requires_dist = setuptools

                [extras]
                # drivers
                amqp1 =
                  pyngus>=2.2.0 # Apache-2.0
                test =
                  trollius>=1.0:(python_version<'3.3')
                  oslotest:(python_version=='2.7' or python_version>'3')
                """);
        assertThat(Trees.lines(read))
                .containsExactly(
                        "4 runtime: kombu>=1",
                        "5 build system: setuptools",
                        "10 extra amqp1: pyngus>=2.2.0",
                        "12 extra test: trollius>=1.0; python_version < \"3.3\"",
                        "13 extra test: oslotest; python_version == \"2.7\" or python_version > \"3\"");
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void readsTheFilesThatItNames() {
        Declarations read = Trees.read(
                Map.of("setup.cfg", """
                [options]
                install_requires = file: req/base.txt, requirements.txt
                [options.extras_require]
                x = file: gone.txt
                y =
                  file: req/y.txt
                """, "req/base.txt", "a\n", "req/y.txt", "c\n", "requirements.txt", "b\n"));
        assertThat(Trees.lines(read))
                .containsExactly(
                        "req/base.txt:1 runtime: a", "requirements.txt:1 runtime: b", "req/y.txt:1 extra y: c");
        assertThat(Trees.problems(read)).containsExactly("4 warning: the file that it names is not in the tree");
    }

    @Test
    void requirementsTxtIsOnlyListedWhenTheProjectSaysElsewhereWhatItNeeds() {
        String cfg = "[options]\ninstall_requires =\n  a\n";
        assertThat(Trees.lines(Trees.read(Map.of("setup.cfg", cfg, "requirements.txt", "b\n"))))
                .containsExactly("setup.cfg:3 runtime: a", "requirements.txt:1 listed requirements.txt: b");
        assertThat(Trees.lines(Trees.read(Map.of(
                        "setup.cfg", cfg,
                        "setup.py", "import setuptools\nsetuptools.setup(setup_requires=['pbr>=2.0.0'], pbr=True)\n",
                        "requirements.txt", "b\n"))))
                .containsExactly(
                        "setup.cfg:3 runtime: a",
                        "setup.py:2 build system: pbr>=2.0.0",
                        "requirements.txt:1 runtime: b");
    }

    @Test
    void saysWhatIsBroken() {
        Declarations read = Trees.read(
                "setup.cfg",
                "lost\n[options]\ninstall_requires =\n  a\n  b c d\n[options.extras\nx = y\n[options]\ntests_require = z");
        assertThat(Trees.lines(read)).containsExactly("4 runtime: a", "9 test: z");
        assertThat(Trees.problemLines(read)).containsExactlyInAnyOrder(1, 5, 6);
    }
}
