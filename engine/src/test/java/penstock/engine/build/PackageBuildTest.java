package penstock.engine.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static penstock.build.Step.BUILD;
import static penstock.build.Step.BUILD_REQUIRES;
import static penstock.build.Step.CHECK;
import static penstock.build.Step.DOWNLOAD;
import static penstock.build.Step.FILES;
import static penstock.build.Step.PREP;
import static penstock.build.Step.SOURCE;
import static penstock.build.Step.SPEC;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.build.Artifact;
import penstock.build.BuildOptions;
import penstock.build.BuildOutcome;
import penstock.build.BuildRequest;
import penstock.build.CauseText;
import penstock.build.SpecFacts;
import penstock.build.Step;
import penstock.build.Verdict;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.FakeMirror;
import penstock.engine.testkit.FakeTarget;
import penstock.engine.testkit.FakeWorkbench;
import penstock.engine.testkit.FolderLogs;
import penstock.engine.testkit.FolderStore;
import penstock.engine.testkit.MemoryKnownBuilds;

/** One build (C4, C5, C6), and bad input that stops that package alone (G). */
class PackageBuildTest {
    private static final String UPSTREAM = "https://example.org/lib";
    private static final String DISTGIT = "https://example.org/lib-distgit";
    private static final String SPEC_TEXT = """
            Name: python-lib
            Version: XXX
            Release: XXX
            Source0: https://example.org/lib-%{upstream_version}.tar.gz
            BuildRequires: python3-devel
            %description
            A library.
            %prep
            %setup -q -n lib-%{upstream_version}
            %generate_buildrequires
            ask python3dist(setuptools) >= 40
            %install
            install /usr/lib/python3.13/site-packages/lib/__init__.py
            install /usr/lib/python3.13/site-packages/lib/a.py
            %files
            /usr/lib/python3.13/site-packages/lib/__init__.py
            /usr/lib/python3.13/site-packages/lib/a.py
            %changelog
            * old
            """;

    @TempDir
    Path temp;

    private final FakeMirror mirror = new FakeMirror();
    private final MemoryKnownBuilds known = new MemoryKnownBuilds();
    private FakeTarget target;
    private FolderLogs logs;
    private FolderStore store;
    private int builds;

    @BeforeEach
    void distribution() throws Exception {
        target = new FakeTarget(temp.resolve("rpms"))
                .offer("python3-devel", "3.13")
                .offer("python3dist(setuptools)", "78");
        logs = new FolderLogs(temp.resolve("logs"));
        store = new FolderStore(temp.resolve("store"));
        mirror.repository(UPSTREAM)
                .commit(
                        "master",
                        "First",
                        Map.of(
                                "setup.cfg", "[metadata]\nname = lib\n",
                                "setup.py", "setup(pbr=True)  # pbr\n",
                                "lib/__init__.py", "",
                                "lib/a.py", ""));
        spec(SPEC_TEXT);
    }

    @Test
    void buildsAPackage() throws Exception {
        BuildOutcome outcome = build();
        assertThat(text(outcome)).isEqualTo("success");
        assertThat(outcome.nevra())
                .get()
                .asString()
                .matches("python-lib-0\\.0\\.0-0\\.20260203040506\\.[0-9a-f]{7}\\.fake");
        assertThat(outcome.artifacts())
                .extracting(Artifact::kind)
                .containsExactly(Artifact.Kind.RPM, Artifact.Kind.SRPM, Artifact.Kind.LOG);
        assertThat(outcome.artifacts())
                .allMatch(artifact -> store.find(artifact.sha256()).isPresent());
        assertThat(target.calls())
                .containsExactly(
                        "expand",
                        "srpm",
                        "require python3-devel",
                        "rebuild",
                        "require python3-devel, python3dist(setuptools) >= 40",
                        "rebuild",
                        "install",
                        "close");
    }

