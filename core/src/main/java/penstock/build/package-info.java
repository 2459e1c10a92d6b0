/**
 * What a build is: its request, key, verdict and artifacts, the order of builds, and the edits of a spec that a build needs.
 * Start with {@link penstock.build.BuildRequest} and {@link penstock.build.Verdict}.
 */
@NullMarked
package penstock.build;

import org.jspecify.annotations.NullMarked;
