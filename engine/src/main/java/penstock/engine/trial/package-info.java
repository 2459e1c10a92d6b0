/**
 * Builds that are tried out: nothing is published, and of the factory nothing changes, whoever runs it meanwhile. Start with
 * {@link penstock.engine.trial.DependentTrial}, which finds out what a new build of a package does to those that need it, or the small
 * {@link penstock.engine.trial.PatchTrial}.
 */
@NullMarked
package penstock.engine.trial;

import org.jspecify.annotations.NullMarked;
