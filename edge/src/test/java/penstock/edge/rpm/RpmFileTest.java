package penstock.edge.rpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.edge.process.Invocation;
import penstock.edge.process.ProcessRunner;

/** C4, G: headers of RPMs that rpmbuild made, and of files that are none. */
class RpmFileTest {
    private static final String SPEC = """
            Name: sluice
            Epoch: 2
            Version: 1.5~rc1
            Release: 3
            Summary: A test
            License: none
            BuildArch: noarch
            BuildRequires: bash >= 1:2
            BuildRequires: (bash with bash)
            Requires: gate > 1.0
            Requires: (leat < 2 or leat > 3)
            Provides: weir = 7
            %description
            A test.
            %prep
            %build
            %install
            mkdir -p %{buildroot}/opt/sluice
            touch "%{buildroot}/opt/sluice/a b"
            %files
            /opt/sluice
            """;

    @TempDir
    private Path folder;

    @Test
    void readsWhatRpmbuildWrote() throws Exception {
        var header = new RpmFile().read(build("RPMS/noarch", "-bb")).orElseThrow();
        assertThat(header.nevr()).isEqualTo("sluice-2:1.5~rc1-3");
        assertThat(header.arch()).isEqualTo("noarch");
        assertThat(header.requires()).containsExactlyInAnyOrder("gate > 1.0", "(leat < 2 or leat > 3)");
        assertThat(header.files()).containsExactlyInAnyOrder("/opt/sluice", "/opt/sluice/a b");
    }

    @Test
    void readsBuildRequirementsOfASourceRpm() throws Exception {
        var header = new RpmFile().read(build("SRPMS", "-bs")).orElseThrow();
        assertThat(header.arch()).isEqualTo("src");
        assertThat(header.requires()).containsExactlyInAnyOrder("bash >= 1:2", "(bash with bash)");
    }

    @Test
    void saysNothingOfWhatIsNoRpm() throws Exception {
        Files.writeString(folder.resolve("text"), "not an RPM".repeat(100));
        Files.writeString(folder.resolve("empty"), "");
        assertThat(new RpmFile().read(folder.resolve("text"))).isEmpty();
        assertThat(new RpmFile().read(folder.resolve("empty"))).isEmpty();
    }

    @Test
    void survivesDamage() throws Exception {
        var good = Files.readAllBytes(build("SRPMS", "-bs"));
        var random = new Random(7);
        var file = folder.resolve("damaged");
        for (int i = 0; i < 300; i++) {
            var bytes = good.clone();
            // Beyond the lead and up to the payload: the two headers.
            for (int hit = 0; hit < 4; hit++) {
                bytes[96 + random.nextInt(Math.min(bytes.length, 4000) - 96)] = (byte) random.nextInt(256);
            }
            Files.write(file, i % 3 == 0 ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes);
            assertThat(new RpmFile().read(file)).isNotNull();
        }
    }

    private Path build(String where, String what) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/rpmbuild")), "rpmbuild is not installed");
        var spec = Files.writeString(folder.resolve("sluice.spec"), SPEC);
        var argv = List.of(
                "rpmbuild",
                what,
                "--nodeps",
                "-D",
                "_topdir " + folder,
                "-D",
                "_dbpath " + folder.resolve("db"),
                spec.toString());
        new ProcessRunner().capture(Invocation.of(Duration.ofMinutes(1), argv)).orFail("building a test package");
        try (var made = Files.list(folder.resolve(where))) {
            return made.findFirst().orElseThrow();
        }
    }
}
