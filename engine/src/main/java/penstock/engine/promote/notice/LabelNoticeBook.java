package penstock.engine.promote.notice;

import java.util.List;
import java.util.Optional;
import penstock.engine.notify.NoticeBook.Letter;
import penstock.engine.port.OutsideFailure;
import penstock.promote.notice.Standstill;

/** What people were told of labels. */
public interface LabelNoticeBook {
    /** The id of the newest promotion of a line that was taken, which is empty where there was none; nothing for a line that was never looked at. */
    Optional<String> told(String line) throws OutsideFailure;

    /** What is known of a line's labels that have an alarm, by label. */
    List<Standstill> standstills(String line) throws OutsideFailure;

    /** Keeps all of it in one transaction. */
    void take(Taken taken) throws OutsideFailure;

    /**
     * @param told the newest promotion that was taken
     * @param known what is known of labels from now on
     * @param over labels of which nothing is to be known any more
     * @param letters to be sent
     */
    record Taken(String line, String told, List<Standstill> known, List<String> over, List<Letter> letters) {
        public Taken {
            known = List.copyOf(known);
            over = List.copyOf(over);
            letters = List.copyOf(letters);
        }
    }
}
