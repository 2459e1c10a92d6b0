/**
 * The digest of the week. {@link penstock.engine.digest.DigestReadings} reads what is in it; {@link penstock.engine.digest.WeeklyDigests} has it sent once a
 * week.
 */
@NullMarked
package penstock.engine.digest;

import org.jspecify.annotations.NullMarked;
