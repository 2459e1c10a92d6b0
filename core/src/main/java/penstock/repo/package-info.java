/**
 * Published repositories, as texts and rules: where a snapshot lies, what it lists, when a label moves. Start with
 * {@link penstock.repo.Publication}, which says what is to be published after a build, then {@link penstock.repo.RepoLayout}.
 */
@NullMarked
package penstock.repo;

import org.jspecify.annotations.NullMarked;
