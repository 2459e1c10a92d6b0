/**
 * Removes what nobody needs any more from disk: old repositories, what only they had, and logs. Start with
 * {@link penstock.engine.purge.Purge}; what may go is decided in {@link penstock.purge.Retention}.
 */
@NullMarked
package penstock.engine.purge;

import org.jspecify.annotations.NullMarked;
