package penstock.edge.sql;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import penstock.build.BuildRequest;
import penstock.build.SpecNames;
import penstock.line.PackageState;
import penstock.line.Task;
import penstock.repo.SnapshotEntry;

/** Writes a package's row: its state, and what pages read of it without reading that state. */
final class PackageRows {
    private static final int LONGEST_NAME = 500;

    private final Handle handle;
    private final String line;
    private final long now;

    PackageRows(Handle handle, String line, long now) {
        this.handle = handle;
        this.line = line;
        this.now = now;
    }

    void write(PackageState state) {
        counted(state.pkg().project(), () -> writeRow(state));
    }

    private void writeRow(PackageState state) {
        String project = state.pkg().project();
        Optional<String> known = handle.createQuery("SELECT spec_pair FROM package WHERE line = ? AND project = ?")
                .bind(0, line)
                .bind(1, project)
                .mapTo(String.class)
                .findOne();
        upsert(state);
        if (known.isEmpty()) {
            remember(project);
        }
        String pair = pair(state);
        if (!pair.equals(known.orElse(""))) {
            capabilities(project, state);
            handle.execute("UPDATE package SET spec_pair = ? WHERE line = ? AND project = ?", pair, line, project);
        }
    }

    private void upsert(PackageState state) {
        Optional<Task> head = state.head();
        handle.execute(
                "INSERT INTO package (line, project, name, component, place, pending, phase, build, source, distgit,"
                        + " behind_since, form, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (line, project) DO UPDATE SET"
                        + " name = excluded.name, component = excluded.component, place = excluded.place,"
                        + " pending = excluded.pending, phase = excluded.phase, build = excluded.build,"
                        + " source = excluded.source, distgit = excluded.distgit,"
                        + " behind_since = excluded.behind_since, form = excluded.form, state = excluded.state",
                line,
                state.pkg().project(),
                state.pkg().name(),
                state.pkg().component(),
                state.index(),
                state.tasks().size(),
                head.map(task -> phase(task.phase())).orElse(""),
                head.flatMap(task -> request(task.phase()))
                        .map(BuildRequest::id)
                        .orElse(null),
                state.taken().source().orElse(null),
                state.taken().distgit().orElse(null),
                behindSince(state).map(Micros::of).orElse(null),
                Json.FORM,
                Json.write(StoredPackage.of(state)));
    }

    /** What packages are counted by. */
    private record Standing(String lastStatus, String phase) {}

    /** Keeps the count of packages that stand alike right over a change of one of them; costs nothing that grows with the line. */
    private void counted(String project, Runnable change) {
        Optional<Standing> before = standing(project);
        change.run();
        Optional<Standing> after = standing(project);
        if (!before.equals(after)) {
            after.ifPresent(standing -> count(standing, 1));
            before.ifPresent(standing -> count(standing, -1));
        }
    }

    private Optional<Standing> standing(String project) {
        return handle.createQuery("SELECT last_status, phase FROM package WHERE line = ? AND project = ?")
                .bind(0, line)
                .bind(1, project)
                .map((rows, _) -> new Standing(rows.getString(1), rows.getString(2)))
                .findOne();
    }

    private void count(Standing standing, int more) {
        handle.execute(
                "INSERT INTO package_count (line, last_status, phase, packages) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (line, last_status, phase) DO UPDATE SET"
                        + " packages = package_count.packages + excluded.packages",
                line,
                standing.lastStatus(),
                standing.phase(),
                more);
        handle.execute("DELETE FROM package_count WHERE line = ? AND packages = 0", line);
    }

    private static String phase(Task.Phase phase) {
        return switch (phase) {
            case Task.Waiting _ -> "WAITING";
            case Task.Building _ -> "BUILDING";
            case Task.Publishing _ -> "PUBLISHING";
        };
    }

    private static Optional<BuildRequest> request(Task.Phase phase) {
        return switch (phase) {
            case Task.Waiting _ -> Optional.empty();
            case Task.Building building -> Optional.of(building.request());
            case Task.Publishing publishing -> Optional.of(publishing.request());
        };
    }

