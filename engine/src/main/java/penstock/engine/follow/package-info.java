/**
 * Looks at the repositories of every package and says what is new. Start with {@link penstock.engine.follow.Findings} for what
 * comes out, {@link penstock.engine.follow.Positions} and {@link penstock.engine.follow.SeenRefs} for what is remembered.
 */
@NullMarked
package penstock.engine.follow;

import org.jspecify.annotations.NullMarked;
