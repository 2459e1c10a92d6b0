package penstock.require.replay;

import java.util.SortedSet;

/**
 * A line that our patches put in or changed.
 *
 * @param key of the line
 * @param ours its bounds by our patch
 * @param followed whether the packagers came to state it with at least our bound, at that time or ever after
 */
public record OfferedLine(LineKey key, SortedSet<String> ours, boolean followed) {}
