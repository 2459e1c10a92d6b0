package penstock.config;

import java.time.Duration;
import java.util.List;

/**
 * What is removed by itself when it is old.
 *
 * @param olderThan the age from which snapshots may go
 * @param every how long from one purge to the next
 * @param keep labels or folders of snapshots whose packages' own snapshots stay, whatever their age
 */
public record PurgeConfig(Duration olderThan, Duration every, List<String> keep) {
    public PurgeConfig {
        keep = List.copyOf(keep);
    }
}
