/** Tests of the package of the same name. */
@NullMarked
package penstock.app.terminal;

import org.jspecify.annotations.NullMarked;
