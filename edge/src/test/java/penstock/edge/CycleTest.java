package penstock.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.edge.openpgp.KeyFolder;
import penstock.edge.rpm.RootTarget;
import penstock.edge.rpm.RpmFile;
import penstock.edge.store.FileArtifactStore;
import penstock.edge.store.KeyFile;
import penstock.edge.store.SnapshotPublisher;
import penstock.engine.build.BuildLogs;
import penstock.engine.build.BuildSettings;
import penstock.engine.build.PackageBuild;
import penstock.engine.build.PackageBuilder;
import penstock.engine.build.SpecSurvey;
import penstock.engine.line.Factory;
import penstock.engine.line.Lines;
import penstock.engine.line.Ports;
import penstock.engine.testkit.FakeMirror;
import penstock.engine.testkit.FolderLogs;
import penstock.engine.testkit.LeftoverCheck;
import penstock.engine.testkit.MemoryJournal;
import penstock.engine.testkit.MemoryKnownBuilds;
import penstock.follow.Finding;
import penstock.line.Settings;
import penstock.repo.RepoLayout;

/** C5: two packages that need each other to be built, with real rpm: one knows {@code repo_bootstrap} and is built again at the end. */
@Tag("extended")
@ExtendWith(LeftoverCheck.class)
class CycleTest {
    private static final String SPEC = """
            Name: @NAME@
            Version: XXX
            Release: XXX
            Summary: A test
            License: none
            Source0: @NAME@.tar.gz
            BuildArch: noarch
            @NEEDS@
            %description
            %prep
            %setup -q -n @NAME@-%{upstream_version}
            %install
            mkdir -p %{buildroot}/usr/share
            { echo @NAME@ of; @CONTENT@; } | paste -s -d ' ' > %{buildroot}/usr/share/@NAME@
            %files
            /usr/share/@NAME@
            %changelog
            """;

    private static final String UNLESS_BOOTSTRAP = """
            %if 0%{?repo_bootstrap} == 0
            BuildRequires: flood
            %endif""";

    private final FakeMirror mirror = new FakeMirror();
    private final List<String> built = new CopyOnWriteArrayList<>();

    @Test
    void isBuiltInARoundAndTheFirstOneAgain(@TempDir Path folder) throws Exception {
        var target = RealTarget.debian(folder);
        var store = FileArtifactStore.open(folder.resolve("artifacts"));
        var publisher = SnapshotPublisher.open(
                folder.resolve("repositories"),
                folder.resolve("metadata"),
                new SnapshotPublisher.Address("debian", "http://127.0.0.1"),
                store,
                new RpmFile());
        var settings = BuildSettings.usual(folder.resolve("work"));
        var logs = new FolderLogs(folder.resolve("logs"));
        var places = new PackageBuild.Places(store, logs, new MemoryKnownBuilds(), publisher, new RpmFile());
        var build = new PackageBuild(mirror, target, places, settings);
        PackageBuilder noted = request -> {
            var outcome = build.build(request);
            built.add(request.pkg().name() + (request.options().bootstrap() ? " bootstrap" : "") + " "
                    + outcome.verdict().result());
            return outcome;
        };
        var line = new ReleaseLine(
                "tide",
                "tide",
                "development",
                List.of(),
                List.of(
                        pkg("flood", "BuildRequires: ebb", "cat /usr/share/ebb"),
                        pkg("ebb", UNLESS_BOOTSTRAP, "cat /usr/share/flood 2> /dev/null || echo nothing")));
        var ports = new Ports(new SpecSurvey(mirror, target, settings), noted, publisher);
        try (var lines = new Lines(
                new MemoryJournal(),
                ports,
                new Settings(2, 1, Duration.ofMillis(1), false),
                InstantSource.system(),
                (_, _) -> {})) {
            new Factory(lines, all -> found(lines, all), mirror).runOnce(List.of(line));
        }
        assertThat(built).containsExactly("ebb bootstrap SUCCESS", "flood SUCCESS", "ebb SUCCESS");
        assertThat(installed(
                        target, logs.create("machine"), publisher.newest("tide").orElseThrow()))
                .contains("ebb of flood of ebb of nothing");
        assertThat(refused(
                        target, logs.create("keyed"), publisher.newest("tide").orElseThrow(), folder))
                .contains("ebb-", "is not signed");
    }

    private void found(Lines lines, ReleaseLine line) {
        try {
            for (var pkg : line.packages()) {
                var source = mirror.resolve(pkg.source().url(), "master").orElseThrow();
                var distgit = mirror.resolve(pkg.distgit().url(), "rpm-master").orElseThrow();
                lines.take(line.name(), new Finding.Moved(pkg.project(), List.of(source), distgit, List.of()));
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Package pkg(String name, String needs, String content) throws Exception {
        var source = "https://tide.example/" + name;
        var distgit = source + "-distgit";
        var spec = SPEC.replace("@NAME@", name).replace("@NEEDS@", needs).replace("@CONTENT@", content);
        mirror.repository(source).commit("master", "First", Map.of("README", name));
        mirror.repository(distgit).commit("rpm-master", "First", Map.of(name + ".spec", spec));
        mirror.fetch(source);
        mirror.fetch(distgit);
        return new Package(
                name,
                name,
                "",
                new Package.Source(source, "master", false),
                new Package.Source(distgit, "rpm-master", false),
                List.of());
    }

    /** What a user's machine says of unsigned packages when the line's are to be signed. */
    private static String refused(RootTarget target, BuildLogs.Writing log, Path repository, Path folder)
            throws Exception {
        Path published = Files.createDirectory(folder.resolve("published"));
        KeyFolder.open(
                new KeyFolder.Settings(folder.resolve("keys"), "Penstock", 2048, Optional.empty()),
                new KeyFile(published),
                InstantSource.system());
        var said = new ByteArrayOutputStream();
        try (log;
                var machine = target.start(repository, Optional.of(published.resolve(RepoLayout.KEYS)), log)) {
            assertThat(machine.install(List.of("ebb"), said::write).ok()).isFalse();
            assertThat(machine.run(List.of("cat", "/usr/share/ebb"), said::write)
                            .ok())
                    .isFalse();
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    private static String installed(RootTarget target, BuildLogs.Writing log, Path repository) throws Exception {
        var said = new ByteArrayOutputStream();
        try (log;
                var machine = target.start(repository, Optional.empty(), log)) {
            assertThat(machine.install(List.of("ebb", "flood"), said::write).ok())
                    .as(() -> said.toString(StandardCharsets.UTF_8))
                    .isTrue();
            machine.run(List.of("cat", "/usr/share/ebb"), said::write);
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
