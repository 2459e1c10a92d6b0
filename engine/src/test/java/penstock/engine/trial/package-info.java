/** Tests of builds that are tried out. */
@NullMarked
package penstock.engine.trial;

import org.jspecify.annotations.NullMarked;
