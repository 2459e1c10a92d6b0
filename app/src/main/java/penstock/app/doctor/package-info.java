/**
 * What Penstock needs from the machine, and whether it is there. Start with {@link penstock.app.doctor.Doctor}.
 */
@NullMarked
package penstock.app.doctor;

import org.jspecify.annotations.NullMarked;
