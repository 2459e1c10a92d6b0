/** Tests of following on the fake mirror. */
@NullMarked
package penstock.engine.follow;

import org.jspecify.annotations.NullMarked;
