package penstock.engine.warning;

import java.util.List;
import penstock.engine.notify.NoticeBook.Letter;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.WarningViews;
import penstock.warning.PackageWarnings;

/** What is known of packages' requirements, and what people are told of it. */
public interface WarningBook extends WarningViews {
    /** In one transaction: this is known of a package from now on, and these letters are to be sent. */
    void take(PackageWarnings known, List<Letter> letters) throws OutsideFailure;

    /** Nothing is known of a package any more. */
    void forget(String line, String project) throws OutsideFailure;
}
