package penstock.edge.git;

import java.time.Duration;

/**
 * Bounds on what comes from repositories that nobody vouches for.
 *
 * @param silence how long the far side may say nothing
 * @param look how long asking for refs may take
 * @param fetch how long a fetch may take
 * @param mirrorBytes how large a local copy may get on disk
 * @param archiveBytes how large an archive may get
 * @param entries how many entries a tree may have
 */
public record MirrorLimits(
        Duration silence, Duration look, Duration fetch, long mirrorBytes, long archiveBytes, int entries) {
    /** Room for the largest upstream projects (the Linux kernel has 90,000 files), and no more than a machine can bear. */
    public static final MirrorLimits USUAL = new MirrorLimits(
            Duration.ofSeconds(60), Duration.ofMinutes(2), Duration.ofMinutes(30), 16L << 30, 4L << 30, 500_000);
}
