package penstock.engine.trial;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import penstock.build.BuildOptions;
import penstock.build.BuildRequest;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.engine.line.Uuid7;

/** Makes requests for builds that no line asked for. */
final class TrialRequests {
    private final InstantSource clock;
    private final String line;
    private final BuildOptions options;
    private final Uuid7 ids = new Uuid7();

    TrialRequests(InstantSource clock, String line, BuildOptions options) {
        this.clock = clock;
        this.line = line;
        this.options = options;
    }

    BuildRequest of(Package pkg, Commit source, Commit distgit) {
        return new BuildRequest(
                ids.next(clock.instant()),
                line,
                pkg,
                source,
                distgit,
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                options);
    }
}
