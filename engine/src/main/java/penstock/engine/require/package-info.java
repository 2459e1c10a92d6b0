/**
 * What upstream's commits require, asked of their repositories. Start with {@link penstock.engine.require.RequirementHistory}; what a
 * requirement is, and what counts as a change, is in {@code penstock.require}. {@link penstock.engine.require.HistoryReplay} plays the checks beside real histories. {@link penstock.engine.require.LineCheck} checks a line's packages, of which
 * {@link penstock.engine.require.TreeReader} opens each repository once.
 */
@NullMarked
package penstock.engine.require;

import org.jspecify.annotations.NullMarked;
