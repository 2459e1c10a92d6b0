package penstock.engine.purge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import penstock.engine.port.OutsideFailure;
import penstock.line.SnapshotRef;

/**
 * What a line has on disk, in bytes.
 *
 * @param snapshots how many there are
 * @param metadata of snapshots: all that lies in their folders beside packages and logs
 * @param packages RPMs and source RPMs; what several lines have is counted in each
 * @param logs of builds
 */
public record DiskUse(String line, int snapshots, long metadata, long packages, long logs) {
    public long total() {
        return metadata + packages + logs;
    }

    /** Measures a snapshot. */
    @FunctionalInterface
    public interface Measure {
        long of(SnapshotRef snapshot) throws OutsideFailure;
    }

    /** What is known, with what was published since and is measured now. */
    public static List<DiskUse> of(PurgeBook book, Measure measure) throws OutsideFailure {
        Map<String, Long> fresh = new HashMap<>();
        for (SnapshotRef snapshot : book.unmeasured()) {
            fresh.merge(snapshot.line(), measure.of(snapshot), Long::sum);
        }
        return book.use().stream()
                .map(known -> new DiskUse(
                        known.line(),
                        known.snapshots(),
                        known.metadata() + fresh.getOrDefault(known.line(), 0L),
                        known.packages(),
                        known.logs()))
                .toList();
    }
}
