/**
 * The parts of {@link penstock.app.Wiring}, which alone uses them: each constructs one area of the program. Start with
 * {@link penstock.app.wiring.Building}.
 */
@NullMarked
package penstock.app.wiring;

import org.jspecify.annotations.NullMarked;
