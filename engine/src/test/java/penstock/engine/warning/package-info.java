@NullMarked
package penstock.engine.warning;

import org.jspecify.annotations.NullMarked;
