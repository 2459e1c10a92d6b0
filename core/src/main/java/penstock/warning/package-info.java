/**
 * Early warnings: which of a package's requirements the distribution can't meet yet, whom that is news to, and how it is put into words. One
 * warning stands for one requirement of one package, whatever it is needed for; it is opened, updated and ended, and never told twice.
 * Start with {@link penstock.warning.WarningStep}; what a requirement means is worked out in {@code penstock.require.answer}.
 */
@NullMarked
package penstock.warning;

import org.jspecify.annotations.NullMarked;
