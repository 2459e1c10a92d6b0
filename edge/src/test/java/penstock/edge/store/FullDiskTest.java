package penstock.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.edge.process.Invocation;
import penstock.edge.process.ProcessRunner;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.LeftoverCheck;
import penstock.repo.Snapshot;

/** G: a disk that is full or read-only is told in words, and what was there stays. */
@ExtendWith(LeftoverCheck.class)
class FullDiskTest {
    @TempDir
    Path temp;

    private Path disk = Path.of("");
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "mounting a small disk needs root");
        disk = Files.createDirectories(temp.resolve("disk"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString());
        assumeTrue(mounted, "a tmpfs can't be mounted here");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            run("umount", "--lazy", disk.toString());
        }
    }

    @Test
    void a_full_disk() throws Exception {
        PublishedSite site = PublishedSite.open(disk);
        Snapshot it = site.current(site.entry("a", "", "1"));
        Path big = temp.resolve("big");
        Files.write(big, new byte[512 << 10]);
        assertThatThrownBy(() -> site.store.add(big))
                .isInstanceOfSatisfying(
                        OutsideFailure.class,
                        failure -> assertThat(failure.retryable()).isTrue())
                .hasMessageContaining("the disk is full");
        assertThat(disk.resolve("store/.incoming")).isEmptyDirectory();
        assertThat(site.line().resolve("current").toRealPath())
                .isEqualTo(site.line().resolve(it.directory()));
    }

    @Test
    void a_disk_that_is_full_while_publishing_stops_it_until_there_is_room() throws Exception {
        PublishedSite site = PublishedSite.open(disk);
        Snapshot it = PublishedSite.snapshot(site.entry("a", "", "1"));
        Path big = disk.resolve("big");
        assertThatThrownBy(() -> Files.write(big, new byte[512 << 10])).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> site.publisher.publish(it))
                .isInstanceOfSatisfying(
                        OutsideFailure.class,
                        failure -> assertThat(failure.retryable()).isTrue())
                .hasMessageContaining("the disk is full");
        Files.delete(big);
        site.publisher.publish(it);
        assertThat(site.line().resolve(it.directory()).resolve("repodata/repomd.xml"))
                .exists();
    }

    @Test
    void a_read_only_disk() throws Exception {
        PublishedSite site = PublishedSite.open(disk);
        Snapshot it = PublishedSite.snapshot(site.entry("a", "", "1"));
        assertThat(run("mount", "-o", "remount,ro", disk.toString())).isTrue();
        assertThatThrownBy(() -> site.publisher.publish(it))
                .isInstanceOfSatisfying(
                        OutsideFailure.class,
                        failure -> assertThat(failure.retryable()).isTrue())
                .hasMessageContaining("mounted read-only");
        assertThatThrownBy(() -> site.store.add(Files.writeString(temp.resolve("f"), "x")))
                .hasMessageContaining("mounted read-only");
        assertThat(run("mount", "-o", "remount,rw", disk.toString())).isTrue();
        site.publisher.publish(it);
        assertThat(site.line().resolve(it.directory()).resolve("repodata/repomd.xml"))
                .exists();
    }

    private static boolean run(String... argv) throws Exception {
        return new ProcessRunner()
                .capture(Invocation.of(Duration.ofSeconds(20), argv))
                .ok();
    }
}
