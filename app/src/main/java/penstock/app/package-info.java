/**
 * The program. Start with {@link penstock.app.Main}; {@link penstock.app.Wiring} puts everything together.
 */
@NullMarked
package penstock.app;

import org.jspecify.annotations.NullMarked;
