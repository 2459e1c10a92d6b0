package penstock.require.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import penstock.require.Declarations;

/** A3: of a file that is broken somewhere all that stands before the break is read, and what is not read is said. */
class BrokenFileTest {
    /** Each requirement on a line of its own, as real files have them. */
    private static final Map<String, String> SAMPLES = new TreeMap<>(Map.of(
            "requirements.txt", """
            # Requirements lower bounds listed here are our best effort
            pbr!=2.1.0,>=2.0.0 # Apache-2.0
            Jinja2>=2.10 # BSD License (3 clause)
            importlib_metadata>=1.7.0;python_version<'3.8' # Apache-2.0
            oslo.config[rst_generator]>=5.2.0
            requests @ https://example.org/requests.zip
            -c upper-constraints.txt
            six==1.16.0 --hash=sha256:abcdef
            zope.interface>=4
            """,
            "setup.cfg", """
            [metadata]
            name = oslo.thing
            description-file = README.rst

            [options]
            install_requires =
                stevedore>=1.20.0
                # why
                wrapt>=1.0;python_version<"3.10"
                debtcollector
            [extras]
            fixtures =
              fixtures>=3.0.0 # BSD
              testtools:(python_version<'3')
            """,
            "pyproject.toml", """
            [build-system]
            requires = [
              "pbr>=6.1.1",
            ]
            [project]
            name = "x"
            dependencies = [
              "PyYAML>=5.1", # MIT
              'rich >= 10',
              "tomli; python_version < '3.11'",
            ]
            [project.optional-dependencies]
            test = [
              "pytest",
              "coverage[toml]>=5"
            ]
            """,
            "setup.py", """
            #!/usr/bin/env python
            import setuptools

            setuptools.setup(
                name="x",
                install_requires=[
                    'six>=1.9',  # why
                    "futures; python_version<'3'",
                    'enum34',
                ],
                extras_require={'test': [
                    'nose',
                    'mock>=2',
                ]},
                packages=['x'])
            """,
            "metadata.json", """
            {
              "name": "openstack-keystone",
              "dependencies": [
                { "name": "puppetlabs/apache", "version_requirement": ">=5.0.0 <10.0.0" },
                { "name": "puppetlabs/stdlib", "version_requirement": ">=5.0.0" },
                { "name": "openstack/oslo", "version_requirement": ">=20.3.0" }
              ],
              "requirements": [
                { "name": "puppet", "version_requirement": ">= 7.0.0" }
              ],
              "version": "1.0.0"
            }
            """,
            "Puppetfile", """
            forge 'https://forge.example.org'
            # modules
            mod 'puppetlabs/stdlib', '9.0.0'
            mod 'nova', :git => 'https://example.org/nova', :ref => 'master'
            mod "apache", :latest
            mod 'x/y'
            """,
            "bindep.txt", """
            # needed by tests
            libffi-dev [platform:dpkg test]
            libffi-devel [platform:rpm (test compile)] >=3.0
            gcc
            git [!platform:suse] # comment
            """));

    private static final List<String> HOSTILE = List.of(
            "[",
            "{",
            "(",
            "\"",
            "'",
            "'''\n",
            "\\\"\"\"\n",
            "\\\"x\\\n",
            "\\\n",
            "a.",
            "a=",
            "a=1\n",
            "a=[\n",
            ",",
            "#",
            " ",
            "\t#",
            "-r x\n",
            "<<<<<<< x\n",
            "=======\n",
            "a[",
            "\"a\" ",
            "\"a\",",
            "[a]\n",
            "[[a]]\n",
            "a\n",
            "a==1;b\n",
            "a b ",
            "setup(",
            "x = x + x\n",
            "x += ['a']\n",
            "\r",
            "\u00e9",
            "\u0000",
            "mod 'a',\n",
            "a [",
            "a !=1,",
            "{\"a\":",
            "[dependency-groups]\nx=['a']\n",
            "-e git+x#egg=",
            "${A}");

    @Test
    void everyRequirementBeforeACutIsRead() {
        Random random = new Random(7);
        SAMPLES.forEach((path, sample) -> {
            for (int i = 0; i < 400; i++) {
                int cut = random.nextInt(sample.length());
                keeps(path, sample, sample.substring(0, cut).getBytes(StandardCharsets.UTF_8), lineOf(sample, cut));
            }
        });
    }

