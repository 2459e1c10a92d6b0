/**
 * The weekly digest of a line: what moved, what broke and was mended, who waits for whom. Start with {@link penstock.digest.WeeklyDigest}, which is
 * what it says, and {@link penstock.digest.WeeklyText}, which puts it into words; {@link penstock.digest.Turn} says when one is written.
 */
@NullMarked
package penstock.digest;

import org.jspecify.annotations.NullMarked;
