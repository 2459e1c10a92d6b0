package penstock.require.file;

import java.util.List;
import java.util.Optional;

/** A value as TOML, JSON and Python's literals have it, with its place in the text; of a broken one, what could be read. */
sealed interface Value {
    /** Where it starts in the text. */
    int at();

    record Text(String text, int at) implements Value {}

    /** A list, tuple or set. */
    record Items(List<Value> items, int at) implements Value {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** A map; a key given twice is in it twice. */
    record Table(List<Entry> entries, int at) implements Value {
        public Table {
            entries = List.copyOf(entries);
        }

        Optional<Value> get(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().equals(key))
                    .map(Entry::value)
                    .reduce((first, last) -> last);
        }
    }

    record Entry(String key, Value value) {}

    /** A number, a truth value, a date, a name: as written. */
    record Bare(String word, int at) implements Value {}
}
