package penstock.edge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.build.Artifact;
import penstock.engine.backup.Kept;
import penstock.engine.testkit.LeftoverCheck;
import penstock.repo.Snapshot;
import penstock.repo.SnapshotEntry;

/** B6: a copy of snapshots has what they share, once, and goes on when some of them go meanwhile. */
@ExtendWith(LeftoverCheck.class)
class FolderCopiesTest {
    private static final String LINE = PublishedSite.LINE;

    @TempDir
    Path temp;

    private FolderCopies.Folders folders(String place) {
        Path folder = temp.resolve(place);
        return new FolderCopies.Folders(
                folder.resolve("store"), folder.resolve("repos"), folder.resolve("logs"), folder.resolve("scenarios"));
    }

    /** Copies snapshots of a site, and removes what they don't have; gives what is missing. */
    private List<String> copied(String from, String to, Snapshot... snapshots) throws Exception {
        FolderCopies copies = new FolderCopies(folders(from), folders(to), "el9s");
        Kept kept = kept(snapshots);
        List<String> missing = copies.copy(kept, _ -> {});
        copies.sweep(kept);
        return missing;
    }

    private static Kept kept(Snapshot... snapshots) {
        return new Kept(
                new TreeSet<>(Stream.of(snapshots)
                        .flatMap(snapshot -> snapshot.entries().stream())
                        .flatMap(entry -> entry.artifacts().stream())
                        .map(Artifact::sha256)
                        .toList()),
                Stream.of(snapshots)
                        .map(snapshot -> new Kept.Snapshot(LINE, snapshot.directory()))
                        .toList(),
                List.of());
    }

    private Path copy(String place, Snapshot snapshot) {
        return temp.resolve(place).resolve("repos/el9s-demo").resolve(snapshot.directory());
    }

    /** What is published in a place: paths of files and links. */
    private List<String> below(String place) throws IOException {
        return below(temp.resolve(place).resolve("repos"));
    }

    private static List<String> below(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** The one link to what a snapshot shares. */
    private static Path slot(Path snapshot) throws IOException {
        try (Stream<Path> all = Files.list(snapshot.resolve("packages"))) {
            return all.findFirst().orElseThrow();
        }
    }

    private static Object inode(Path file) throws IOException {
        return Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS);
    }

    private static Snapshot published(PublishedSite site, SnapshotEntry... entries) throws Exception {
        Snapshot snapshot = PublishedSite.snapshot(entries);
        site.publisher.publish(snapshot);
        return snapshot;
    }

    private static void purge(PublishedSite site, Snapshot snapshot) throws Exception {
        site.publisher.folders().remove(LINE, Set.of(snapshot.directory()));
        site.publisher.folders().sweep(LINE);
    }

    @Test
    void what_snapshots_share_is_in_the_copy_as_it_is_in_the_factory() throws Exception {
        PublishedSite site = PublishedSite.open(temp.resolve("site"));
        SnapshotEntry both = site.entry("b", "", "4");
        Snapshot one = published(site, site.entry("a", "", "1"), both);
        Snapshot two = published(site, site.entry("c", "", "3"), both);
        Snapshot net = published(site, site.entry("net", "network", "5"), site.entry("lan", "network", "6"));
        assertThat(copied("site", "backup", one, two, net)).isEmpty();
        assertThat(copied("backup", "restored", one, two, net)).isEmpty();
        String shared = both.artifacts().getFirst().sha256();
        for (String place : List.of("backup", "restored")) {
            assertThat(below(place)).isEqualTo(below("site"));
            for (Snapshot snapshot : List.of(one, two, net)) {
                assertThat(StoreContractsTest.rpms(copy(place, snapshot))).hasSize(2);
            }
            assertThat(inode(slot(copy(place, one))))
                    .as("the link that both have")
                    .isEqualTo(inode(slot(copy(place, two))));
            assertThat(inode(slot(copy(place, two)).resolve("b-4-1.noarch.rpm")))
                    .as("the package in the store")
                    .isEqualTo(inode(temp.resolve(place).resolve("store/" + shared.substring(0, 2) + "/" + shared)));
        }
    }

