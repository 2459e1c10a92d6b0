/**
 * Text from outside, made fit to be shown. Start with {@link penstock.text.VisibleText}.
 */
@NullMarked
package penstock.text;

import org.jspecify.annotations.NullMarked;
