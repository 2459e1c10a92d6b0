package penstock.engine.build;

import java.nio.file.Path;
import penstock.build.log.TransientFailures;
import penstock.version.ReleaseScheme;

/**
 * What an operator can choose of how packages are built.
 *
 * @param work folder for what a build needs only while it runs
 * @param release how {@code Release} is made
 * @param transientFailures which lines of a log make a failure worth another try
 * @param rounds how often at most a spec may ask for more build requirements
 * @param archiveBytes how large a source archive may be before compression; the packaging files together may be as large
 */
public record BuildSettings(
        Path work, ReleaseScheme release, TransientFailures transientFailures, int rounds, long archiveBytes) {
    /** DLRN's release scheme and known errors, 10 rounds, 2 GiB. */
    public static BuildSettings usual(Path work) {
        return new BuildSettings(
                work, new ReleaseScheme.DateHash(), TransientFailures.of(TransientFailures.USUAL), 10, 2L << 30);
    }
}
