/**
 * What would have been noticed and patched, had the checks of {@code penstock.require.answer} run beside a package's real history. Start
 * with {@link penstock.require.replay.Replay}.
 *
 * <pre>
 *   upstream    u1 ---- u2 --- u3 ------------ u4 ---------------------     states of what it requires
 *   packaging   s1 ---------------------- s2 ------------- s3 ---------     states of the spec
 *                   patch  patch  patch   |
 *                   (s1 + u2 + u3 = ours) '-- which lines of s2 differ from s1, though upstream changed
 *                                             the same requirement? Did ours have them, and since when?
 * </pre>
 *
 * <p>Pure: both histories come as values. Which lines count, and when two are the same, is told in docs/early-warning.md.
 */
@NullMarked
package penstock.require.replay;

import org.jspecify.annotations.NullMarked;
