/** What differs between what two labels show. Start with {@link penstock.engine.diff.LabelDiffs}. */
@NullMarked
package penstock.engine.diff;

import org.jspecify.annotations.NullMarked;
