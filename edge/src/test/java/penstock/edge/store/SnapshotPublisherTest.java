package penstock.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static penstock.edge.store.PublishedSite.LINE;
import static penstock.edge.store.PublishedSite.snapshot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.packager.rpm.RpmVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.build.Artifact;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.PublishedLines.Label;
import penstock.engine.testkit.LeftoverCheck;
import penstock.repo.Aggregate;
import penstock.repo.RpmPackage;
import penstock.repo.Snapshot;
import penstock.repo.SnapshotEntry;
import penstock.repo.VersionsCsv;

/** D1, G: what becomes visible of a published tree, when, and what is refused. */
@ExtendWith(LeftoverCheck.class)
class SnapshotPublisherTest {
    @TempDir
    Path temp;

    @Test
    void what_an_interrupted_run_left_is_thrown_away_and_the_rest_stays() throws Exception {
        PublishedSite site = PublishedSite.open(temp);
        Snapshot it = site.current(site.entry("a", "", "1"));
        Path half = Files.createDirectories(site.line().resolve(".staging/x/repodata"));
        Files.createDirectories(temp.resolve("store/.incoming"));
        Files.writeString(temp.resolve("store/.incoming/y"), "half");
        PublishedSite.open(temp);
        assertThat(half).doesNotExist();
        assertThat(temp.resolve("store/.incoming/y")).doesNotExist();
        assertThat(site.line().resolve("current").toRealPath())
                .isEqualTo(site.line().resolve(it.directory()));
    }

    @Test
    void a_failure_on_the_way_leaves_nothing_visible_and_the_next_call_succeeds() throws Exception {
        PublishedSite broken = PublishedSite.open(temp, SnapshotPublisherTest::halfWay);
        Snapshot it = snapshot(broken.entry("a", "", "1"));
        assertThatThrownBy(() -> broken.publisher.publish(it)).hasMessageContaining("stopped half-way");
        assertThat(broken.line().resolve(it.directory())).doesNotExist();
        assertThat(broken.line().resolve(".staging")).isEmptyDirectory();
        PublishedSite.open(temp).publisher.publish(it);
        assertThat(broken.line().resolve(it.directory()).resolve("repodata/repomd.xml"))
                .exists();
    }

    private static Optional<RpmPackage> halfWay(Path rpm) throws OutsideFailure {
        throw new OutsideFailure("stopped half-way", true);
    }

    @Test
    void an_artifact_that_the_store_lost_is_named() throws Exception {
        PublishedSite site = PublishedSite.open(temp);
        Artifact lost = new Artifact(Artifact.Kind.RPM, "a-1-1.noarch.rpm", "0".repeat(64), 1);
        Snapshot it = snapshot(PublishedSite.entry("a", "", "1", lost));
        assertThatThrownBy(() -> site.publisher.publish(it)).hasMessageContainingAll("a-1-1.noarch.rpm", "store");
    }

    /** Part 2, C2: what is damaged is told and put aside, and no client gets it; the same build, kept again, is published. */
    @Test
    void an_artifact_that_the_disk_damaged_is_not_published() throws Exception {
        PublishedSite site = PublishedSite.open(temp);
        Path rpm = Rpms.write(temp, "a", "1", "content");
        Artifact artifact = Rpms.keep(site.store, rpm);
        Path kept = site.store.find(artifact.sha256()).orElseThrow();
        byte[] bytes = Files.readAllBytes(kept);
        bytes[bytes.length - 10] ^= 1;
        Files.delete(kept);
        Files.write(kept, bytes);
        Snapshot it = snapshot(PublishedSite.entry("a", "", "1", artifact));
        assertThatThrownBy(() -> site.publisher.publish(it)).hasMessageContainingAll("a-1-1.noarch.rpm", "damaged");
        assertThat(site.line().resolve(it.directory())).doesNotExist();
        assertThat(temp.resolve("store/.damaged").resolve(artifact.sha256())).exists();
        Rpms.keep(site.store, rpm);
        site.publisher.publish(it);
        assertThat(site.line().resolve(it.directory())).exists();
    }

