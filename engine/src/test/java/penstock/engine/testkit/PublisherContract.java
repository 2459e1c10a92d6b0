package penstock.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.build.Artifact;
import penstock.build.BuildOptions;
import penstock.build.BuildRequest;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.Publisher;
import penstock.repo.RepoLayout;
import penstock.repo.Snapshot;
import penstock.repo.SnapshotEntry;

/** What every {@link Publisher} does. */
public abstract class PublisherContract {
    protected static final String LINE = "demo";

    @TempDir
    protected Path temp;

    private Publisher publisher = new MemoryPublisher();

    /** A published tree with nothing in it. */
    protected abstract Publisher open() throws Exception;

    /** An RPM that the publisher can find; {@code content} tells files of the same name apart. */
    protected abstract Artifact rpm(String name, String version, String content) throws Exception;

    /** The directory that a label shows. */
    protected abstract Optional<String> pointed(String component, String label) throws Exception;

    /** File names of the RPMs in a visible snapshot; empty when it is not visible. */
    protected abstract Optional<Set<String>> visible(String directory) throws Exception;

    @BeforeEach
    void openIt() throws Exception {
        publisher = open();
    }

    @Test
    void a_snapshot_is_visible_with_all_its_rpms_once_published() throws Exception {
        Snapshot it = snapshot("", entry("a", "", "1", rpm("a", "1", "x")), entry("b", "", "2", rpm("b", "1", "y")));
        assertThat(visible(it.directory())).isEmpty();
        publisher.publish(it);
        assertThat(visible(it.directory())).contains(Set.of("a-1-1.noarch.rpm", "b-1-1.noarch.rpm"));
    }

    @Test
    void publishing_again_changes_nothing() throws Exception {
        Snapshot it = snapshot("", entry("a", "", "1", rpm("a", "1", "x")));
        publisher.publish(it);
        publisher.publish(it);
        assertThat(visible(it.directory())).contains(Set.of("a-1-1.noarch.rpm"));
    }

    @Test
    void a_label_points_where_it_was_told_last_and_back() throws Exception {
        Snapshot one = snapshot("", entry("a", "", "1", rpm("a", "1", "x")));
        Snapshot two = snapshot("", entry("a", "", "2", rpm("a", "2", "x")));
        publisher.publish(one);
        publisher.publish(two);
        assertThat(pointed("", "current")).isEmpty();
        for (Snapshot snapshot : List.of(one, two, two, one)) {
            publisher.point(LINE, "", "current", snapshot.directory());
            assertThat(pointed("", "current")).contains(snapshot.directory());
        }
        assertThat(pointed("", "consistent")).isEmpty();
    }

    @Test
    void components_have_labels_of_their_own() throws Exception {
        Snapshot network = snapshot("network", entry("a", "network", "1", rpm("a", "1", "x")));
        Snapshot compute = snapshot("compute", entry("b", "compute", "2", rpm("b", "1", "x")));
        publisher.publish(network);
        publisher.publish(compute);
        publisher.point(LINE, "network", "current", network.directory());
        publisher.point(LINE, "compute", "current", compute.directory());
        assertThat(pointed("network", "current")).contains(network.directory());
        assertThat(pointed("compute", "current")).contains(compute.directory());
    }

    @Test
    void a_label_moves_in_several_components_or_in_none() throws Exception {
        Snapshot network = snapshot("network", entry("a", "network", "1", rpm("a", "1", "x")));
        Snapshot compute = snapshot("compute", entry("b", "compute", "2", rpm("b", "1", "x")));
        SortedMap<String, String> both =
                new TreeMap<>(Map.of("network", network.directory(), "compute", compute.directory()));
        publisher.publish(network);
        assertThatThrownBy(() -> publisher.point(LINE, "tested", both))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining(compute.directory());
        assertThat(pointed("network", "tested")).isEmpty();
        publisher.publish(compute);
        Optional<String> shown = publisher.point(LINE, "tested", both);
        assertThat(pointed("network", "tested")).contains(network.directory());
        assertThat(pointed("compute", "tested")).contains(compute.directory());
        assertThat(shown).get().asString().matches("[0-9a-f]{32}");
        assertThat(publisher.point(LINE, "tested", both)).isEqualTo(shown);
    }

    @Test
    void a_label_points_to_nothing_that_is_not_published() {
        String directory = "11/11/" + "1".repeat(40) + "_dddddddd";
        assertThatThrownBy(() -> publisher.point(LINE, "", "current", directory))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining(directory);
    }

    @Test
    void two_contents_under_one_name_are_refused_and_nothing_is_visible() throws Exception {
        Snapshot it =
                snapshot("", entry("a", "", "1", rpm("a", "1", "x")), entry("b", "", "2", rpm("a", "1", "other")));
        assertThatThrownBy(() -> publisher.publish(it))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining("a-1-1.noarch.rpm");
        assertThat(visible(it.directory())).isEmpty();
    }

    @Test
    void file_names_that_no_rpm_has_are_refused() throws Exception {
        Artifact good = rpm("a", "1", "x");
        for (String name : List.of("../a.rpm", "a/b.rpm", "a\nb.rpm", ".rpm", "a,b.rpm", "repodata")) {
            Artifact bad = new Artifact(Artifact.Kind.RPM, name, good.sha256(), good.size());
            Snapshot it = snapshot("", entry("a", "", "1", bad));
            assertThatThrownBy(() -> publisher.publish(it)).isInstanceOf(OutsideFailure.class);
            assertThat(visible(it.directory())).isEmpty();
        }
    }

    @Test
    void folders_that_lead_out_of_the_tree_are_refused() throws Exception {
        Snapshot good = snapshot("", entry("a", "", "1", rpm("a", "1", "x")));
        Snapshot bad = new Snapshot(LINE, "", "../../etc", good.madeFor(), good.entries());
        assertThatThrownBy(() -> publisher.publish(bad)).isInstanceOf(IllegalArgumentException.class);
    }

    /** An entry whose source commit is made of one digit. */
    protected static SnapshotEntry entry(String project, String component, String digit, Artifact... artifacts) {
        Package pkg = new Package(
                project,
                "python-" + project,
                component,
                new Package.Source("https://git.example/" + project, "master", false),
                new Package.Source("https://git.example/" + project + "-distgit", "rpm-master", false),
                List.of());
        BuildRequest build = new BuildRequest(
                "build-" + project + digit,
                LINE,
                pkg,
                commit(digit),
                commit("d"),
                Instant.ofEpochSecond(1_700_000_000),
                BuildOptions.PLAIN);
        return new SnapshotEntry(
                build,
                "",
                pkg.name() + "-1-1",
                SnapshotEntry.SUCCESS,
                Instant.ofEpochSecond(1_700_000_100),
                List.of(artifacts));
    }

    /** A snapshot made for the first entry. */
    protected static Snapshot snapshot(String component, SnapshotEntry... entries) {
        BuildRequest made = entries[0].build();
        return new Snapshot(LINE, component, RepoLayout.directory(made, ""), made.id(), List.of(entries));
    }

    private static Commit commit(String digit) {
        return new Commit(digit.repeat(40), "0".repeat(40), Instant.ofEpochSecond(1_600_000_000), "A <a@b>", "s");
    }
}
