package penstock.edge.sql;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What was made of texts, for the ones that are read most: a package's page is made anew whenever something happens in its line, which seldom
 * changes the package's own state. The same text always gives the same.
 */
final class Remembered<T> {
    /** Longer texts are few, and would need much room. */
    private static final int LONGEST = 20_000;

    private final int most;
    private final Function<String, T> reading;
    /** The one that was asked for last at the end. */
    private final Map<String, T> known = new LinkedHashMap<>(16, 0.75f, true);

    /** @param most texts that are kept */
    Remembered(int most, Function<String, T> reading) {
        this.most = most;
        this.reading = reading;
    }

    T of(String text) {
        if (text.length() > LONGEST) {
            return reading.apply(text);
        }
        synchronized (known) {
            T before = known.get(text);
            if (before != null) {
                return before;
            }
        }
        T made = reading.apply(text);
        synchronized (known) {
            known.put(text, made);
            if (known.size() > most) {
                Iterator<T> oldest = known.values().iterator();
                oldest.next();
                oldest.remove();
            }
        }
        return made;
    }
}