    @Test
    void an_rpm_that_is_none_and_one_under_anothers_name_are_refused() throws Exception {
        PublishedSite site = PublishedSite.open(temp);
        Path text = Files.writeString(temp.resolve("text-1-1.noarch.rpm"), "no RPM");
        Path alias = Rpms.write(temp.resolve("b-1-1.noarch.rpm"), "a", new RpmVersion("1", "1"), "x");
        for (Path bad : List.of(text, alias)) {
            SnapshotEntry good = site.entry("a", "", "1");
            SnapshotEntry worse = PublishedSite.entry("w", "", "2", Rpms.keep(site.store, bad));
            Snapshot it = snapshot(good, worse);
            assertThatThrownBy(() -> site.publisher.publish(it)).isInstanceOf(OutsideFailure.class);
            assertThat(site.line().resolve(it.directory())).doesNotExist();
        }
    }

    @Test
    void two_epochs_of_one_name_version_and_release_are_two_contents_of_one_file() throws Exception {
        PublishedSite site = PublishedSite.open(temp);
        Path epoch = Files.createDirectories(temp.resolve("epoch")).resolve("a-1-1.noarch.rpm");
        Rpms.write(epoch, "a", new RpmVersion(2, "1", "1"), "x");
        SnapshotEntry other = PublishedSite.entry("b", "", "2", Rpms.keep(site.store, epoch));
        Snapshot it = snapshot(site.entry("a", "", "1"), other);
        assertThatThrownBy(() -> site.publisher.publish(it)).hasMessageContaining("two different files");
    }

    @Test
    void an_epoch_is_in_the_metadata_but_not_in_the_file_name() throws Exception {
        PublishedSite site = PublishedSite.open(temp);
        Path epoch = Rpms.write(temp.resolve("e-1-1.noarch.rpm"), "e", new RpmVersion(2, "1", "1"), "x");
        site.current(PublishedSite.entry("e", "", "1", Rpms.keep(site.store, epoch)));
        assertThat(site.line().resolve("current/e-1-1.noarch.rpm")).exists();
    }

    @Test
    void the_builds_log_is_published_with_it() throws Exception {
        PublishedSite site = PublishedSite.open(temp);
        Path log = Files.writeString(temp.resolve("build.log"), "+ make\n");
        Artifact rpm = site.entry("a", "", "1").artifacts().getFirst();
        site.current(PublishedSite.entry("a", "", "1", rpm, Rpms.keep(site.store, log)));
        assertThat(site.line().resolve("current/rpmbuild.log")).hasContent("+ make\n");
    }

    @Test
    void a_reader_never_misses_anything_while_a_label_moves() throws Exception {
        PublishedSite site = PublishedSite.open(temp);
        Snapshot one = site.current(site.entry("a", "", "1"));
        Snapshot two = site.current(site.entry("a", "", "2"));
        AtomicBoolean moving = new AtomicBoolean(true);
        Callable<Long> reader = () -> {
            long reads = 0;
            while (moving.get()) {
                Files.readAllBytes(site.line().resolve("current/repodata/repomd.xml"));
                assertThat(site.line().resolve("current/delorean.repo"))
                        .content()
                        .contains("_dddddddd");
                reads++;
            }
            return reads;
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
            Future<Long> reads = threads.submit(reader);
            for (int i = 0; i < 300; i++) {
                site.publisher.point(LINE, "", "current", (i % 2 == 0 ? one : two).directory());
            }
            moving.set(false);
            assertThat(reads.get()).isPositive();
        }
    }

