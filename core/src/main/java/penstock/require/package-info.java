/**
 * What a tree of upstream's declares that it needs, and what changed between two trees. Start with {@link penstock.require.Declarations};
 * {@link penstock.require.Difference} tells the changes. The files are read in {@code penstock.require.file}.
 */
@NullMarked
package penstock.require;

import org.jspecify.annotations.NullMarked;
