/**
 * Local copies of git repositories, by JGit. Start with {@link penstock.edge.git.GitMirror}, which answers every question from one of
 * {@link penstock.edge.git.LocalMirrors} and asks the far side through {@link penstock.edge.git.FarSide}.
 */
@NullMarked
package penstock.edge.git;

import org.jspecify.annotations.NullMarked;
