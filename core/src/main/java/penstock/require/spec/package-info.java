/**
 * What a spec says in its source, macros and conditions left as written: which packages it makes, what each line of {@code Requires} and
 * its kin states, and what rpm's generators will add. Start with {@link penstock.require.spec.SpecSource}.
 *
 * <p>rpm itself is the judge of what a spec means on one machine; here the question is which line a packager would edit, so that no
 * macro is run and both branches of an {@code %if} count. {@link penstock.require.spec.SpecDraft} makes edits of lines into a patch.
 */
@NullMarked
package penstock.require.spec;

import org.jspecify.annotations.NullMarked;
