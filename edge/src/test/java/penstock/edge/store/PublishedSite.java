package penstock.edge.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import penstock.build.Artifact;
import penstock.build.BuildOptions;
import penstock.build.BuildRequest;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.edge.rpm.RpmFile;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.PackageHeaders;
import penstock.repo.RepoLayout;
import penstock.repo.Snapshot;
import penstock.repo.SnapshotEntry;

/** A store and a published tree in a folder, with snapshots to publish. */
final class PublishedSite {
    static final String LINE = "demo";

    final Path folder;
    final FileArtifactStore store;
    final SnapshotPublisher publisher;

    private PublishedSite(Path folder, FileArtifactStore store, SnapshotPublisher publisher) {
        this.folder = folder;
        this.store = store;
        this.publisher = publisher;
    }

    static PublishedSite open(Path folder) throws OutsideFailure {
        return open(folder, new RpmFile());
    }

    static PublishedSite open(Path folder, PackageHeaders headers) throws OutsideFailure {
        FileArtifactStore store = FileArtifactStore.open(folder.resolve("store"));
        return new PublishedSite(
                folder,
                store,
                SnapshotPublisher.open(
                        folder.resolve("repos"),
                        folder.resolve("metadata"),
                        new SnapshotPublisher.Address("el9s", "http://repos.example"),
                        store,
                        headers));
    }

    Path line() {
        return folder.resolve("repos/el9s-demo");
    }

    /** A package's build at a source commit made of one or two digits, with the RPM of that version. */
    SnapshotEntry entry(String project, String component, String digit) throws IOException, OutsideFailure {
        Path built = Files.createDirectories(folder.resolve("built"));
        Path rpm = built.resolve(project + "-" + digit + "-1.noarch.rpm");
        if (!Files.exists(rpm)) {
            Rpms.write(built, project, digit, "content of " + digit);
        }
        return entry(project, component, digit, Rpms.keep(store, rpm));
    }

    static SnapshotEntry entry(String project, String component, String digit, Artifact... artifacts) {
        Package.Source source = new Package.Source("https://git.example/" + project, "master", false);
        Package pkg = new Package(project, "python-" + project, component, source, source, List.of());
        Commit commit = commit(digit);
        Instant created = Instant.ofEpochSecond(1_700_000_000);
        BuildRequest build = new BuildRequest(
                "build-" + project + digit, LINE, pkg, commit, commit("d"), created, BuildOptions.PLAIN);
        return new SnapshotEntry(
                build,
                "",
                pkg.name() + "-" + digit + "-1",
                SnapshotEntry.SUCCESS,
                created.plusSeconds(100),
                List.of(artifacts));
    }

    /** Made for the first entry. */
    static Snapshot snapshot(SnapshotEntry... entries) {
        BuildRequest made = entries[0].build();
        return new Snapshot(LINE, made.pkg().component(), RepoLayout.directory(made, ""), made.id(), List.of(entries));
    }

    /** Publishes and lets {@code current} point there. */
    Snapshot current(SnapshotEntry... entries) throws OutsideFailure, InterruptedException {
        Snapshot snapshot = snapshot(entries);
        publisher.publish(snapshot);
        publisher.point(LINE, snapshot.component(), RepoLayout.CURRENT, snapshot.directory());
        return snapshot;
    }

    private static Commit commit(String digit) {
        return new Commit(
                digit.repeat(40 / digit.length()),
                "0".repeat(40),
                Instant.ofEpochSecond(1_600_000_000),
                "A <a@b>",
                "s");
    }
}