    @Test
    void marksEveryStepInTheLog() throws Exception {
        build();
        assertThat(log().lines().filter(line -> line.startsWith("==> step: ")))
                .containsExactly(
                        "==> step: source",
                        "==> step: spec",
                        "==> step: srpm",
                        "==> step: build requires",
                        "==> step: prep",
                        "==> step: build requires",
                        "==> step: prep",
                        "==> step: package install");
        assertThat(log()).contains("top folder lib-0.0.0\n").endsWith("==> success\n");
    }

    @Test
    void leavesNothingInItsWorkFolder() throws Exception {
        build();
        spec(SPEC_TEXT.replace("%setup", "SYNTAX\n%setup"));
        build();
        try (Stream<Path> left = Files.list(temp.resolve("work"))) {
            assertThat(left).isEmpty();
        }
        try (Stream<Path> left = Files.list(temp.resolve("logs"))) {
            assertThat(left.map(Path::getFileName)).map(Path::toString).containsExactlyInAnyOrder("build-1", "build-2");
        }
    }

    /** C5: the same inputs and the same RPMs in the root are the same build. */
    @Test
    void usesAnEarlierBuildAgain() throws Exception {
        BuildOutcome first = build();
        target.forgetCalls();
        BuildOutcome second = build();
        assertThat(second.reusedFrom()).contains("build-1");
        assertThat(second.key()).isEqualTo(first.key());
        assertThat(rpms(second)).isEqualTo(rpms(first));
        assertThat(target.calls()).containsExactly("resolve", "close");
    }

    @Test
    void buildsAgainWhenADependencyChanged() throws Exception {
        BuildOutcome first = build();
        target.offer("python3dist(setuptools)", "79");
        BuildOutcome second = build();
        assertThat(second.reusedFrom()).isEmpty();
        assertThat(second.key()).isNotEqualTo(first.key());
    }

    @Test
    void buildsAgainForAnotherTargetOrOtherOptions() throws Exception {
        build();
        assertThat(build(new BuildOptions(true, false)).reusedFrom()).isEmpty();
        target.change("target-2");
        assertThat(build().reusedFrom()).isEmpty();
    }

    @Test
    void buildsAgainWhenAnArtifactIsGoneOrDamaged() throws Exception {
        Path kept = store.find(rpms(build()).getFirst().sha256()).orElseThrow();
        Files.delete(kept);
        BuildOutcome second = build();
        assertThat(second.reusedFrom()).isEmpty();
        Path again = store.find(rpms(second).getFirst().sha256()).orElseThrow();
        Files.delete(again);
        Files.writeString(again, "what a bad disk made of it");
        assertThat(build().reusedFrom()).isEmpty();
    }

    /** E2: debtcollector's verdict. */
    @Test
    void saysThatADependencyIsTooOld() throws Exception {
        target.offer("python3dist(wrapt)", "1.15");
        spec(SPEC_TEXT.replace("setuptools) >= 40", "wrapt) >= 2.1"));
        BuildOutcome outcome = build();
        assertThat(text(outcome))
                .isEqualTo("python3dist(wrapt) >= 2.1 is wanted by python-lib, but on offer is only"
                        + " python3dist(wrapt) = 1.15");
        assertThat(outcome.verdict().step()).contains(BUILD_REQUIRES);
        assertThat(outcome.verdict().evidence())
                .extracting("text")
                .containsExactly("No match for argument: python3dist(wrapt) >= 2.1");
        assertThat(outcome.verdict().retryable()).isFalse();
    }

    @Test
    void saysThatADependencyIsMissing() throws Exception {
        spec(SPEC_TEXT.replace("BuildRequires: python3-devel", "BuildRequires: gone-devel"));
        fails(BUILD_REQUIRES, "gone-devel is wanted by python-lib, and nothing provides it");
    }

    @Test
    void saysWhatASectionEndedIn() throws Exception {
        spec(SPEC_TEXT.replace("%install", "%build\nprint a.c:1:2: error: no such thing\nfail\n%install"));
        fails(BUILD, "a.c:1:2: error: no such thing");
    }

