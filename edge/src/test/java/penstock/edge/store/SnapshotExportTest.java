package penstock.edge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.port.SnapshotHolds;
import penstock.engine.publish.Exports;
import penstock.purge.PurgeFacts;
import penstock.repo.Snapshot;

/** A3: what is exported stays until it is. */
class SnapshotExportTest {
    @TempDir
    Path temp;

    private final List<PurgeFacts.Held> held = new ArrayList<>();

    /** Notes what was held at the time that the export was there. */
    private Exports exports(PublishedSite site, String target, Path to) {
        Path root = site.folder.resolve("repos");
        HoldFolder folder =
                new HoldFolder(temp.resolve("holds"), root, target, Duration.ofMinutes(1), InstantSource.system());
        SnapshotHolds watched = (reader, line, directories) -> {
            SnapshotHolds.Hold hold = folder.take(reader, line, directories);
            return () -> {
                assertThat(to.resolve("delorean.repo")).exists();
                held.addAll(folder.now());
                hold.close();
                assertThat(folder.now()).isEmpty();
            };
        };
        return new SnapshotExport(root, target, watched);
    }

    @Test
    void what_is_exported_is_held_until_all_of_it_is_there() throws Exception {
        PublishedSite site = PublishedSite.open(temp.resolve("site"));
        Snapshot net = site.current(site.entry("net", "network", "1"));
        Snapshot cpu = site.current(site.entry("cpu", "compute", "2"));
        Path both = temp.resolve("both");
        assertThat(exports(site, "el9s", both).export("el9s-demo", "current", both, "http://x"))
                .isEqualTo(new Exports.Outcome.Done(List.of(cpu.directory(), net.directory())));
        Path one = temp.resolve("one");
        assertThat(exports(site, "el9s", one).export("el9s-demo", net.directory(), one, "http://x"))
                .isEqualTo(new Exports.Outcome.Done(List.of(net.directory())));
        assertThat(held)
                .allSatisfy(hold -> assertThat(hold.line()).isEqualTo("demo"))
                .extracting(PurgeFacts.Held::directories)
                .containsExactly(List.of(cpu.directory(), net.directory()), List.of(net.directory()));
        assertThat(StoreContractsTest.rpms(one)).containsExactly("net-1-1.noarch.rpm");
    }

    @Test
    void what_no_purge_removes_is_exported_as_well() throws Exception {
        PublishedSite site = PublishedSite.open(temp.resolve("site"));
        site.current(site.entry("a", "", "1"));
        Path to = temp.resolve("to");
        assertThat(exports(site, "el10s", to).export("el9s-demo", "current", to, "http://x"))
                .isInstanceOf(Exports.Outcome.Done.class);
        assertThat(held).isEmpty();
        assertThat(Files.exists(to.resolve("delorean.repo"))).isTrue();
    }
}
