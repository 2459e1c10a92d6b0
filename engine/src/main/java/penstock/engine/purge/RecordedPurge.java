package penstock.engine.purge;

import java.time.temporal.ChronoUnit;
import penstock.engine.access.Actor;
import penstock.engine.access.OnRecord;
import penstock.engine.port.OutsideFailure;
import penstock.purge.PurgeRule;

/**
 * A purge that is on record, whoever wants it.
 *
 * @param purge also for what changes nothing
 */
public record RecordedPurge(Purge purge, OnRecord record) {
    public PurgeReport run(Actor actor, PurgeRule rule) throws OutsideFailure, InterruptedException {
        return record.done(
                actor,
                "purge",
                "what is older than " + rule.before().truncatedTo(ChronoUnit.SECONDS),
                () -> purge.run(rule),
                done -> done.plan().snapshots().size() + " snapshots");
    }
}
