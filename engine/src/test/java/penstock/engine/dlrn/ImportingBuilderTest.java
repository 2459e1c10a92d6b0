package penstock.engine.dlrn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.build.Artifact;
import penstock.build.BuildOptions;
import penstock.build.BuildRequest;
import penstock.build.CauseText;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.engine.build.SignedAgain;
import penstock.engine.testkit.FakeSigner;
import penstock.engine.testkit.FolderStore;

/** What was built elsewhere is signed by the key that signs here now. */
class ImportingBuilderTest {
    @TempDir
    Path temp;

    private final Map<ImportedBuilds.Of, ImportedBuilds.Made> brought = new HashMap<>();
    private final FakeSigner signer = new FakeSigner();

    private FolderStore store;

    @BeforeEach
    void openStore() {
        store = new FolderStore(temp.resolve("store"));
    }

    @Test
    void takesWhatWasBroughtAndSignsItAnewOnceAfterARotation() throws Exception {
        List<Artifact> made = bring("weir");
        assertThat(built()).isEqualTo(made);
        signer.rotate();
        List<Artifact> anew = built();
        assertThat(anew).hasSize(1).doesNotContainAnyElementsOf(made);
        assertThat(store.find(anew.getFirst().sha256()).orElseThrow()).hasContent("weir\nK key-2");
        assertThat(built()).isEqualTo(anew);
    }

    @Test
    void saysWhatCantBeSigned() throws Exception {
        bring(FakeSigner.UNFIT);
        signer.rotate();
        assertThat(builder().build(request()).verdict().cause().map(CauseText::of))
                .contains("weir-1-1.noarch.rpm can't be signed: it is unfit");
    }

    private List<Artifact> bring(String content) throws Exception {
        Path rpm = Files.writeString(temp.resolve("weir.rpm"), content + "\nK key-1\n");
        long size = Files.size(rpm);
        List<Artifact> made = List.of(new Artifact(Artifact.Kind.RPM, "weir-1-1.noarch.rpm", store.add(rpm), size));
        brought.put(
                new ImportedBuilds.Of("mill", "weir", "a".repeat(40), "a".repeat(40)),
                new ImportedBuilds.Made("weir-1-1", made));
        return made;
    }

    private List<Artifact> built() throws Exception {
        return builder().build(request()).artifacts();
    }

    private ImportingBuilder builder() {
        ImportedBuilds imported = new ImportedBuilds() {
            @Override
            public void keep(Of of, Made made) {
                brought.put(of, made);
            }

            @Override
            public Optional<Made> find(Of of) {
                return Optional.ofNullable(brought.get(of));
            }
        };
        return new ImportingBuilder(
                request -> {
                    throw new AssertionError("it was brought, and is built");
                },
                imported,
                store,
                new SignedAgain(store, Optional.of(signer), temp.resolve("work")));
    }

    private static BuildRequest request() {
        Package.Source source = new Package.Source("https://weir.example", "master", false);
        Commit commit = new Commit("a".repeat(40), "0".repeat(40), Instant.EPOCH, "A <a@b>", "s");
        return new BuildRequest(
                "build-1",
                "mill",
                new Package("weir", "weir", "", source, source, List.of()),
                commit,
                commit,
                Instant.EPOCH,
                BuildOptions.PLAIN);
    }
}
