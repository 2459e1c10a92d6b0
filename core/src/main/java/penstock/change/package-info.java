/**
 * Commits and changes of the projects that the factory knows. Start with {@link penstock.change.Commit}.
 */
@NullMarked
package penstock.change;

import org.jspecify.annotations.NullMarked;
