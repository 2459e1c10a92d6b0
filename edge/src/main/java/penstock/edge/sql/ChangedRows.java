package penstock.edge.sql;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import penstock.build.Artifact;
import penstock.build.BuildOutcome;
import penstock.build.BuildRequest;
import penstock.build.CauseText;
import penstock.build.Step;
import penstock.line.Change;
import penstock.line.Excuse;
import penstock.line.Gone;
import penstock.line.PackageState;
import penstock.line.Pause;
import penstock.line.SnapshotRef;
import penstock.line.Stamp;
import penstock.repo.SnapshotEntry;

/** Writes the rows that one step changed. */
final class ChangedRows {
    /** What a list shows of a sentence; all of it is in the verdict. */
    private static final int LONGEST = 300;

    private final Handle handle;
    private final String line;
    private final Stamp stamp;
    private final long now;
    private final PackageRows packages;
    private int labelMoves;

    ChangedRows(Handle handle, String line, Stamp stamp) {
        this.handle = handle;
        this.line = line;
        this.stamp = stamp;
        this.now = Micros.of(stamp.at());
        this.packages = new PackageRows(handle, line, now);
    }

    void write(Change change) {
        switch (change) {
            case Change.PackageChanged(PackageState state) -> packages.write(state);
            case Change.PackageGone(String project) -> {
                packages.gone(project);
                handle.execute("DELETE FROM wait WHERE line = ? AND project = ?", line, project);
                handle.execute("DELETE FROM package_warnings WHERE line = ? AND project = ?", line, project);
            }
            case Change.PauseChanged(String project, Optional<Pause> pause) -> pauseChanged(project, pause);
            case Change.GoneChanged(String project, Optional<Gone> gone) -> goneChanged(project, gone);
            case Change.LineRemoved() -> lineRemoved();
            case Change.WaitChanged(String project, Optional<Excuse> excuse) -> waitChanged(project, excuse);
            case Change.BuildStarted started -> started(started);
            case Change.BuildEnded ended -> ended(ended);
            case Change.EntryChanged entry -> entryChanged(entry);
            case Change.SnapshotMade(SnapshotRef ref) -> snapshot(ref, "MADE", "");
            case Change.SnapshotPublished(SnapshotRef ref) -> snapshot(ref, "PUBLISHED", "");
            case Change.SnapshotFailed failed -> notPublished(failed);
            case Change.LabelChanged label -> new LabelRows(handle, line, stamp, labelMoves++).changed(label);
            case Change.Promoted promoted -> new LabelRows(handle, line, stamp, 0).promoted(promoted);
            case Change.NotPromoted _ -> {}
        }
    }

    private void notPublished(Change.SnapshotFailed failed) {
        snapshot(failed.ref(), "FAILED", failed.message());
        handle.execute(
                "UPDATE snapshot SET failed_as = ? WHERE line = ? AND directory = ?",
                failed.sequence(),
                line,
                failed.ref().directory());
        sequence(failed.sequence());
        String build = failed.request().id();
        handle.execute(
                "UPDATE build SET status = ?, step = ?, failure = ? WHERE id = ?",
                SnapshotEntry.FAILED,
                Step.PUBLISH.name(),
                cut(failed.message()),
                build);
        packages.ended(failed.ref().project(), build, SnapshotEntry.FAILED, "Publishing failed");
    }

    private void sequence(long sequence) {
        handle.execute(
                "INSERT INTO line (name, sequence) VALUES (?, ?)"
                        + " ON CONFLICT (name) DO UPDATE SET sequence = excluded.sequence",
                line,
                sequence);
    }

    private void waitChanged(String project, Optional<Excuse> excuse) {
        if (excuse.isEmpty()) {
            handle.execute("DELETE FROM wait WHERE line = ? AND project = ?", line, project);
            return;
        }
        Excuse wait = excuse.orElseThrow();
        handle.execute(
                "INSERT INTO wait (line, project, reason, what, waits_for, since, help) VALUES (?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (line, project) DO UPDATE SET reason = excluded.reason, what = excluded.what,"
                        + " waits_for = excluded.waits_for, since = excluded.since, help = excluded.help",
                line,
                project,
                wait.reason().name(),
                wait.what(),
                String.join("\n", wait.waitsFor()),
                Micros.of(wait.since()),
                wait.help());
    }