    @Test
    void what_snapshots_share_goes_from_the_copy_with_the_last_of_them() throws Exception {
        PublishedSite site = PublishedSite.open(temp.resolve("site"));
        Snapshot one = published(site, site.entry("a", "", "1"), site.entry("b", "", "4"));
        Snapshot two = published(site, site.entry("c", "", "3"), site.entry("b", "", "4"));
        Snapshot net = published(site, site.entry("net", "network", "5"), site.entry("lan", "network", "6"));
        assertThat(copied("site", "backup", one, two, net)).isEmpty();
        purge(site, one);
        purge(site, net);
        assertThat(copied("site", "backup", two)).isEmpty();
        assertThat(below("backup")).isEqualTo(below("site"));
        Snapshot three = published(site, site.entry("a", "", "7"), site.entry("d", "", "8"));
        purge(site, two);
        assertThat(copied("site", "backup", three)).isEmpty();
        assertThat(below("backup")).isEqualTo(below("site")).noneMatch(file -> file.contains("b-4"));
        assertThat(StoreContractsTest.rpms(copy("backup", three))).hasSize(2);
    }

    @Test
    void a_copy_that_lacks_what_snapshots_share_is_completed() throws Exception {
        PublishedSite site = PublishedSite.open(temp.resolve("site"));
        Snapshot one = published(site, site.entry("a", "", "1"), site.entry("b", "", "4"));
        assertThat(copied("site", "backup", one)).isEmpty();
        Durable.remove(temp.resolve("backup/repos/el9s-demo/.packages"));
        assertThat(copied("site", "backup", one)).isEmpty();
        assertThat(below("backup")).isEqualTo(below("site"));
    }

    @Test
    void what_is_not_there_is_told_once_and_the_rest_is_copied() throws Exception {
        PublishedSite site = PublishedSite.open(temp.resolve("site"));
        Snapshot one = published(site, site.entry("a", "", "1"), site.entry("b", "", "4"));
        Snapshot two = published(site, site.entry("c", "", "3"), site.entry("b", "", "4"));
        Snapshot gone = published(site, site.entry("d", "", "5"));
        Path shard = slot(copy("site", one)).toRealPath();
        Durable.remove(shard);
        purge(site, gone);
        assertThat(copied("site", "backup", one, two, gone))
                .containsExactly(
                        "packages " + shard.subpath(shard.getNameCount() - 2, shard.getNameCount())
                                + " of snapshot el9s-demo/" + one.directory(),
                        "snapshot el9s-demo/" + gone.directory());
        assertThat(StoreContractsTest.rpms(copy("backup", two))).containsExactly("c-3-1.noarch.rpm");
    }

    /** However the two meet: what was removed before all of it was copied is missing, and no part of it is there. */
    @Test
    void a_snapshot_that_is_removed_while_it_is_copied_is_missing() throws Exception {
        PublishedSite site = PublishedSite.open(temp.resolve("site"));
        Snapshot one = published(site, site.entry("a", "", "1"), site.entry("b", "", "4"));
        Snapshot two = published(site, site.entry("c", "", "3"), site.entry("b", "", "4"));
        for (int i = 0; i < 3000; i++) {
            Files.createFile(copy("site", one).resolve("x" + i));
        }
        List<String> all = below(copy("site", one));
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Path incoming = temp.resolve("backup/repos/.incoming");
            Path kept = copy("backup", one);
            Future<?> purge = other.submit(() -> {
                while (!Files.exists(incoming.resolve("x100")) && !Files.exists(kept)) {
                    Thread.onSpinWait();
                }
                purge(site, one);
                return one;
            });
            FolderCopies copies = new FolderCopies(folders("site"), folders("backup"), "el9s");
            List<String> missing = copies.copy(kept(one, two), _ -> {});
            purge.get(1, TimeUnit.MINUTES);
            if (missing.isEmpty()) {
                assertThat(below(kept)).isEqualTo(all);
            } else {
                assertThat(missing).containsExactly("snapshot el9s-demo/" + one.directory());
                assertThat(kept).doesNotExist();
            }
        }
        assertThat(StoreContractsTest.rpms(copy("backup", two))).hasSize(2);
        assertThat(copied("site", "backup", two)).isEmpty();
        assertThat(below("backup")).isEqualTo(below("site"));
    }
}
