package penstock.app.wiring;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import penstock.app.observe.LineCounts;
import penstock.app.observe.Observation;
import penstock.config.FactoryConfig;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlLineViews;
import penstock.edge.sql.SqlNoticeBook;
import penstock.edge.sql.SqlWriteCheck;
import penstock.edge.store.FolderDisk;
import penstock.engine.distro.DistroInForce;
import penstock.engine.distro.DistroTrouble;
import penstock.engine.follow.WatchLoop;
import penstock.engine.line.Disk;
import penstock.engine.line.DiskWatch;
import penstock.engine.line.Lines;

/** Makes what operators see of a running factory. */
public final class Observing {
    private Observing() {}

    /** What runs. */
    public record Running(Lines lines, WatchLoop loop, DistroInForce inForce, LineCounts counts, Beside beside) {
        private List<String> warnings() {
            List<String> warnings =
                    new ArrayList<>(inForce.trouble().map(DistroTrouble::lines).orElse(List.of()));
            warnings.addAll(beside.failures());
            return warnings;
        }
    }

    public static Observation observation(
            FactoryConfig config, Disk disk, Running running, Database database, InstantSource clock) {
        return new Observation(
                new Observation.Settings(disk, config.service().operation().freeDisk()),
                new Observation.Factory(running.lines()::pulses, looks(running.loop()), running::warnings),
                new Observation.Stored(
                        new SqlLineViews(database), new SqlNoticeBook(database), new SqlWriteCheck(database, clock)),
                running.counts(),
                clock);
    }

    /** What is written to: the data folder, and where artifacts are kept. */
    public static Disk disk(FactoryConfig config, Path dir) {
        return new FolderDisk(List.of(dir, Storing.of(config, dir).artifacts()));
    }

    /** Looks once before anything begins. */
    public static DiskWatch diskWatch(FactoryConfig config, Lines lines, Disk disk) {
        DiskWatch watch =
                new DiskWatch(lines, disk, config.service().operation().freeDisk(), Duration.ofSeconds(10));
        watch.look();
        return watch;
    }

    private static Observation.Looks looks(WatchLoop loop) {
        return new Observation.Looks() {
            @Override
            public Map<String, Instant> answered() {
                return loop.answered();
            }

            @Override
            public Duration late() {
                return loop.late();
            }
        };
    }
}
