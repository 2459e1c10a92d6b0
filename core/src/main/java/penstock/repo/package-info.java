/**
 * Published repositories: where a snapshot lies, what it lists, when a label moves. Start with {@link penstock.repo.Snapshot}.
 */
@NullMarked
package penstock.repo;

import org.jspecify.annotations.NullMarked;
