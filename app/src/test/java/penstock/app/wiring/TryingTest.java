package penstock.app.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.build.BuildOptions;
import penstock.build.BuildRequest;
import penstock.change.Commit;
import penstock.config.ConfigText;
import penstock.config.FactoryConfig;
import penstock.distro.Package;
import penstock.edge.git.GitMirror;
import penstock.edge.rpm.DirectoryRoots;
import penstock.edge.rpm.RootTarget;
import penstock.edge.sql.Database;
import penstock.engine.build.PackageBuild;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.FakeSandbox;

/** What builds are tried out with (issue 4, D and F). */
class TryingTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path temp;

    @Test
    void currentIsOneRepositoryOrOneForEachComponent() throws Exception {
        snapshot("debian-mill/ab/cd/one");
        link("debian-mill/current", "ab/cd/one");
        link("debian-mill/consistent", "ab/cd/one");
        for (String component : List.of("network", "storage")) {
            snapshot("debian-lake/component/" + component + "/ab/cd/it");
            link("debian-lake/component/" + component + "/current", "ab/cd/it");
        }
        // The label over both is a folder that leads to a file which joins them.
        Path joined = Files.createDirectories(published("debian-lake/current/ab/cd/joined"));
        Files.writeString(joined.resolve("versions.csv"), "");
        link("debian-lake/current/.now", "ab/cd/joined");
        try (Trying trying = open("")) {
            assertThat(trying.current("mill")).containsExactly(published("debian-mill/ab/cd/one"));
            assertThat(trying.current("lake"))
                    .containsExactly(
                            published("debian-lake/component/network/ab/cd/it"),
                            published("debian-lake/component/storage/ab/cd/it"));
            assertThat(trying.current("sea")).isEmpty();
        }
    }

    @Test
    void theFactorysBuildsHaveWhatIsLeftOfTheDisk() throws Exception {
        try (Trying trying = open("operation: {free_disk: 900000T}\n")) {
            assertThatThrownBy(() ->
                            trying.builder(List.of(), PackageBuild.Variant.NONE).build(request()))
                    .isInstanceOfSatisfying(
                            OutsideFailure.class,
                            failure -> assertThat(failure.retryable()).isTrue())
                    .hasMessageContaining("the disk is nearly full");
        }
    }

    @Test
    void logsStaySomeDaysAndNothingElse() throws Exception {
        Path logs = Files.createDirectories(temp.resolve("data/trials"));
        for (String name : List.of("old.log", "new.log")) {
            Files.writeString(logs.resolve(name), "x");
        }
        Files.setLastModifiedTime(logs.resolve("old.log"), FileTime.from(NOW.minus(Duration.ofDays(8))));
        Files.setLastModifiedTime(logs.resolve("new.log"), FileTime.from(NOW.minus(Duration.ofDays(6))));
        try (Trying trying = open("")) {
            assertThat(trying.log("new")).contains(logs.resolve("new.log"));
            assertThat(trying.log("old")).isEmpty();
            assertThat(temp.resolve("data/work")).isNotEmptyDirectory();
        }
        assertThat(temp.resolve("data/work")).isEmptyDirectory();
    }

    private Trying open(String more) throws Exception {
        Path dir = Files.createDirectories(temp.resolve("data"));
        Database.own(dir.resolve("penstock.db")).close();
        FactoryConfig config = ConfigText.read(
                        "penstock.yaml", ("distribution: {repository: /srv/rdoinfo}\n" + more).getBytes(UTF_8))
                .config()
                .orElseThrow();
        RootTarget target = new RootTarget(
                "debian",
                new DirectoryRoots(temp.resolve("root"), List.of()),
                new FakeSandbox(),
                RootTarget.Bounds.USUAL);
        GitMirror mirror = Following.mirror(config, dir);
        Trying.Readers readers = new Trying.Readers(
                mirror,
                Requiring.trees(config, mirror),
                Requiring.check(config, mirror, Requiring.found(config, dir, target)));
        return Trying.open(config, dir, target, InstantSource.fixed(NOW), readers);
    }

    private static BuildRequest request() {
        Package.Source source = new Package.Source("https://up.example/weir", "master", false);
        Commit commit = new Commit("1".repeat(40), "2".repeat(40), NOW, "Ada <ada@example.org>", "First");
        Package pkg = new Package("weir", "weir", "", source, source, List.of());
        return new BuildRequest("b1", "mill", pkg, commit, commit, NOW, BuildOptions.PLAIN);
    }

    private Path published(String path) {
        return temp.resolve("data/repositories").resolve(path);
    }

    private void snapshot(String path) throws Exception {
        Files.createDirectories(published(path).resolve("repodata"));
        Files.writeString(published(path).resolve("versions.csv"), "");
    }

    private void link(String path, String to) throws Exception {
        Files.createSymbolicLink(published(path), Path.of(to));
    }
}
