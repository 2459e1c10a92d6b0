package penstock.purge;

import java.time.Instant;
import java.util.List;

/**
 * What a person wants to be rid of.
 *
 * @param before what was published or ended before may go
 * @param keep labels or folders of snapshots, whose builds keep their own snapshots too (DLRN's {@code --exclude-dirs})
 */
public record PurgeRule(Instant before, List<String> keep) {
    public PurgeRule {
        keep = List.copyOf(keep);
    }
}
