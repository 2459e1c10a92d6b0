package penstock.repo;

import java.time.Instant;
import java.util.List;
import penstock.build.Artifact;
import penstock.build.BuildOptions;
import penstock.build.BuildRequest;
import penstock.change.Commit;
import penstock.distro.Package;

/** Packages, builds and entries for the tests of this package. */
final class Publications {
    private Publications() {}

    static Package pkg(String project, String component) {
        return new Package(
                project,
                "python-" + project,
                component,
                new Package.Source("https://opendev.example/openstack/" + project, "master", false),
                new Package.Source("https://review.example/" + project + "-distgit", "rpm-master", false),
                List.of("dev@example.com"));
    }

    static Commit commit(String digit, long second) {
        return new Commit(
                digit.repeat(40 / digit.length()), "0".repeat(40), Instant.ofEpochSecond(second), "A <a@b>", "s");
    }

    static SnapshotEntry entry(Package pkg, String id, String source, String distgit) {
        BuildRequest build = new BuildRequest(
                id,
                "demo",
                pkg,
                commit(source, 1_600_000_000),
                commit(distgit, 1_500_000_000),
                Instant.ofEpochSecond(1_700_000_000),
                BuildOptions.PLAIN);
        String nvr = pkg.name() + "-1.0-0.1";
        return new SnapshotEntry(
                build,
                "",
                nvr,
                SnapshotEntry.SUCCESS,
                Instant.ofEpochSecond(1_700_000_100),
                List.of(
                        new Artifact(
                                Artifact.Kind.RPM,
                                "python3-" + pkg.project() + "-1.0-0.1.noarch.rpm",
                                "a".repeat(64),
                                5),
                        new Artifact(Artifact.Kind.SRPM, nvr + ".src.rpm", "b".repeat(64), 6),
                        new Artifact(Artifact.Kind.LOG, "build.log", "c".repeat(64), 7)));
    }

    static SnapshotEntry withExtended(SnapshotEntry entry, String extended) {
        return new SnapshotEntry(
                entry.build(), extended, entry.nvr(), entry.status(), entry.succeeded(), entry.artifacts());
    }
}
