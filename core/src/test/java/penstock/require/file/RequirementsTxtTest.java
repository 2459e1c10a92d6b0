package penstock.require.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import penstock.require.Declarations;

/** A1 and A3 of requirements files: as pip reads them. */
class RequirementsTxtTest {
    @Test
    void readsNamesBoundsExtrasAndMarkers() {
        Declarations read = Trees.read("requirements.txt", """
                # The order of packages is significant
                pbr!=2.1.0,>=2.0.0 # Apache-2.0

                Oslo.Config[rootwrap_x] >= 5.2 , <6; python_version<'3.0'
                  PyYAML
                name@https://example.org/x.zip#sha256=1
                """);
        assertThat(Trees.lines(read))
                .containsExactly(
                        "2 runtime: pbr>=2.0.0,!=2.1.0",
                        "4 runtime: oslo-config[rootwrap-x]>=5.2,<6; python_version < \"3.0\"",
                        "5 runtime: pyyaml",
                        "6 runtime: name @ https://example.org/x.zip#sha256=1");
        assertThat(read.problems()).isEmpty();
        assertThat(read.all().get(1).at().text())
                .isEqualTo("Oslo.Config[rootwrap_x] >= 5.2 , <6; python_version<'3.0'");
    }

    @Test
    void joinsLinesAndLeavesOptionsOut() {
        Declarations read = Trees.read("requirements.txt", """
                --index-url https://example.org/simple
                -f http://tarballs.example.org/x#egg=not-this-1.0
                --pre
                six==1.16.0 \\
                    --hash=sha256:abc \\
                    --hash=sha256:def
                wrapt \\
                  >=1.0
                a>=1 # no \\
                b
                """);
        assertThat(Trees.lines(read))
                .containsExactly("4 runtime: six==1.16.0", "7 runtime: wrapt>=1.0", "9 runtime: a>=1", "10 runtime: b");
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void readsAddressesAsPbrDoes() {
        Declarations read = Trees.read("requirements.txt", """
                -e git+https://opendev.org/openstack/oslo.log@master#egg=oslo.log
                http://tarballs.example.org/oslo.config-1.2.0a3.tar.gz#egg=oslo.config-1.2.0a3
                git://git.example.org/x.git#egg=x&subdirectory=y
                https://example.org/Foo_Bar-1.0-py3-none-any.whl ; python_version >= '3'
                -e .
                ./local.tar.gz
                """);
        assertThat(Trees.lines(read))
                .containsExactly(
                        "1 runtime: oslo-log @ git+https://opendev.org/openstack/oslo.log@master#egg=oslo.log",
                        "2 runtime: oslo-config>=1.2.0a3",
                        "3 runtime: x @ git://git.example.org/x.git#egg=x&subdirectory=y",
                        "4 runtime: foo-bar @ https://example.org/Foo_Bar-1.0-py3-none-any.whl; python_version >= \"3\"");
        assertThat(Trees.problems(read))
                .containsExactly(
                        "5 warning: a path or an address that does not say which package it is",
                        "6 warning: a path or an address that does not say which package it is");
    }

    @Test
    void includesFilesOfTheTreeOnly() {
        Declarations read = Trees.read(Map.of(
                "requirements.txt",
                        "-r requirements/base.txt\n-c constraints.txt\n--constraint=https://example.org/u\n-rmore.txt\n-r ../out\n",
                "requirements/base.txt", "a>=1\n-r ../requirements.txt\n-r 'deep/b.txt'\n",
                "requirements/deep/b.txt", "b\n-r b.txt\n",
                "more.txt", "c\n",
                "constraints.txt", "a<3\n"));
        assertThat(Trees.lines(read))
                .containsExactly(
                        "requirements/base.txt:1 runtime: a>=1",
                        "requirements/deep/b.txt:1 runtime: b",
                        "constraints.txt:1 constraint constraints.txt: a<3",
                        "more.txt:1 runtime: c");
        assertThat(Trees.problems(read))
                .containsExactly(
                        "3 warning: the file that it names is not in the tree",
                        "5 warning: the file that it names is not in the tree");
    }

    @Test
    void saysWhatIsNoRequirement() {
        Declarations read = Trees.read(
                "requirements.txt",
                "good\nnot a requirement\n>=1\n--nonsense\nx ${VERSION_X}\ny>=1;python_version\nlast\n");
        assertThat(Trees.lines(read)).containsExactly("1 runtime: good", "7 runtime: last");
        assertThat(Trees.problemLines(read)).contains(2, 3, 4, 5, 6);
    }

    @Test
    void choosesFilesAsPbrDoes() {
        Map<String, String> files = Map.of(
                "requirements-py3.txt", "three\n",
                "requirements.txt", "two\n",
                "tools/pip-requires", "old\n",
                "tools/test-requires", "mox\n",
                "doc/requirements.txt", "sphinx\n",
                "upper-constraints.txt", "six===1.16.0\n",
                "dev-requirements.txt", "tox\n");
        assertThat(Trees.lines(Trees.read(files)))
                .containsExactly(
                        "requirements-py3.txt:1 runtime: three",
                        "tools/test-requires:1 test: mox",
                        "doc/requirements.txt:1 doc: sphinx",
                        "dev-requirements.txt:1 listed dev-requirements.txt: tox",
                        "upper-constraints.txt:1 constraint upper-constraints.txt: six===1.16.0");
        assertThat(RequirementFiles.roots()).containsAll(files.keySet());
    }

    @Test
    void readsWhatEncodingsSay() {
        String text = "# é\nsix>=1\nb\n";
        for (byte[] bytes : new byte[][] {
            ("\ufeff" + text).getBytes(StandardCharsets.UTF_8),
            ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE),
            ("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE),
            ("# coding: latin-1\n" + "six>=1 # é\nb").getBytes(StandardCharsets.ISO_8859_1),
            text.replace("\n", "\r").getBytes(StandardCharsets.UTF_8)
        }) {
            Declarations read = bytes(bytes);
            assertThat(Trees.lines(read)).containsExactly("2 runtime: six>=1", "3 runtime: b");
            assertThat(read.problems()).isEmpty();
        }
        Declarations latin = bytes("a\nsix>=1 # é\nb".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(Trees.lines(latin)).containsExactly("1 runtime: a", "2 runtime: six>=1", "3 runtime: b");
        assertThat(Trees.problems(latin)).containsExactly("2 error: the text is not UTF-8");
    }

    @Test
    void readsOurSideOfAConflict() {
        Declarations read = Trees.read(
                "requirements.txt", "a\n<<<<<<< HEAD\nb>=2\n=======\nb>=1\n>>>>>>> other\nc\n>>>>>>> again\nd\n");
        assertThat(Trees.lines(read))
                .containsExactly("1 runtime: a", "3 runtime: b>=2", "7 runtime: c", "9 runtime: d");
        assertThat(Trees.problems(read)).containsExactly("2 error: a merge conflict", "8 error: a merge conflict");
    }

    @Test
    void readsTheStartOfAHugeFile() {
        Declarations read = Trees.read("requirements.txt", "six\n" + "# a long comment\n".repeat(600_000));
        assertThat(Trees.lines(read)).containsExactly("1 runtime: six");
        assertThat(Trees.problems(read)).containsExactly("123363 error: the file is too large, the rest is not read");
    }

    private static Declarations bytes(byte[] bytes) {
        return RequirementFiles.read(path -> path.equals("requirements.txt") ? Optional.of(bytes) : Optional.empty())
                .declarations();
    }
}
