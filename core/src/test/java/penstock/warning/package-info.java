@NullMarked
package penstock.warning;

import org.jspecify.annotations.NullMarked;