    @Test
    void saysWhereAPatchDoesNotApplyThoughPatchDidNot() throws Exception {
        mirror.repository(DISTGIT)
                .commit("rpm-master", "patch", Map.of("x.patch", "--- a/lib/a.py\n+++ b/lib/a.py\n@@ -7,3 +7,3 @@\n"));
        spec(SPEC_TEXT.replace(
                "%generate",
                "print + /usr/bin/patch -p1 -s /build/SOURCES/x.patch\n"
                        + "print 1 out of 1 hunk FAILED -- saving rejects to file lib/a.py.rej\nfail\n%generate"));
        fails(PREP, "the patch x.patch does not apply to lib/a.py, line 7 (1 out of 1 hunks)");
    }

    @Test
    void saysWhichTestsFailed() throws Exception {
        spec(SPEC_TEXT.replace("%install", "%check\nprint FAIL: test_a (lib.tests.T.test_a)\nfail\n%install"));
        fails(CHECK, "1 test failed: lib.tests.T.test_a");
    }

    @Test
    void saysWhichLimitWasHit() throws Exception {
        spec(SPEC_TEXT.replace("%install", "%build\nlimit time 2 h\n%install"));
        fails(BUILD, "over the limit on time: 2 h");
    }

    @Test
    void saysWhatIsUnpackaged() throws Exception {
        spec(SPEC_TEXT.replace("%install", "%install\ninstall /usr/share/x"));
        fails(FILES, "installed, but in no %files: /usr/share/x");
    }

    /** G: the line is the packager's, not that of the edited spec. */
    @Test
    void saysWhereASpecIsWrong() throws Exception {
        spec(SPEC_TEXT.replace("BuildRequires:", "SYNTAX here\nBuildRequires:"));
        fails(SPEC, "the spec can't be read, line 5: Unknown tag: SYNTAX here");
    }

    @Test
    void warnsOfFilesThatNoPackageHas() throws Exception {
        spec(SPEC_TEXT
                .replace("install /usr/lib/python3.13/site-packages/lib/a.py\n", "")
                .replace("/usr/lib/python3.13/site-packages/lib/a.py\n", ""));
        BuildOutcome outcome = build();
        assertThat(text(outcome)).isEqualTo("success");
        assertThat(log()).contains("==> warning: 1 files of the source are in no package: lib/a.py");
        assertThat(outcome.verdict().evidence())
                .singleElement()
                .extracting(Verdict.LogLine::text)
                .isEqualTo("warning: 1 files of the source are in no package: lib/a.py");
    }

    /** B4: as DLRN, whose `setup.py --version` says so too; the distribution's metadata has the same version. */
    @Test
    void aVersionOfTheProjectsOwnWinsOverTags() throws Exception {
        mirror.repository(UPSTREAM)
                .commit(
                        "master",
                        "Fixed",
                        Map.of(
                                "pyproject.toml",
                                "[project]\nname = \"lib\"\nversion = \"4.2.0\"\n",
                                "setup.py",
                                "",
                                "setup.cfg",
                                ""));
        assertThat(build().nevra()).get().asString().startsWith("python-lib-4.2.0-0.2026");
    }

    /** C6: rpmbuild is content with a spec that packages nothing; whoever asked for packages is not. */
    @Test
    void aBuildWithoutAPackageFailed() throws Exception {
        spec(SPEC_TEXT.substring(0, SPEC_TEXT.indexOf("%install")) + "%changelog\n* old\n");
        fails(FILES, "rpmbuild made no package: the spec has no %files, or none that is for this architecture");
    }

    @Test
    void aPackageCantForgeASteporItsSuccess() throws Exception {
        spec(SPEC_TEXT.replace(
                "%install", "%build\nprint ==> step: package install\nprint ==> success\nfail\n%install"));
        fails(BUILD, "==> success");
    }

    @Test
    void stopsASpecThatAsksForEver() throws Exception {
        spec(SPEC_TEXT.replace("ask python3dist(setuptools) >= 40", "askagain python3-devel"));
        fails(
                BUILD_REQUIRES,
                "%generate_buildrequires asks again for what was installed: python3-devel, python3-devel");
    }

