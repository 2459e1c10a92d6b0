/**
 * What published repositories, builds and logs may go, and why the rest stays. Start with {@link penstock.purge.Retention}.
 */
@NullMarked
package penstock.purge;

import org.jspecify.annotations.NullMarked;
