package penstock.edge.repodata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.engine.port.OutsideFailure;
import penstock.require.answer.PackageIndex;
import penstock.require.answer.Packaged;

/** The metadata of a repository, in each packing that createrepo_c has. */
class RepositoryFolderTest {
    private static final String PRIMARY = """
            <?xml version="1.0" encoding="UTF-8"?>
            <metadata xmlns="http://linux.duke.edu/metadata/common" xmlns:rpm="http://linux.duke.edu/metadata/rpm" packages="2">
            <package type="rpm"><name>python3-six</name><arch>noarch</arch><version epoch="1" ver="1.16.0" rel="3.el9"/>
              <summary>A &lt;name&gt; and more</summary>
              <format><rpm:sourcerpm>python-six-1.16.0-3.el9.src.rpm</rpm:sourcerpm>
                <rpm:provides>
                  <rpm:entry name="python3dist(six)" flags="EQ" epoch="0" ver="1.16"/>
                  <rpm:entry name="python3-six" flags="EQ" epoch="1" ver="1.16.0" rel="3.el9"/>
                </rpm:provides>
                <rpm:requires><rpm:entry name="python(abi)" flags="EQ" epoch="0" ver="3.9"/><rpm:entry name="(a if b)"/></rpm:requires>
                <rpm:conflicts><rpm:entry name="other"/></rpm:conflicts>
                <file>/usr/bin/six</file>
              </format></package>
            <package type="rpm"><name>python-six</name><arch>src</arch><version epoch="1" ver="1.16.0" rel="3.el9"/></package>
            </metadata>
            """;

    @TempDir
    Path temp;

    private void write(String name, byte[] bytes) throws Exception {
        Files.createDirectories(temp.resolve("repodata"));
        Files.write(temp.resolve("repodata").resolve(name), bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gz", "xz", "zstd", "bzip2"})
    void everyPackingIsRead(String packing) throws Exception {
        String ending =
                packing.isEmpty() ? "" : "." + packing.replace("zstd", "zst").replace("bzip2", "bz2");
        write("repomd.xml", "<repomd/>".getBytes(UTF_8));
        write("00ff-filelists.xml" + ending, new byte[0]);
        Path file = temp.resolve("repodata/00ff-primary.xml" + ending);
        try (OutputStream plain = Files.newOutputStream(file);
                OutputStream packed = packing.isEmpty()
                        ? plain
                        : new CompressorStreamFactory().createCompressorOutputStream(packing, plain)) {
            packed.write(PRIMARY.getBytes(UTF_8));
        }
        List<Packaged> packages = read(temp).orElseThrow();
        assertThat(packages).singleElement().satisfies(six -> {
            assertThat(six.name()).isEqualTo("python3-six");
            assertThat(six.evr()).hasToString("1:1.16.0-3.el9");
            assertThat(six.source()).isEqualTo("python-six");
            assertThat(six.provides())
                    .extracting(Object::toString)
                    .containsExactly("python3dist(six) = 1.16", "python3-six = 1:1.16.0-3.el9");
            assertThat(six.requires()).extracting(Object::toString).containsExactly("python(abi) = 3.9", "(a if b)");
            assertThat(six.files()).containsExactly("/usr/bin/six");
        });
    }

    @Test
    void aFolderWithoutMetadataIsNoRepository() throws Exception {
        assertThat(read(temp)).isEmpty();
        write("repomd.xml", "<repomd/>".getBytes(UTF_8));
        assertThat(read(temp)).isEqualTo(Optional.empty());
    }

    @Test
    void whatIsNoListIsAFailureThatNamesTheFile() throws Exception {
        write("primary.xml", PRIMARY.substring(0, 700).getBytes(UTF_8));
        assertThatThrownBy(() -> read(temp))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining("repodata/primary.xml is no list of packages");
    }

    @Test
    void nothingOutsideIsRead() throws Exception {
        Files.writeString(temp.resolve("secret"), "secret");
        String hostile =
                "<!DOCTYPE m [<!ENTITY x SYSTEM \"" + temp.resolve("secret").toUri()
                        + "\">]><m><package><name>a&x;</name><arch>noarch</arch></package></m>";
        write("primary.xml", hostile.getBytes(UTF_8));
        assertThatThrownBy(() -> read(temp)).isInstanceOf(OutsideFailure.class);
    }

    @Test
    void whatWasReadIsReadAgainOnlyWhenItIsAnother() throws Exception {
        RecentRepositories recent = new RecentRepositories();
        Path repodata = Files.createDirectories(temp.resolve("repodata"));
        Path primary = Files.writeString(repodata.resolve("primary.xml"), "<metadata/>");
        PackageIndex first = recent.of(temp).orElseThrow();
        assertThat(recent.of(temp).orElseThrow()).isSameAs(first);
        Files.writeString(primary, "<metadata packages='0'/>");
        assertThat(recent.of(temp).orElseThrow()).isNotSameAs(first);
    }

    private static Optional<List<Packaged>> read(Path folder) throws OutsideFailure {
        return new RecentRepositories().of(folder).map(PackageIndex::packages);
    }
}
