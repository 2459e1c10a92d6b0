@NullMarked
package penstock.engine.diff;

import org.jspecify.annotations.NullMarked;
