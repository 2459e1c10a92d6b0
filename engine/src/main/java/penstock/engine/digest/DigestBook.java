package penstock.engine.digest;

import java.util.List;
import java.util.Optional;
import penstock.digest.Turn;
import penstock.engine.notify.NoticeBook.Letter;
import penstock.engine.port.OutsideFailure;

/** Which weeks people were told of. */
public interface DigestBook {
    /** Nothing for a line that was never looked at. */
    Optional<Turn.Told> told(String line) throws OutsideFailure;

    /** Keeps this and the letters to be sent in one transaction. */
    void take(String line, Turn.Told told, List<Letter> letters) throws OutsideFailure;
}
