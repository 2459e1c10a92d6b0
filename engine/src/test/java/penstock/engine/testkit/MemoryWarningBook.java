package penstock.engine.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.engine.notify.NoticeBook.Letter;
import penstock.engine.port.OutsideFailure;
import penstock.engine.warning.WarningBook;
import penstock.warning.PackageWarnings;

/** A working model of {@link WarningBook}. */
public final class MemoryWarningBook implements WarningBook {
    private final SortedMap<String, PackageWarnings> known = new TreeMap<>();
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
    public synchronized Optional<PackageWarnings> find(String line, String project) {
        return Optional.ofNullable(known.get(line + " " + project));
    }

    @Override
    public synchronized List<PackageWarnings> open(String line, String after, int limit) {
        return known.values().stream()
                .filter(one -> one.line().equals(line) && one.open())
                .filter(one -> one.pkg().project().compareTo(after) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void forget(String line, String project) {
        known.remove(line + " " + project);
    }

    @Override
    public synchronized void take(PackageWarnings next, List<Letter> more) throws OutsideFailure {
        if (broken) {
            throw new OutsideFailure("nothing can be written", true);
        }
        known.put(next.line() + " " + next.pkg().project(), next);
        letters.addAll(more);
    }
}
