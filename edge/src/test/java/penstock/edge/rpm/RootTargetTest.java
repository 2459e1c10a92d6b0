package penstock.edge.rpm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import penstock.engine.build.BuildLog;
import penstock.engine.build.Workbench.Missing;
import penstock.engine.testkit.FakeSandbox;
import penstock.require.answer.Packaged;
import penstock.require.answer.RpmDependency;

/** What a target says of itself without building anything (C1 of part 3). */
class RootTargetTest {
    @TempDir
    Path temp;

    private final FolderRoots roots = new FolderRoots();

    @Test
    void thePythonIsWhatTheRootsLinkLeadsTo() throws Exception {
        assertThat(target().python()).isEmpty();
        assertThat(target().machine()).isEmpty();
        Path programs = Files.createDirectories(temp.resolve("root/usr/bin"));
        Files.createSymbolicLink(programs.resolve("python3"), Path.of("perl"));
        assertThat(target().python()).isEmpty();
        Files.delete(programs.resolve("python3"));
        Files.createSymbolicLink(programs.resolve("python3"), Path.of("/usr/bin/python3.12"));
        assertThat(target().python()).contains("3.12");
        Files.delete(programs.resolve("python3"));
        Files.writeString(programs.resolve("python3"), "no link");
        assertThat(target().python()).isEmpty();
    }

    @Test
    void whereTheRootHasNoUsrOfItsOwnTheMachinesIsLookedAt() throws Exception {
        Path programs = Files.createDirectories(temp.resolve("usr/bin"));
        Files.createSymbolicLink(programs.resolve("python3"), Path.of("python3.13"));
        elf(programs.resolve("python3.13"), 62, 1);
        assertThat(target().python()).isEmpty();
        roots.usr = List.of(temp.resolve("upper"), temp.resolve("usr"));
        assertThat(target().python()).contains("3.13");
        assertThat(target().machine()).contains("x86_64");
    }

    @ParameterizedTest
    @CsvSource({"62, 1, x86_64", "183, 1, aarch64", "21, 1, ppc64le", "21, 2, ppc64", "22, 2, s390x", "243, 1, riscv64"
    })
    void theMachineIsTheOneThatItsPythonIsMadeFor(int number, int order, String machine) throws Exception {
        Path programs = Files.createDirectories(temp.resolve("root/usr/bin"));
        Files.createSymbolicLink(programs.resolve("python3"), Path.of("python3.9"));
        elf(programs.resolve("python3.9"), number, order);
        assertThat(target().machine()).contains(machine);
    }

    @Test
    void aMachineThatNobodyKnowsIsNone() throws Exception {
        Path programs = Files.createDirectories(temp.resolve("root/usr/bin"));
        Files.createSymbolicLink(programs.resolve("python3"), Path.of("python3.9"));
        for (byte[] program : List.of(new byte[0], "#!/bin/sh is no program for a machine".getBytes(UTF_8))) {
            Files.write(programs.resolve("python3.9"), program);
            assertThat(target().machine()).isEmpty();
        }
        elf(programs.resolve("python3.9"), 4242, 1);
        assertThat(target().machine()).isEmpty();
    }

    @Test
    void whatIsPromisedIsAPackageThatProvidesWhatWasAskedFor() throws Exception {
        var promised = target().promised(List.of("python3dist(wrapt)", "nothing"));
        assertThat(promised.sequencedKeySet()).containsExactly("python3dist(wrapt)");
        Packaged wrapt = promised.firstEntry().getValue();
        assertThat(wrapt.name()).isEqualTo("deb-of-python3dist(wrapt)");
        assertThat(wrapt.evr().version()).isEqualTo("1.15.0");
        assertThat(wrapt.provides()).extracting(RpmDependency::toString).containsExactly("python3dist(wrapt) = 1.15.0");
        assertThat(wrapt.requires()).isEmpty();
    }

    @Test
    void theRepositoriesAreThoseOfTheRootByTheirNames() throws Exception {
        assertThat(target().repositories()).containsExactly(java.util.Map.entry("pool", temp.resolve("pool")));
    }

    private RootTarget target() {
        return new RootTarget("el9s", roots, new FakeSandbox(), RootTarget.Bounds.USUAL);
    }

    private static void elf(Path file, int machine, int order) throws Exception {
        ByteBuffer header = ByteBuffer.allocate(64)
                .order(order == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
                .put(new byte[] {0x7f, 'E', 'L', 'F', 2, (byte) order});
        header.putShort(18, (short) machine);
        Files.write(file, header.array());
    }

    /** A root of which only folders are there; everything but {@code nothing} could be had at 1.15.0. */
    private final class FolderRoots implements Roots {
        private List<Path> usr = List.of();

        @Override
        public void prepare(Consumer<String> progress) {}

        @Override
        public String digest() {
            return "0".repeat(64);
        }

        @Override
        public List<Path> build() {
            return List.of(temp.resolve("root"));
        }

        @Override
        public List<Path> fresh() {
            return build();
        }

        @Override
        public List<Path> usr() {
            return usr;
        }

        @Override
        public List<Repository> repositories() {
            return List.of(new Repository("pool", temp.resolve("pool"), 99));
        }

        @Override
        public boolean supply(List<Missing> missing, BuildLog log) {
            return false;
        }

        @Override
        public List<Promised> promised(Collection<String> capabilities) {
            return capabilities.stream()
                    .filter(one -> !one.equals("nothing"))
                    .map(one -> new Promised(one, "deb-of-" + one, "1.15.0"))
                    .toList();
        }

        @Override
        public Path fetch(Repository repository, String location, String sha256) {
            return repository.folder().resolve(location);
        }
    }
}