    @Test
    void the_top_of_a_line_with_components_joins_them() throws Exception {
        PublishedSite site = PublishedSite.open(temp);
        site.current(site.entry("net", "network", "1"));
        Path top = site.line().resolve("current");
        assertThat(top.resolve("delorean.repo")).content().contains("[delorean-component-network]");
        site.current(site.entry("cpu", "compute", "2"));
        String repo = Files.readString(top.resolve("delorean.repo"));
        assertThat(repo).containsSubsequence("[delorean-component-compute]", "[delorean-component-network]");
        assertThat(top.resolve("versions.csv"))
                .content()
                .startsWith(VersionsCsv.HEADER)
                .hasLineCount(3);
        String md5 = Files.readString(top.resolve(Aggregate.MD5_FILE));
        Path state =
                top.resolve(md5.substring(0, 2)).resolve(md5.substring(2, 4)).resolve(md5);
        assertThat(state.resolve("delorean.repo")).hasContent(repo);
        assertThat(top.resolve("delorean.repo").toRealPath()).isEqualTo(state.resolve("delorean.repo"));
    }

    @Test
    void builds_of_a_line_with_components_see_all_of_them() throws Exception {
        PublishedSite site = PublishedSite.open(temp);
        assertThat(site.publisher.newest(LINE)).isEmpty();
        site.current(site.entry("net", "network", "1"));
        site.current(site.entry("cpu", "compute", "2"));
        Path newest = site.publisher.newest(LINE).orElseThrow();
        assertThat(StoreContractsTest.rpms(newest)).containsExactly("cpu-2-1.noarch.rpm", "net-1-1.noarch.rpm");
        assertThat(newest.resolve("repodata/repomd.xml")).exists();
        assertThat(site.publisher.newest(LINE)).contains(newest);
        site.current(site.entry("net", "network", "3"));
        assertThat(StoreContractsTest.rpms(site.publisher.newest(LINE).orElseThrow()))
                .containsExactly("cpu-2-1.noarch.rpm", "net-3-1.noarch.rpm");
        assertThat(newest).exists();
    }

    @Test
    void builds_of_a_line_without_components_see_current() throws Exception {
        PublishedSite site = PublishedSite.open(temp);
        Snapshot it = site.current(site.entry("a", "", "1"));
        assertThat(site.publisher.newest(LINE)).contains(site.line().resolve(it.directory()));
    }

    @Test
    void a_line_may_get_components_and_lose_them_again() throws Exception {
        PublishedSite site = PublishedSite.open(temp);
        site.current(site.entry("a", "", "1"));
        site.current(site.entry("net", "network", "2"));
        assertThat(site.line().resolve("current/delorean.repo")).content().contains("component-network");
        Snapshot plain = site.current(site.entry("a", "", "3"));
        assertThat(site.line().resolve("current").toRealPath())
                .isEqualTo(site.line().resolve(plain.directory()));
    }

    @Test
    void the_tree_tells_its_lines_and_labels() throws Exception {
        PublishedSite site = PublishedSite.open(temp);
        PublishedTree tree = new PublishedTree(temp.resolve("repos"));
        assertThat(tree.lines()).isEmpty();
        SnapshotEntry failing = site.entry("b", "", "2");
        Snapshot it = site.current(
                site.entry("a", "", "1"),
                new SnapshotEntry(
                        failing.build(),
                        "",
                        failing.nvr(),
                        SnapshotEntry.FAILED,
                        failing.succeeded(),
                        failing.artifacts()));
        FileTime moved =
                Files.getLastModifiedTime(site.line().resolve("current"), java.nio.file.LinkOption.NOFOLLOW_LINKS);
        assertThat(tree.lines()).singleElement().satisfies(line -> {
            assertThat(line.folder()).isEqualTo("el9s-demo");
            assertThat(line.labels())
                    .containsExactly(new Label("", "current", "current", it.directory(), moved.toInstant(), 2, 1));
        });
        site.current(site.entry("net", "network", "3"));
        assertThat(tree.lines().getFirst().labels())
                .extracting(Label::path)
                .containsExactly("current", "component/network/current");
    }
}
