package penstock.engine.warning;

import java.util.List;
import java.util.function.BinaryOperator;
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
public record Told(Letters letters, BinaryOperator<String> link, Runnable wake) {
    List<Letter> of(List<WarningNotice> notices) {
        return notices.stream().flatMap(notice -> of(notice).stream()).toList();
    }

    private List<Letter> of(WarningNotice notice) {
        return letters.to(
                notice.pkg().maintainers(),
                WarningText.subject(notice),
                WarningText.body(notice, link.apply(notice.line(), notice.pkg().project())),
                notice.warning().thread());
    }
}
