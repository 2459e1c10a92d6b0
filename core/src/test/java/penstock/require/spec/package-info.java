/** Tests of reading and editing specs. */
@NullMarked
package penstock.require.spec;

import org.jspecify.annotations.NullMarked;
