package penstock.engine.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.build.Artifact;
import penstock.build.BuildOptions;
import penstock.build.BuildOutcome;
import penstock.build.BuildRequest;
import penstock.build.CauseText;
import penstock.build.Step;
import penstock.distro.Package;
import penstock.engine.testkit.FakeMirror;
import penstock.engine.testkit.FakeSigner;
import penstock.engine.testkit.FakeTarget;
import penstock.engine.testkit.FakeWorkbench;
import penstock.engine.testkit.FolderLogs;
import penstock.engine.testkit.FolderStore;
import penstock.engine.testkit.MemoryKnownBuilds;

/** After a leak everything is asked for again, and nothing of it may stay signed by the old key (A4, C5). */
class SignedBuildTest {
    private static final Package.Source UPSTREAM = new Package.Source("https://up.example/weir", "master", false);
    private static final Package.Source DISTGIT = new Package.Source("https://dist.example/weir", "rpm-master", false);

    @TempDir
    Path temp;

    private final FakeMirror mirror = new FakeMirror();
    private final MemoryKnownBuilds known = new MemoryKnownBuilds();
    private final FakeSigner signer = new FakeSigner();
    private int builds;

    @Test
    void aKnownBuildIsSignedAnewAfterARotationAndKeptSo() throws Exception {
        weir("/usr/bin/weir");
        BuildOutcome first = build(true);
        assertThat(packages(build(true))).as("the same key").isEqualTo(packages(first));
        signer.rotate();
        BuildOutcome second = build(true);
        assertThat(second.reusedFrom()).as("its artifacts are its own").isEmpty();
        assertThat(second.key()).isEqualTo(first.key());
        assertThat(second.nevra()).isEqualTo(first.nevra());
        assertThat(packages(second))
                .hasSize(2)
                .doesNotContainAnyElementsOf(packages(first))
                .allSatisfy(artifact ->
                        assertThat(text(artifact)).contains("K key-2").doesNotContain("K key-1"))
                .extracting(Artifact::file)
                .isEqualTo(packages(first).stream().map(Artifact::file).toList());
        BuildOutcome third = build(true);
        assertThat(third.reusedFrom()).contains("build-3");
        assertThat(packages(third)).isEqualTo(packages(second));
        try (Stream<Path> left = Files.list(temp.resolve("work"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void whatWasBuiltBeforeSigningWasOnIsSigned() throws Exception {
        weir("/usr/bin/weir");
        BuildOutcome unsigned = build(false);
        assertThat(packages(build(true)))
                .allSatisfy(artifact -> assertThat(text(artifact)).contains("K key-1"));
        assertThat(packages(unsigned))
                .allSatisfy(artifact -> assertThat(text(artifact)).doesNotContain("K key-"));
    }

    @Test
    void saysWhatCantBeSigned() throws Exception {
        weir("/unfit");
        build(false);
        BuildOutcome outcome = build(true);
        assertThat(outcome.verdict().step()).contains(Step.PUBLISH);
        assertThat(outcome.verdict().cause().map(CauseText::of).orElse(""))
                .matches("weir-\\S+\\.noarch\\.rpm can't be signed: it is unfit");
    }

    private void weir(String file) throws Exception {
        mirror.repository(UPSTREAM.url()).commit("master", "First", Map.of("README", "x"));
        String spec = "Name: weir\nVersion: XXX\nRelease: XXX\n%description\n%install\ninstall " + file + "\n%files\n"
                + file + "\n";
        mirror.repository(DISTGIT.url()).commit("rpm-master", "Package", Map.of("weir.spec", spec));
        mirror.fetch(UPSTREAM.url());
        mirror.fetch(DISTGIT.url());
    }

    private BuildOutcome build(boolean signed) throws Exception {
        BuildRequest request = new BuildRequest(
                "build-" + ++builds,
                "mill",
                new Package("weir", "weir", "", UPSTREAM, DISTGIT, List.of()),
                mirror.resolve(UPSTREAM.url(), "master").orElseThrow(),
                mirror.resolve(DISTGIT.url(), "rpm-master").orElseThrow(),
                Instant.parse("2026-02-03T04:05:06Z"),
                BuildOptions.PLAIN);
        PackageBuild.Places places = new PackageBuild.Places(
                store(),
                new FolderLogs(temp.resolve("logs")),
                known,
                _ -> Optional.empty(),
                FakeWorkbench.headers(),
                signed ? Optional.of(signer) : Optional.empty(),
                Optional.empty());
        FakeTarget target = new FakeTarget(temp.resolve("rpms"));
        return new PackageBuild(mirror, target, places, BuildSettings.usual(temp.resolve("work"))).build(request);
    }

    private FolderStore store() {
        return new FolderStore(temp.resolve("store"));
    }

    private String text(Artifact artifact) throws Exception {
        return Files.readString(store().find(artifact.sha256()).orElseThrow());
    }

    private static List<Artifact> packages(BuildOutcome outcome) {
        return outcome.artifacts().stream()
                .filter(artifact -> artifact.kind().isPackage())
                .toList();
    }
}
