package penstock.engine.notify;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Several letters to one reader as one mail: first what it holds, then each in full. */
final class Digest {
    private static final int RULE = 72;

    private Digest() {}

    static Mailer.Mail of(List<NoticeBook.Letter> letters) {
        NoticeBook.Letter first = letters.getFirst();
        if (letters.size() == 1) {
            return new Mailer.Mail(first.id(), first.recipient(), first.subject(), first.text(), first.thread());
        }
        String contents = IntStream.range(0, letters.size())
                .mapToObj(i -> "  " + (i + 1) + ". " + letters.get(i).subject())
                .collect(Collectors.joining("\n"));
        String all = letters.stream()
                .map(letter -> letter.subject() + "\n"
                        + "-".repeat(Math.min(RULE, letter.subject().length())) + "\n\n" + letter.text())
                .collect(Collectors.joining("\n\n"));
        String subject = letters.size() + " notices; the first: " + first.subject();
        return new Mailer.Mail(first.id(), first.recipient(), subject, contents + "\n\n\n" + all, "");
    }
}
