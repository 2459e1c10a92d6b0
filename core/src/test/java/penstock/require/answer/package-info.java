/** Tests of what it is named after. */
@NullMarked
package penstock.require.answer;

import org.jspecify.annotations.NullMarked;
