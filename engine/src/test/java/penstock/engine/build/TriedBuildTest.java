package penstock.engine.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.build.BuildOptions;
import penstock.build.BuildOutcome;
import penstock.build.BuildRequest;
import penstock.build.CauseText;
import penstock.build.Step;
import penstock.distro.Package;
import penstock.engine.testkit.FakeMirror;
import penstock.engine.testkit.FakeTarget;
import penstock.engine.testkit.FakeWorkbench;
import penstock.engine.testkit.FolderLogs;
import penstock.engine.testkit.FolderStore;
import penstock.engine.testkit.MemoryKnownBuilds;

/** What differs when a build is only tried out (issue 4, D and F). */
class TriedBuildTest {
    private static final String SPEC = """
            Name: weir
            Version: XXX
            Release: XXX
            Source0: weir-%{upstream_version}.tar.gz
            BuildRequires: gcc
            %description
            %prep
            %setup -q -n weir-%{upstream_version}
            %install
            install /usr/bin/weir
            %files
            /usr/bin/weir
            """;
    private static final String PATCHED = SPEC.replace("gcc", "gcc >= 3");

    @TempDir
    Path temp;

    private final FakeMirror mirror = new FakeMirror();
    private final MemoryKnownBuilds known = new MemoryKnownBuilds();
    private final Package pkg = new Package(
            "weir",
            "weir",
            "",
            new Package.Source("https://up.example/weir", "master", false),
            new Package.Source("https://dist.example/weir", "rpm-master", false),
            List.of());
    private FakeTarget target;
    private int builds;

    @BeforeEach
    void weir() throws Exception {
        target = new FakeTarget(temp.resolve("rpms")).offer("gcc", "14");
        mirror.repository(pkg.source().url()).commit("master", "First", Map.of("README", "x"));
        mirror.repository(pkg.distgit().url()).commit("rpm-master", "Package", Map.of("weir.spec", SPEC));
        mirror.fetch(pkg.source().url());
        mirror.fetch(pkg.distgit().url());
    }

    /** The bytes of the patched spec are part of what is built. */
    @Test
    void anotherSpecIsAnotherBuildAndOneLikeTheCommitsIsNot() throws Exception {
        BuildOutcome plain = build(PackageBuild.Variant.NONE);
        BuildOutcome patched = trying(PATCHED);
        assertThat(patched.verdict().succeeded()).isTrue();
        assertThat(patched.reusedFrom()).isEmpty();
        assertThat(patched.key()).isPresent().isNotEqualTo(plain.key());
        assertThat(Files.readString(temp.resolve("logs/build-2"))).contains("a patch of it is tried out");
        assertThat(target.calls()).contains("require gcc >= 3");
        assertThat(trying(PATCHED).reusedFrom()).contains("build-2");
        assertThat(trying(SPEC).key()).isEqualTo(plain.key());
        assertThat(build(PackageBuild.Variant.NONE).reusedFrom()).contains("build-1");
    }

    @Test
    void whatWasBuiltBeforeMustInstallIntoWhatIsThereNow() throws Exception {
        build(PackageBuild.Variant.NONE);
        target.forgetCalls();
        assertThat(trying(SPEC).reusedFrom()).contains("build-1");
        assertThat(target.calls()).containsExactly("resolve", "install", "close");
        target.refuseToInstall("python3-six");
        BuildOutcome refused = trying(SPEC);
        assertThat(refused.verdict().step()).contains(Step.PACKAGE_INSTALL);
        assertThat(refused.verdict().cause().map(CauseText::of))
                .contains("python3-six is wanted by what was built, and nothing provides it");
        assertThat(build(PackageBuild.Variant.NONE).verdict().succeeded()).isTrue();
    }

    private BuildOutcome trying(String spec) throws Exception {
        return build(new PackageBuild.Variant(Optional.of(spec), true));
    }

    private BuildOutcome build(PackageBuild.Variant variant) throws Exception {
        BuildRequest request = new BuildRequest(
                "build-" + ++builds,
                "mill",
                pkg,
                mirror.resolve(pkg.source().url(), "master").orElseThrow(),
                mirror.resolve(pkg.distgit().url(), "rpm-master").orElseThrow(),
                Instant.parse("2026-02-03T04:05:06Z"),
                BuildOptions.PLAIN);
        PackageBuild.Places places = new PackageBuild.Places(
                new FolderStore(temp.resolve("store")),
                new FolderLogs(temp.resolve("logs")),
                known,
                _ -> Optional.empty(),
                FakeWorkbench.headers());
        return new PackageBuild(mirror, target, places, BuildSettings.usual(temp.resolve("work")), variant)
                .build(request);
    }
}
