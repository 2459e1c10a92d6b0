/** Tests of the package of the same name. */
@NullMarked
package penstock.app.cli;

import org.jspecify.annotations.NullMarked;
