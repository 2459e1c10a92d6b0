package penstock.engine.warning;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import penstock.engine.notify.Letters;
import penstock.engine.notify.NoticeBook.Letter;
import penstock.warning.WarningNotice;
import penstock.warning.WarningText;

/**
 * How warnings reach the maintainers of a package.
 *
 * @param letters addresses them
 * @param link a line and a project to the address of the package's page
 * @param wake has what was addressed sent
 */
public record WarningLetters(Letters letters, BinaryOperator<String> link, Runnable wake) {
    /** So many warnings of one look have letters of their own. */
    private static final int APART = 5;

    /** Of a look that has much to say one letter to each reader. */
    List<Letter> of(List<WarningNotice> notices) {
        if (notices.size() <= APART) {
            return notices.stream().flatMap(notice -> of(notice).stream()).toList();
        }
        WarningNotice first = notices.getFirst();
        String subjects = notices.stream()
                .map(notice -> "  " + WarningText.subject(notice) + "\n")
                .collect(Collectors.joining());
        String page = link.apply(first.line(), first.pkg().project());
        String bodies = notices.stream()
                .limit(APART)
                .map(notice -> WarningText.subject(notice) + "\n\n" + WarningText.body(notice, page))
                .collect(Collectors.joining("\n\n"));
        return letters.to(
                first.pkg().maintainers(),
                notices.size() + " warnings; the first: " + WarningText.subject(first),
                subjects + "\nThe page of the package has all of them, the first " + APART + " are here:\n\n" + bodies,
                first.warning().thread());
    }

    private List<Letter> of(WarningNotice notice) {
        return letters.to(
                notice.pkg().maintainers(),
                WarningText.subject(notice),
                WarningText.body(notice, link.apply(notice.line(), notice.pkg().project())),
                notice.warning().thread());
    }
}
