/** Tests of what commits require on the fake history. */
@NullMarked
package penstock.engine.require;

import org.jspecify.annotations.NullMarked;
