@NullMarked
package penstock.require.replay;

import org.jspecify.annotations.NullMarked;
