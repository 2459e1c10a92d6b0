/** Tests of what is taken up next, and when to look again. */
@NullMarked
package penstock.follow;

import org.jspecify.annotations.NullMarked;
