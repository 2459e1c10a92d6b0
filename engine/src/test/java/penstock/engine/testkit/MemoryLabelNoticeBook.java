package penstock.engine.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import penstock.engine.notify.NoticeBook.Letter;
import penstock.engine.promote.notice.LabelNoticeBook;
import penstock.promote.notice.Standstill;

/** A working model of {@link LabelNoticeBook}. */
public final class MemoryLabelNoticeBook implements LabelNoticeBook {
    private final Map<String, String> told = new HashMap<>();
    private final Map<String, NavigableMap<String, Standstill>> known = new HashMap<>();
    private final List<Letter> letters = new ArrayList<>();

    /** All that were ever to be sent. */
    public synchronized List<Letter> letters() {
        return List.copyOf(letters);
    }

    @Override
    public synchronized Optional<String> told(String line) {
        return Optional.ofNullable(told.get(line));
    }

    @Override
    public synchronized List<Standstill> standstills(String line) {
        return List.copyOf(known.getOrDefault(line, new TreeMap<>()).values());
    }

    @Override
    public synchronized void take(Taken taken) {
        told.put(taken.line(), taken.told());
        NavigableMap<String, Standstill> labels = known.computeIfAbsent(taken.line(), _ -> new TreeMap<>());
        taken.known().forEach(one -> labels.put(one.label(), one));
        taken.over().forEach(labels::remove);
        letters.addAll(taken.letters());
    }
}
