/**
 * Tests of the whole: the rules that hold the code's shape ({@link penstock.app.LayoutTest}, {@link penstock.app.SourceRulesTest}).
 */
@NullMarked
package penstock.app;

import org.jspecify.annotations.NullMarked;