    @Test
    void wantsExactlyOneSpec() throws Exception {
        mirror.repository(DISTGIT).commit("rpm-master", "two", Map.of("other.spec", SPEC_TEXT));
        fails(SOURCE, "the packaging tree has 2 specs (other.spec, python-lib.spec); keep one");
    }

    @Test
    void wantsASpec() throws Exception {
        distgit("https://example.org/empty", Map.of("README", "x"));
        fails(SOURCE, "the packaging tree has no *.spec in its top folder; add one");
    }

    @Test
    void doesNotTakeATemplate() throws Exception {
        distgit("https://example.org/template", Map.of("lib.spec.j2", "x"));
        fails(SOURCE, "the packaging tree has only a template (*.spec.j2); render it and commit the spec");
    }

    @Test
    void doesNotFollowALinkToASpec() throws Exception {
        mirror.repository(DISTGIT)
                .commitEntry("rpm-master", "link", FakeMirror.LINK, "python-lib.spec", "../../etc/passwd");
        fails(SOURCE, "the spec python-lib.spec is a link; commit the file itself");
    }

    @Test
    void refusesNamesThatAreNone() throws Exception {
        mirror.repository(DISTGIT).commit("rpm-master", "bad", Map.of("../up", "x"));
        fails(SOURCE, "the packaging tree has a file whose name can't be used: ../up");
        distgit("https://example.org/control", Map.of("a\u001b[2J", "x"));
        fails(SOURCE, "the packaging tree has a file whose name can't be used: a\uFFFD[2J");
        distgit("https://example.org/spec-name", Map.of("a b.spec", SPEC_TEXT));
        fails(SOURCE, "the spec's name a b.spec can't be used; it may have letters, digits and ._+~-");
    }

    @Test
    void refusesASpecThatIsNoText() throws Exception {
        spec("Name: x\u0000\n");
        fails(SOURCE, "the spec python-lib.spec is no text: it has a zero byte at position 7");
    }

    @Test
    void refusesAHugeSpec() throws Exception {
        spec("x".repeat(2 << 20));
        assertThat(build().verdict().step()).contains(SOURCE);
    }

    @Test
    void refusesASpecWithoutVersion() throws Exception {
        spec("Name: x\nRelease: 1\n%description\n");
        fails(
                SPEC,
                "the spec can't be read: the spec has no line \"Version:\" of its own;"
                        + " add \"Version: XXX\" before the first %package or %description");
    }

