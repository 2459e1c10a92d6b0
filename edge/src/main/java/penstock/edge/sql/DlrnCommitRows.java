package penstock.edge.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import penstock.build.BuildOptions;
import penstock.build.BuildRequest;
import penstock.build.Verdict;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.dlrn.DlrnDirectory;
import penstock.engine.dlrn.TakeOver;
import penstock.repo.RepoLayout;
import penstock.repo.SnapshotEntry;

/** Makes builds and snapshots of DLRN's commits. A commit's number there is the build's sequence here. */
final class DlrnCommitRows {
    private static final long PURGED = 2;
    private static final List<String> STATUSES =
            List.of(SnapshotEntry.SUCCESS, SnapshotEntry.FAILED, SnapshotEntry.RETRY);

    private final Handle handle;
    private final TakeOver.Plan plan;
    private final Supplier<String> ids;
    private final long now;
    private final Map<Long, Taken> taken = new HashMap<>();
    private final Map<String, Taken> published = new HashMap<>();
    private long last;

    /** @param place of its labels: a component, or empty for the top */
    record Taken(String build, String directory, String place, String component, String project, long number) {}

    /** @param ids gives rising ones */
    DlrnCommitRows(Handle handle, TakeOver.Plan plan, Supplier<String> ids, Instant now) {
        this.handle = handle;
        this.plan = plan;
        this.ids = ids;
        this.now = Micros.of(now);
    }

    /** By the commit's number in DLRN. */
    Map<Long, Taken> taken() {
        return taken;
    }

    /** By their folders. */
    Map<String, Taken> published() {
        return published;
    }

    /** The greatest number. */
    long last() {
        return last;
    }

    static Optional<String> directory(DlrnRow row) throws SQLException {
        return DlrnDirectory.of(
                row.text("component"), row.text("commit_hash"), row.text("distro_hash"), row.text("extended_hash"));
    }

    static boolean isPublished(DlrnRow row) throws SQLException {
        return row.text("status").equals(SnapshotEntry.SUCCESS) && !isPurged(row);
    }

    private static boolean isPurged(DlrnRow row) throws SQLException {
        return (row.number("flags") & PURGED) != 0;
    }

    /** Empty when it was taken; else why not. */
    Optional<String> take(DlrnRow row) throws SQLException {
        long number = row.number("id");
        String name = row.text("project_name");
        Optional<String> directory = directory(row);
        String status = row.text("status");
        if (directory.isEmpty() || !RepoLayout.isName(name) || !STATUSES.contains(status)) {
            return Optional.of("commit " + number + ": no package, commits of git and status of a build");
        }
        String component = row.text("component");
        Taken made = new Taken(
                ids.get(),
                directory.get(),
                plan.components() ? component : "",
                component,
                plan.projects().getOrDefault(name, name),
                number);
        build(row, made, status);
        foreign(row, made, name);
        if (status.equals(SnapshotEntry.SUCCESS)) {
            snapshot(row, made);
            published.put(made.directory(), made);
        }
        taken.put(number, made);
        last = Math.max(last, number);
        return Optional.empty();
    }

    private static long seconds(DlrnRow row, String column) throws SQLException {
        return row.number(column);
    }

    private void build(DlrnRow row, Taken made, String status) throws SQLException {
        Instant built = Instant.ofEpochSecond(seconds(row, "dt_build"));
        boolean success = status.equals(SnapshotEntry.SUCCESS);
        Commit source = commit(row.text("commit_hash"), seconds(row, "dt_commit"));
        Commit distgit = commit(row.text("distro_hash"), seconds(row, "dt_distro"));
        Package pkg = new Package(
                made.project(),
                row.text("project_name"),
                made.component(),
                new Package.Source(row.text("repo_dir"), row.text("commit_branch"), false),
                new Package.Source(row.text("distgit_dir"), "", false),
                List.of());
        BuildRequest request =
                new BuildRequest(made.build(), plan.line(), pkg, source, distgit, built, BuildOptions.PLAIN);
        @Nullable String extended = success ? row.text("extended_hash") : null;
        handle.execute(
                "INSERT INTO build (id, line, project, source, distgit, subject, author, kind, attempt, created, started,"
                        + " ended, sequence, status, extended, form, request, verdict, failure)"
                        + " VALUES (?, ?, ?, ?, ?, '', '', 'COMMIT', 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                made.build(),
                plan.line(),
                made.project(),
                source.id(),
                distgit.id(),
                Micros.of(built),
                Micros.of(built),
                Micros.of(built),
                made.number(),
                status,
                extended,
                Json.FORM,
                Json.write(request),
                success ? Json.write(Verdict.SUCCESS) : null,
                success ? "" : "Failed in DLRN");
    }

    private static Commit commit(String id, long seconds) {
        return new Commit(id, "", Instant.ofEpochSecond(seconds), "", "");
    }

    private void foreign(DlrnRow row, Taken made, String name) throws SQLException {
        handle.execute(
                "INSERT INTO dlrn_commit (build, line, name, kind, component, extended_time, branch, repo_dir, distgit_dir,"
                        + " artifacts, notes, versions_csv) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                made.build(),
                plan.line(),
                name,
                row.text("type"),
                made.component(),
                row.number("dt_extended") == 0 ? null : row.number("dt_extended"),
                row.text("commit_branch"),
                row.text("repo_dir"),
                row.text("distgit_dir"),
                row.text("artifacts"),
                row.text("notes"),
                row.text("versions_csv"));
    }

    /** Of several commits of one folder the newest has it. */
    private void snapshot(DlrnRow row, Taken made) throws SQLException {
        handle.execute(
                "INSERT INTO snapshot (line, directory, component, project, build, sequence, state, changed, message, purged)"
                        + " VALUES (?, ?, ?, ?, ?, ?, 'PUBLISHED', ?, '', ?) ON CONFLICT (line, directory) DO UPDATE SET"
                        + " build = excluded.build, sequence = excluded.sequence, changed = excluded.changed,"
                        + " purged = excluded.purged",
                plan.line(),
                made.directory(),
                made.place(),
                made.project(),
                made.build(),
                made.number(),
                Micros.of(Instant.ofEpochSecond(seconds(row, "dt_build"))),
                isPurged(row) ? now : null);
    }
}
