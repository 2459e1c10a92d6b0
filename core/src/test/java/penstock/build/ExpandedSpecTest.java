package penstock.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rpmspec's expansion says of the source archive: the reason why oslo.config's holds oslo.config-VERSION (E2). */
class ExpandedSpecTest {
    private static final String HEAD = """
            Name: x
            Version: 1
            Release: 1
            Summary: s
            License: none
            Source0: https://example.org/a.tar.gz
            Source1: https://example.org/get?id=7#/b.tar.gz
            Patch7: p.patch
            %description
            d
            %prep
            """;

    /** Each {@code %prep} as rpm itself expands it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    %setup -q                            | x-1
                    %setup -q -n openstack-keystone-2.0  | openstack-keystone-2.0
                    %setup -q -n oslo.config-1.dev3      | oslo.config-1.dev3
                    %setup -q -n mono-1/python           | mono-1
                    %setup -q -c -n top                  |
                    %setup -q -T -c -a 1                 |
                    %setup -q -T -b 0                    | x-1
                    %autosetup -n y-2 -S git             | y-2
                    %autosetup -p1                       | x-1
                    tar xf %{SOURCE0}                    |
                    %setup -q -n ../out                  |
                    """)
    void findsTheTopFolder(String prep, String folder, @TempDir Path work) throws Exception {
        ExpandedSpec spec = ExpandedSpec.of(expand(work, HEAD + prep + "\n"));
        assertThat(spec.folder().orElse(null)).isEqualTo(folder);
    }

    @Test
    void listsSourcesAndPatches(@TempDir Path work) throws Exception {
        ExpandedSpec spec = ExpandedSpec.of(expand(work, HEAD));
        assertThat(spec.sources()).extracting(ExpandedSpec.Source::file).containsExactly("a.tar.gz", "b.tar.gz");
        assertThat(spec.sources()).extracting(ExpandedSpec.Source::isRemote).containsExactly(true, true);
        assertThat(spec.patches())
                .extracting(ExpandedSpec.Source::number, ExpandedSpec.Source::isRemote)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(7, false));
    }

    /** The specs here are the test's own, so rpmspec may run on them outside a sandbox. */
    private static String expand(Path work, String text) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/rpmspec")), "rpmspec is not installed");
        Path spec = work.resolve("x.spec");
        Files.writeString(spec, text);
        Files.writeString(work.resolve("p.patch"), "");
        return SpecEditTest.run("rpmspec", "-D", "_topdir " + work, "-D", "_sourcedir " + work, "-P", spec.toString());
    }
}