    @Test
    void refusesBrokenPuppetMetadata() throws Exception {
        mirror.repository(UPSTREAM).commit("master", "puppet", Map.of("metadata.json", "{ \"name\": "));
        BuildOutcome outcome = build();
        assertThat(outcome.verdict().step()).contains(SOURCE);
        assertThat(text(outcome)).startsWith("metadata.json:1:").endsWith("; mend it upstream");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Source1", "Patch1"})
    void namesASourceThatNobodyCommitted(String tag) throws Exception {
        spec(SPEC_TEXT.replace("BuildRequires:", tag + ": https://example.org/x.tar.gz\nBuildRequires:"));
        fails(
                DOWNLOAD,
                "can't download https://example.org/x.tar.gz: a build has no network; commit the file to the"
                        + " packaging repository");
    }

    @Test
    void boundsTheSourceArchive() throws Exception {
        mirror.repository(UPSTREAM).commit("master", "big", Map.of("big", "x".repeat(3 << 20)));
        BuildOutcome outcome = builder(1 << 20).build(request(BuildOptions.PLAIN));
        assertThat(text(outcome)).isEqualTo("the upstream tree is over 1 MiB");
    }

    /** Not the package's doing: the line tries again. */
    @Test
    void handsOnAFailureOutside() throws Exception {
        BuildRequest request = request(BuildOptions.PLAIN);
        Path file = Files.writeString(temp.resolve("no-folder"), "");
        PackageBuild build = new PackageBuild(
                mirror,
                target,
                new PackageBuild.Places(store, logs, known, line -> Optional.empty(), FakeWorkbench.headers()),
                BuildSettings.usual(file));
        assertThatThrownBy(() -> build.build(request)).isInstanceOf(OutsideFailure.class);
        assertThat(log()).contains("==> stopped by a failure outside the package: ");
    }

    @Test
    void surveysASpecBeforeItIsBuilt() throws Exception {
        spec(SPEC_TEXT.replace("ask python3dist(setuptools) >= 40", "%pyproject_buildrequires"));
        mirror.repository(UPSTREAM).commit("master", "needs", Map.of("requirements.txt", "stevedore>=5.6\n"));
        BuildRequest request = request(BuildOptions.PLAIN);
        SpecFacts facts = new SpecSurvey(mirror, target, BuildSettings.usual(temp.resolve("work")))
                .read(request.pkg(), request.source(), request.distgit());
        assertThat(facts.name()).isEqualTo("python-lib");
        assertThat(facts.provides()).contains("python3dist(lib)");
        assertThat(facts.requires()).contains("python3dist(stevedore)");
        assertThat(facts.buildRequires())
                .contains("python3-devel", "python3dist(stevedore)", "python3dist(setuptools)");
    }

    @Test
    void surveysAnUnreadableSpecAsEmpty() throws Exception {
        distgit("https://example.org/nothing", Map.of("README", "x"));
        BuildRequest request = request(BuildOptions.PLAIN);
        SpecFacts facts = new SpecSurvey(mirror, target, BuildSettings.usual(temp.resolve("work")))
                .read(request.pkg(), request.source(), request.distgit());
        assertThat(facts).isEqualTo(new SpecFacts("python-lib", List.of(), List.of(), List.of(), false));
    }

    private String distgitUrl = DISTGIT;

    private void spec(String text) {
        mirror.repository(DISTGIT).commit("rpm-master", "spec", Map.of("python-lib.spec", text));
    }

    private void distgit(String url, Map<String, String> files) {
        distgitUrl = url;
        mirror.repository(url).commit("rpm-master", "packaging", files);
    }

    private void fails(Step step, String cause) throws Exception {
        BuildOutcome outcome = build();
        assertThat(text(outcome)).isEqualTo(cause);
        assertThat(outcome.verdict().step()).contains(step);
        assertThat(log())
                .contains("==> failed in step "
                        + step.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
    }

    private BuildOutcome build() throws Exception {
        return build(BuildOptions.PLAIN);
    }

    private BuildOutcome build(BuildOptions options) throws Exception {
        return builder(1 << 30).build(request(options));
    }

    private PackageBuild builder(long archiveBytes) {
        BuildSettings usual = BuildSettings.usual(temp.resolve("work"));
        return new PackageBuild(
                mirror,
                target,
                new PackageBuild.Places(store, logs, known, line -> Optional.empty(), FakeWorkbench.headers()),
                new BuildSettings(
                        usual.work(), usual.release(), usual.transientFailures(), usual.rounds(), archiveBytes));
    }

    private BuildRequest request(BuildOptions options) throws OutsideFailure {
        mirror.fetch(UPSTREAM);
        mirror.fetch(distgitUrl);
        Commit source = mirror.resolve(UPSTREAM, "master").orElseThrow();
        Commit distgit = mirror.resolve(distgitUrl, "rpm-master").orElseThrow();
        Package pkg = new Package(
                "lib",
                "python-lib",
                "",
                new Package.Source(UPSTREAM, "master", false),
                new Package.Source(distgitUrl, "rpm-master", false),
                List.of());
        builds++;
        return new BuildRequest(
                "build-" + builds, "line", pkg, source, distgit, Instant.parse("2026-02-03T04:05:06Z"), options);
    }

    private String log() throws IOException {
        return logs.text("build-" + builds);
    }

    private static List<Artifact> rpms(BuildOutcome outcome) {
        return outcome.artifacts().stream()
                .filter(artifact -> artifact.kind() == Artifact.Kind.RPM)
                .toList();
    }

    private static String text(BuildOutcome outcome) {
        return outcome.verdict().cause().map(CauseText::of).orElse("success");
    }
}