    /** A pair of commits is there since the later of the two is. What is built again only is not behind. */
    private static Optional<Instant> behindSince(PackageState state) {
        return state.tasks().stream()
                .filter(task -> task.kind() != Task.Kind.REBUILD)
                .map(task -> task.source().committed().isAfter(task.distgit().committed())
                        ? task.source().committed()
                        : task.distgit().committed())
                .min(Instant::compareTo);
    }

    private static String pair(PackageState state) {
        return state.spec()
                .map(spec -> Task.pair(spec.source(), spec.distgit()))
                .orElse("");
    }

    private void capabilities(String project, PackageState state) {
        dropCapabilities(project);
        SpecNames names = state.spec().map(spec -> SpecNames.of(spec.facts())).orElse(SpecNames.NONE);
        capabilities(project, "PROVIDES", names.provides());
        capabilities(project, "BUILD", names.buildRequires());
        Set<String> toRun = new TreeSet<>(names.requires());
        toRun.removeAll(names.buildRequires());
        capabilities(project, "RUN", toRun);
    }

    private void capabilities(String project, String role, Set<String> names) {
        for (String name : names) {
            if (name.length() <= LONGEST_NAME) {
                handle.execute(
                        "INSERT INTO capability (line, project, role, name) VALUES (?, ?, ?, ?)",
                        line,
                        project,
                        role,
                        name);
            }
        }
    }

    private void dropCapabilities(String project) {
        handle.execute("DELETE FROM capability WHERE line = ? AND project = ?", line, project);
    }

    void gone(String project) {
        counted(project, () -> handle.execute("DELETE FROM package WHERE line = ? AND project = ?", line, project));
        dropCapabilities(project);
    }

    /** A package that comes back has a history. */
    private void remember(String project) {
        record Last(String id, String status) {}
        handle.createQuery("SELECT id, status FROM build WHERE line = ? AND project = ? AND ended IS NOT NULL"
                        + " ORDER BY id DESC LIMIT 1")
                .bind(0, line)
                .bind(1, project)
                .map((rows, _) -> new Last(rows.getString("id"), rows.getString("status")))
                .findOne()
                .ifPresent(last -> end(project, last.id(), last.status(), ""));
    }

    /** A build of a package has ended; what is known of a newer one stays. */
    void ended(String project, String build, String status, String title) {
        counted(project, () -> end(project, build, status, title));
    }

    /** A build that was the newest is none that counts any more: it is tried again. */
    void triedAgain(String project, String build) {
        counted(
                project,
                () -> handle.execute(
                        "UPDATE package SET last_status = 'RETRY' WHERE line = ? AND project = ? AND last_build = ?",
                        line,
                        project,
                        build));
    }

    /** @param build as its own row has it now */
    private void end(String project, String build, String status, String title) {
        int newest = handle.execute(
                "UPDATE package SET last_build = ?, last_status = ?, failure = ?,"
                        + " last_ended = (SELECT b.ended FROM build b WHERE b.id = ?),"
                        + " last_step = coalesce((SELECT b.step FROM build b WHERE b.id = ?), ''),"
                        + " last_cause = coalesce((SELECT b.failure FROM build b WHERE b.id = ?), '')"
                        + " WHERE line = ? AND project = ? AND (last_build IS NULL OR last_build <= ?)",
                build,
                status,
                title,
                build,
                build,
                build,
                line,
                project,
                build);
        if (newest == 0) {
            return;
        }
        if (status.equals(SnapshotEntry.SUCCESS)) {
            handle.execute(
                    "UPDATE package SET failures = 0, failing_since = NULL WHERE line = ? AND project = ?",
                    line,
                    project);
        } else {
            handle.execute(
                    "UPDATE package SET failures = failures + ?, failing_since = coalesce(failing_since, ?)"
                            + " WHERE line = ? AND project = ?",
                    status.equals(SnapshotEntry.FAILED) ? 1 : 0,
                    now,
                    line,
                    project);
        }
    }
}
