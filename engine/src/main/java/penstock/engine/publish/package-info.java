/**
 * Snapshots and labels. Start with {@link penstock.engine.publish.Publisher}.
 */
@NullMarked
package penstock.engine.publish;

import org.jspecify.annotations.NullMarked;
