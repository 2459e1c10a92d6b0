/**
 * One process owns a data folder. A command that changes state takes the folder when nobody has it, and asks its owner when somebody
 * does. Start with {@link penstock.engine.owner.DataFolder}.
 */
@NullMarked
package penstock.engine.owner;

import org.jspecify.annotations.NullMarked;
