package penstock.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.edge.rpm.DirectoryRoots;
import penstock.edge.rpm.RootTarget;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.FakeSandbox;
import penstock.require.answer.PackageIndex;
import penstock.require.answer.Packaged;

/** What builds find is read from the published tree and from the target (C1 of part 3). */
class BuildPlacesTest {
    private static final String PRIMARY = """
            <metadata xmlns="http://linux.duke.edu/metadata/common" xmlns:rpm="http://linux.duke.edu/metadata/rpm" packages="1">
            <package type="rpm"><name>NAME</name><arch>noarch</arch><version epoch="0" ver="1.2" rel="1"/>
              <format><rpm:sourcerpm>NAME-1.2-1.src.rpm</rpm:sourcerpm></format></package>
            </metadata>
            """;

    @TempDir
    Path temp;

    private BuildPlaces places;

    @BeforeEach
    void aRootWithTwoRepositories() {
        RootTarget target = new RootTarget(
                "el9s",
                new DirectoryRoots(temp.resolve("root"), List.of(temp.resolve("first"), temp.resolve("second"))),
                new FakeSandbox(),
                RootTarget.Bounds.USUAL);
        places = new BuildPlaces(temp.resolve("published"), target);
    }

    @Test
    void aPublishedFolderHasItsPackagesAndOneThatIsNoRepositoryHasNone() throws Exception {
        repository("published/el9s-mill/ab/cd/snapshot", "weir");
        assertThat(places.published("el9s-mill/ab/cd/snapshot"))
                .flatExtracting(PackageIndex::packages)
                .extracting(Packaged::name, Packaged::source)
                .containsExactly(tuple("weir", "weir"));
        assertThat(places.published("el9s-mill/ab")).isEmpty();
        assertThatThrownBy(() -> places.published("nothing"))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining("taken away");
    }

    @Test
    void theTargetsRepositoriesComeInItsOrder() throws Exception {
        repository("second", "sluice");
        var repositories = places.repositories();
        assertThat(repositories.sequencedKeySet()).containsExactly("target-0", "target-1");
        assertThat(repositories.values().stream().map(PackageIndex::packages).map(List::size))
                .containsExactly(0, 1);
        assertThat(places.promised(List.of("python3dist(wrapt)"))).isEmpty();
    }

    @Test
    void pythonAndItsMachineAreThoseOfTheRoot() throws Exception {
        assertThat(places.python()).isEmpty();
        assertThat(places.machine()).isEmpty();
        Path programs = Files.createDirectories(temp.resolve("root/usr/bin"));
        Files.createSymbolicLink(programs.resolve("python3"), Path.of("python3.12"));
        byte[] aarch64 = ByteBuffer.allocate(20)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1})
                .putShort(18, (short) 183)
                .array();
        Files.write(programs.resolve("python3.12"), aarch64);
        assertThat(places.python()).contains("3.12");
        assertThat(places.machine()).contains("aarch64");
    }

    private void repository(String folder, String name) throws Exception {
        Path repodata = Files.createDirectories(temp.resolve(folder).resolve("repodata"));
        Files.writeString(repodata.resolve("00-primary.xml"), PRIMARY.replace("NAME", name));
    }
}
