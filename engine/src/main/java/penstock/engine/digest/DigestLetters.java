package penstock.engine.digest;

import java.util.List;
import java.util.function.UnaryOperator;
import penstock.digest.WeeklyDigest;
import penstock.digest.WeeklyText;
import penstock.engine.notify.Letters;
import penstock.engine.notify.NoticeBook.Letter;

/**
 * How digests reach people.
 *
 * @param letters addresses them
 * @param to addresses
 * @param link a line to the address of its page; empty where no address is known
 * @param wake has what was addressed sent
 */
public record DigestLetters(Letters letters, List<String> to, UnaryOperator<String> link, Runnable wake) {
    public DigestLetters {
        to = List.copyOf(to);
    }

    List<Letter> of(WeeklyDigest digest) {
        String line = digest.line();
        String more = "\nMore        penstock digest --line " + line + ", penstock status, penstock why LABEL\n";
        String page = link.apply(line);
        return letters.now(
                to,
                WeeklyText.subject(digest),
                WeeklyText.body(digest) + more + (page.isEmpty() ? "" : "Line        " + page + "\n"));
    }
}
