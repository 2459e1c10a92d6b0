package penstock.engine.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import penstock.digest.Turn;
import penstock.engine.digest.DigestBook;
import penstock.engine.notify.NoticeBook.Letter;
import penstock.engine.port.OutsideFailure;

/** A working model of {@link DigestBook}. */
public final class MemoryDigestBook implements DigestBook {
    private final Map<String, Turn.Told> told = new HashMap<>();
    private final List<Letter> letters = new ArrayList<>();
    private boolean broken;

    /** From now on nothing can be written, or it can again. */
    public synchronized void broken(boolean now) {
        broken = now;
    }

    /** All that were ever to be sent. */
    public synchronized List<Letter> letters() {
        return List.copyOf(letters);
    }

    @Override
    public synchronized Optional<Turn.Told> told(String line) {
        return Optional.ofNullable(told.get(line));
    }

    @Override
    public synchronized void take(String line, Turn.Told now, List<Letter> more) throws OutsideFailure {
        if (broken) {
            throw new OutsideFailure("nothing can be written", true);
        }
        told.put(line, now);
        letters.addAll(more);
    }
}
