package penstock.app;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import penstock.engine.access.Actor;
import penstock.engine.owner.DataFolder;
import penstock.engine.port.OutsideFailure;
import penstock.engine.purge.PurgeReport;
import penstock.engine.purge.RecordedPurge;
import penstock.engine.purge.Swept;
import penstock.line.SnapshotRef;
import penstock.purge.PurgePlan;
import penstock.purge.PurgeRule;
import penstock.text.Size;

/** Removes what is old for somebody who asks for it, tells what goes and why the rest stays, and puts it on record. */
final class PurgeOffice {
    private final RecordedPurge purge;
    private final InstantSource clock;

    PurgeOffice(RecordedPurge purge, InstantSource clock) {
        this.purge = purge;
        this.clock = clock;
    }

    List<String> answer(DataFolder.Request.Purge asked, Actor actor, Consumer<String> told)
            throws OutsideFailure, InterruptedException {
        Instant before = clock.instant().minus(asked.olderThan());
        PurgeRule rule = new PurgeRule(before, asked.keep());
        List<String> unknown = purge.purge().unknown(rule);
        if (!unknown.isEmpty()) {
            return unknown.stream()
                    .map(name ->
                            "nothing was removed: no label or snapshot is called " + name + ", which is to be kept")
                    .toList();
        }
        if (asked.dryRun()) {
            tell(purge.purge().look(rule), told);
            return List.of();
        }
        tell(purge.run(actor, rule), told);
        return List.of();
    }

    private static void tell(PurgeReport report, Consumer<String> told) {
        PurgePlan plan = report.plan();
        boolean dry = report.removed().isEmpty();
        for (int i = 0; i < plan.snapshots().size(); i++) {
            told.accept((dry ? "goes   " : "gone   ") + name(plan.snapshots().get(i)) + "  "
                    + Size.text(report.sizes().get(i)));
        }
        if (dry) {
            plan.stays().forEach(stay -> told.accept("stays  " + name(stay.ref()) + "  " + stay.why()));
        }
        long bytes = report.sizes().stream().mapToLong(Long::longValue).sum();
        told.accept(plan.snapshots().size() + " snapshots (" + Size.text(bytes) + ") and what "
                + plan.builds().size() + " builds left " + (dry ? "would go, " : "went, ")
                + plan.stays().size()
                + " snapshots stay");
        report.removed()
                .ifPresent(removed -> told.accept("removed: " + swept(removed.snapshots(), "snapshots") + ", "
                        + swept(removed.shared(), "folders of packages") + ", "
                        + swept(removed.artifacts(), "artifacts") + ", " + swept(removed.logs(), "logs") + ", "
                        + swept(removed.scenarios(), "runs of scenarios")));
    }

    private static String name(SnapshotRef ref) {
        return ref.line() + " " + ref.directory() + " (" + ref.project() + ")";
    }

    private static String swept(Swept swept, String what) {
        return swept.things() + " " + what + " (" + Size.text(swept.bytes()) + ")";
    }
}
