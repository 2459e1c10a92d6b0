package penstock.app.cli;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import penstock.build.Cause;
import penstock.build.Step;
import penstock.build.Verdict;
import penstock.engine.query.Queries;
import penstock.line.Excuse;
import penstock.line.Pause;

/** One line, {@code spring}, with a package that is built, one that failed, and one that waits for that one. */
final class FixedQueries implements Queries {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final BuildRow BUILT = row("b1", "headrace", "SUCCESS");
    private static final BuildRow FAILED = row("b2", "tailrace", "FAILED");

    private static BuildRow row(String id, String project, String status) {
        return new BuildRow(
                id,
                project,
                new Commits("1".repeat(40), "2".repeat(40)),
                "Say hello",
                1,
                new Times(NOON, Optional.of(NOON.plusSeconds(30))),
                status);
    }

    @Override
    public List<LineOverview> lines() {
        return List.of(new LineOverview("spring", 3, 1, 1, 1, 1, 0));
    }

    @Override
    public List<PackageRow> packages(String line) {
        Excuse excuse =
                new Excuse(Excuse.Reason.DEPENDENCY, "waits for tailrace", List.of("tailrace"), NOON, "mend tailrace");
        return List.of(
                new PackageRow("headrace", "python-headrace", "", 0, "", Optional.of(BUILT), Optional.empty()),
                new PackageRow("tailrace", "python-tailrace", "", 0, "", Optional.of(FAILED), Optional.empty()),
                new PackageRow("millrace", "millrace", "", 2, "WAITING", Optional.empty(), Optional.of(excuse)));
    }

    @Override
    public List<BuildRow> builds(String line, Optional<String> project, int limit) {
        return List.of(BUILT, FAILED).stream()
                .filter(build -> project.isEmpty() || build.project().equals(project.get()))
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<BuildDetail> build(String id) {
        Cause cause = new Cause.MissingDependency("python3dist(water)", "python-tailrace");
        return Optional.of(new BuildDetail(
                FAILED,
                Optional.of(Verdict.failed(Step.BUILD_REQUIRES, cause, List.of())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of()));
    }

    @Override
    public List<SnapshotRow> snapshots(String line, int limit) {
        return List.of();
    }

    @Override
    public List<LabelRow> labels(String line) {
        return List.of(new LabelRow("", "current", "11/11/" + "1".repeat(40) + "_22222222", NOON));
    }

    @Override
    public List<PauseRow> pauses(String line) {
        return List.of(new PauseRow("", new Pause(NOON, "user:ada", "the host moves")));
    }

    @Override
    public List<GoneRow> gone(String line) {
        return List.of(new GoneRow("weir", NOON));
    }

    @Override
    public List<LabelRow> labelMoves(String line, int limit) {
        return List.of();
    }

    @Override
    public List<EventRow> events(String line, Optional<String> project, int limit) {
        return List.of();
    }
}
