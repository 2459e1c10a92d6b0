package penstock.engine.promote;

import java.util.List;
import java.util.Optional;
import penstock.promote.Evidence;

/** What people ask for about labels. */
public sealed interface PromotionWish {
    /** The line that is meant; empty where there is only one. */
    Optional<String> line();

    /** @param to snapshots' folders, what labels show, or the hash of what a label showed of all components */
    record Promote(Optional<String> line, String label, List<String> to, String reason) implements PromotionWish {
        public Promote {
            to = List.copyOf(to);
        }
    }

    /** @param to an entry of the ledger; empty for one step back */
    record Rollback(Optional<String> line, String label, Optional<String> to, String reason) implements PromotionWish {}

    /**
     * Evidence that a person brings.
     *
     * @param of as {@link Promote#to}
     */
    record Vote(Optional<String> line, String of, String job, Evidence.Result result, Evidence.Remarks remarks)
            implements PromotionWish {}
}
