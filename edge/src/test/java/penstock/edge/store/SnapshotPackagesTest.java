package penstock.edge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.edge.rpm.RpmFile;
import penstock.engine.testkit.LeftoverCheck;
import penstock.repo.Snapshot;
import penstock.repo.SnapshotEntry;
import penstock.require.answer.PackageIndex;
import penstock.require.answer.Packaged;

/** What a published snapshot has, read by shards (E and I of part 3). */
@ExtendWith(LeftoverCheck.class)
class SnapshotPackagesTest {
    @TempDir
    Path temp;

    private final List<String> read = new ArrayList<>();

    @Test
    void aSnapshotHasItsOwnPackagesAndThoseOfItsShards() throws Exception {
        PublishedSite site = PublishedSite.open(temp);
        SnapshotEntry a = site.entry("a", "", "1");
        SnapshotEntry b = site.entry("b", "", "2");
        SnapshotEntry c = site.entry("c", "", "3");
        SnapshotPackages packages = packages(site);
        Snapshot first = site.current(a, b, c);
        assertThat(names(packages, site, first)).containsExactlyInAnyOrder("a", "b", "c");
        int before = read.size();
        assertThat(names(packages, site, first)).hasSize(3);
        assertThat(read).as("what was read is not read again").hasSize(before);
    }

    @Test
    void theNextSnapshotCostsTheShardsThatChanged() throws Exception {
        PublishedSite site = PublishedSite.open(temp);
        SnapshotEntry a = site.entry("a", "", "1");
        SnapshotEntry b = site.entry("b", "", "2");
        SnapshotPackages packages = packages(site);
        names(packages, site, site.current(a, b));
        read.clear();
        Snapshot next = site.current(site.entry("c", "", "3"), a, b);
        assertThat(names(packages, site, next)).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(read).as("a lay beside the snapshot before, or b did").hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void aFolderThatIsNoSnapshotHasNone() throws Exception {
        Files.createDirectories(temp.resolve("published/empty"));
        SnapshotPackages packages = new SnapshotPackages(temp.resolve("published"), new RpmFile());
        assertThat(packages.of("empty")).isEmpty();
        assertThat(packages.of("nothing/at/all")).isEmpty();
    }

    private SnapshotPackages packages(PublishedSite site) {
        RpmFile headers = new RpmFile();
        return new SnapshotPackages(site.folder.resolve("repos"), rpm -> {
            read.add(String.valueOf(rpm.getFileName()));
            return headers.describe(rpm);
        });
    }

    private static List<String> names(SnapshotPackages packages, PublishedSite site, Snapshot snapshot)
            throws Exception {
        String folder = site.line().getFileName() + "/" + snapshot.directory();
        List<String> names = new ArrayList<>();
        for (PackageIndex part : packages.of(folder).orElseThrow()) {
            part.packages().stream().map(Packaged::name).forEach(names::add);
        }
        return names;
    }
}
