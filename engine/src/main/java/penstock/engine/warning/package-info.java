/**
 * Warns of requirements before anything is built: every new upstream commit, and every proposed change, is compared with what was there
 * before, and what the distribution can't meet is told to the package's maintainers once. Start with
 * {@link penstock.engine.warning.EarlyWarning}; what is told, and when, is decided in {@code penstock.warning}.
 */
@NullMarked
package penstock.engine.warning;

import org.jspecify.annotations.NullMarked;
