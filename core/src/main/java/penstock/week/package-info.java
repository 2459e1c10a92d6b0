/** Weeks, which end at a time that people choose. */
@NullMarked
package penstock.week;

import org.jspecify.annotations.NullMarked;