    @Test
    void everyRequirementBeforeStrangeBytesIsRead() {
        Random random = new Random(8);
        SAMPLES.forEach((path, sample) -> {
            byte[] bytes = sample.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 400; i++) {
                int at = 2 + random.nextInt(bytes.length - 2);
                byte[] strange = new byte[1 + random.nextInt(4)];
                random.nextBytes(strange);
                keeps(path, sample, with(bytes, at, strange), lineOf(sample, at));
            }
        });
    }

    @Test
    void everyRequirementBeforeABracketOrQuoteTooMuchIsRead() {
        Random random = new Random(9);
        List<String> signs =
                List.of("[", "]", "{", "}", "(", ")", "\"", "'", "'''", ",", "=", ":", "\\", "\n", "#", ";");
        SAMPLES.forEach((path, sample) -> {
            for (int i = 0; i < 400; i++) {
                int at = 2 + random.nextInt(sample.length() - 2);
                byte[] sign = signs.get(random.nextInt(signs.size())).getBytes(StandardCharsets.UTF_8);
                keeps(path, sample, with(sample.getBytes(StandardCharsets.UTF_8), at, sign), lineOf(sample, at));
            }
        });
    }

    @Test
    void ourSideOfAConflictIsReadEverywhere() {
        Random random = new Random(10);
        SAMPLES.forEach((path, sample) -> {
            List<String> lines = sample.lines().toList();
            for (int i = 0; i < 100; i++) {
                int at = random.nextInt(lines.size());
                String conflicted = String.join("\n", lines.subList(0, at)) + "\n<<<<<<< HEAD\n"
                        + String.join("\n", lines.subList(at, lines.size())) + "\n=======\nx>=y [ (\n>>>>>>> theirs\n";
                Declarations read = Trees.read(path, conflicted);
                assertThat(written(read)).as(conflicted).containsExactlyElementsOf(written(Trees.read(path, sample)));
                assertThat(Trees.problems(read)).contains((at == 0 ? 2 : at + 1) + " error: a merge conflict");
            }
        });
    }

    /** Texts that make a careless reader slow or deep. A reader that is quadratic needs minutes for them. */
    @Tag("extended")
    @ParameterizedTest
    @MethodSource("hostilePieces")
    void hostileTextTakesLinearTime(String piece) {
        String text = "setup(install_requires=[\n\n" + piece.repeat(300_000 / piece.length());
        String dependencies = "[project]\ndependencies=[" + piece.repeat(300_000 / piece.length());
        String json = "{\"dependencies\": [" + piece.repeat(300_000 / piece.length());
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (String path : SAMPLES.keySet()) {
                for (String hostile : List.of(text, dependencies, json, text.substring(26))) {
                    Declarations read = Trees.read(path, hostile);
                    assertThat(read.problems()).hasSizeLessThanOrEqualTo(1_000);
                }
            }
        });
    }

    static List<String> hostilePieces() {
        return HOSTILE;
    }

    private static void keeps(String path, String sample, byte[] broken, int line) {
        List<String> before = Trees.read(path, sample).all().stream()
                .filter(one -> one.at().line() < line)
                .map(one -> one.at().line() + " " + one.requirement().written())
                .toList();
        Declarations read = RequirementFiles.read(asked -> asked.equals(path) ? Optional.of(broken) : Optional.empty())
                .declarations();
        assertThat(read.all().stream()
                        .map(one -> one.at().line() + " " + one.requirement().written())
                        .toList())
                .as("%s, broken in line %d:%n%s", path, line, new String(broken, StandardCharsets.UTF_8))
                .containsAll(before);
    }

    private static List<String> written(Declarations read) {
        return read.all().stream().map(one -> one.requirement().written()).collect(Collectors.toList());
    }

    private static int lineOf(String text, int at) {
        return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    private static byte[] with(byte[] bytes, int at, byte[] inserted) {
        byte[] all = Arrays.copyOf(bytes, bytes.length + inserted.length);
        System.arraycopy(inserted, 0, all, at, inserted.length);
        System.arraycopy(bytes, at, all, at + inserted.length, bytes.length - at);
        return all;
    }
}