    private void pauseChanged(String project, Optional<Pause> pause) {
        handle.execute("DELETE FROM pause WHERE line = ? AND project = ?", line, project);
        pause.ifPresent(one -> handle.execute(
                "INSERT INTO pause (line, project, since, who, reason) VALUES (?, ?, ?, ?, ?)",
                line,
                project,
                Micros.of(one.since()),
                one.by(),
                one.reason()));
    }

    private void goneChanged(String project, Optional<Gone> gone) {
        handle.execute("DELETE FROM gone WHERE line = ? AND project = ?", line, project);
        gone.ifPresent(one -> handle.execute(
                "INSERT INTO gone (line, project, since, removed) VALUES (?, ?, ?, ?)",
                line,
                project,
                Micros.of(one.since()),
                one.removed() ? 1 : 0));
    }

    /** Builds that were cut off and that nobody will begin again have ended. */
    private void lineRemoved() {
        handle.execute("DELETE FROM open_order WHERE line = ?", line);
        handle.execute(
                "UPDATE build SET ended = ?, status = ?, failure = ? WHERE line = ? AND ended IS NULL",
                now,
                SnapshotEntry.FAILED,
                "Its line was removed",
                line);
    }

    private void started(Change.BuildStarted started) {
        BuildRequest request = started.request();
        handle.execute(
                "INSERT INTO build (id, line, project, source, distgit, subject, author, kind, attempt, created, started,"
                        + " status, form, request) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?)",
                request.id(),
                line,
                request.pkg().project(),
                request.source().id(),
                request.distgit().id(),
                request.source().subject(),
                request.source().author(),
                started.kind().name(),
                started.attempt(),
                Micros.of(request.created()),
                now,
                Json.FORM,
                Json.write(request));
    }

    private void ended(Change.BuildEnded ended) {
        BuildOutcome outcome = ended.outcome();
        sequence(ended.sequence());
        handle.execute(
                "UPDATE build SET ended = ?, sequence = ?, status = ?, extended = ?, build_key = ?, nevra = ?,"
                        + " reused_from = ?, step = ?, failure = ?, verdict = ? WHERE id = ?",
                now,
                ended.sequence(),
                ended.status(),
                outcome.verdict().succeeded() ? ended.extended() : null,
                outcome.key().orElse(null),
                outcome.nevra().orElse(null),
                outcome.reusedFrom().orElse(null),
                outcome.verdict().step().map(Step::name).orElse(""),
                cut(outcome.verdict().cause().map(CauseText::of).orElse("")),
                Json.write(outcome.verdict()),
                ended.request().id());
        packages.ended(
                ended.request().pkg().project(),
                ended.request().id(),
                ended.status(),
                cut(outcome.verdict().cause().map(CauseText::title).orElse("")));
        artifacts(handle, ended.request().id(), outcome.artifacts());
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }

    static void artifacts(Handle handle, String build, List<Artifact> artifacts) {
        for (Artifact artifact : artifacts) {
            handle.execute(
                    "INSERT INTO artifact (build, kind, file, sha256, size) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    build,
                    artifact.kind().name(),
                    artifact.file(),
                    artifact.sha256(),
                    artifact.size());
        }
    }

    private void entryChanged(Change.EntryChanged change) {
        Optional<SnapshotEntry> entry = change.entry();
        sequence(change.sequence());
        handle.execute(
                "INSERT INTO entry (line, component, project, sequence, build, extended, nvr, status, succeeded)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (line, component, project, sequence) DO UPDATE SET"
                        + " build = excluded.build, extended = excluded.extended, nvr = excluded.nvr,"
                        + " status = excluded.status, succeeded = excluded.succeeded",
                line,
                change.component(),
                change.project(),
                change.sequence(),
                entry.map(row -> row.build().id()).orElse(null),
                entry.map(SnapshotEntry::extended).orElse(""),
                entry.map(SnapshotEntry::nvr).orElse(""),
                entry.map(SnapshotEntry::status).orElse(""),
                entry.map(row -> Micros.of(row.succeeded())).orElse(0L));
        handle.execute(
                "INSERT INTO entry_project (line, component, project) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                line,
                change.component(),
                change.project());
    }

    private void snapshot(SnapshotRef ref, String state, String message) {
        handle.execute(
                "INSERT INTO snapshot (line, directory, component, project, build, sequence, state, changed, message)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (line, directory) DO UPDATE SET"
                        + " build = excluded.build, sequence = excluded.sequence, state = excluded.state,"
                        + " changed = excluded.changed, message = excluded.message",
                line,
                ref.directory(),
                ref.component(),
                ref.project(),
                ref.build(),
                ref.sequence(),
                state,
                now,
                message);
    }
}
