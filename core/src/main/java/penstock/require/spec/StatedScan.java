package penstock.require.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts the value of a tag into its requirements: separated by commas or spaces, each with an operator and a version or not. */
final class StatedScan {
    private static final Set<String> SIGNS = Set.of("<", "<=", "=", "==", ">=", ">");

    private final String line;
    private final Macros macros;

    private StatedScan(String line, Macros macros) {
        this.line = line;
        this.macros = macros;
    }

    private record Word(int from, int to) {}

    /** @param start where the value begins in the line */
    static List<Stated> of(String line, int start, Macros macros) {
        return new StatedScan(line, macros).items(start);
    }

    private List<Stated> items(int start) {
        List<Word> words = words(start);
        List<Stated> items = new ArrayList<>();
        int i = 0;
        while (i < words.size()) {
            Word name = words.get(i);
            boolean versioned = i + 2 < words.size() && SIGNS.contains(text(words.get(i + 1)));
            Word last = versioned ? words.get(i + 2) : name;
            items.add(new Stated(
                    line.substring(name.from(), last.to()),
                    macros.expand(text(name)),
                    versioned ? text(words.get(i + 1)).replace("==", "=") : "",
                    versioned ? text(last) : "",
                    name.from(),
                    last.to()));
            i += versioned ? 3 : 1;
        }
        return items;
    }

    private String text(Word word) {
        return line.substring(word.from(), word.to());
    }

    /** Parentheses and braces keep what is in them together. */
    private List<Word> words(int start) {
        List<Word> words = new ArrayList<>();
        int depth = 0;
        int from = -1;
        for (int i = start; i < line.length(); i++) {
            char c = line.charAt(i);
            depth += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
            boolean between = depth <= 0 && (c == ',' || c == ' ' || c == '\t');
            if (between && from >= 0) {
                words.add(new Word(from, i));
                from = -1;
            } else if (!between && from < 0) {
                from = i;
            }
        }
        if (from >= 0) {
            words.add(new Word(from, line.stripTrailing().length()));
        }
        return words;
    }
}
