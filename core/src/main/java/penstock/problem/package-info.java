/**
 * Mistakes in something a user wrote, with their place. Start with {@link penstock.problem.Problem}.
 */
@NullMarked
package penstock.problem;

import org.jspecify.annotations.NullMarked;
