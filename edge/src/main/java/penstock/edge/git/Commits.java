package penstock.edge.git;

import java.time.Instant;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import penstock.change.Commit;

/** JGit's commits as ours. A commit that was written badly (no author, an unknown encoding) is read as well as can be. */
final class Commits {
    private Commits() {}

    static Commit of(RevCommit commit) {
        String subject = commit.getFullMessage().lines().findFirst().orElse("");
        return new Commit(
                commit.name(),
                commit.getTree().name(),
                Instant.ofEpochSecond(Integer.toUnsignedLong(commit.getCommitTime())),
                author(commit.getAuthorIdent()),
                printable(subject));
    }

    private static String author(@org.jspecify.annotations.Nullable PersonIdent ident) {
        return ident == null ? "unknown <>" : printable(ident.getName() + " <" + ident.getEmailAddress() + ">");
    }

    private static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
