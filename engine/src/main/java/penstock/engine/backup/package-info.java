/**
 * Copies of a factory while it works, and a factory made of such a copy. Start with {@link penstock.engine.backup.Backup}.
 */
@NullMarked
package penstock.engine.backup;

import org.jspecify.annotations.NullMarked;
