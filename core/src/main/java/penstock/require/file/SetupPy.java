package penstock.require.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import penstock.require.Use;
import penstock.require.file.PythonTokens.Kind;
import penstock.require.file.PythonTokens.Line;
import penstock.require.file.PythonTokens.Token;

/**
 * Reads the arguments of {@code setup(...)} in setup.py that are literals, names of literals, or their sums. Nothing is run: what a
 * program would work out is a problem with its line.
 */
final class SetupPy {
    private static final String UNKNOWN = "it is worked out when setup.py runs, which is not done";
    private static final Set<String> WANTED =
            Set.of("install_requires", "tests_require", "setup_requires", "extras_require");
    private static final Set<String> CHANGES =
            Set.of("append", "extend", "insert", "update", "setdefault", "remove", "pop");

    private final SourceText source;
    private final Found found;
    private final List<Line> lines;
    private final Map<String, Value> names = new HashMap<>();
    /** Where names are changed under a condition or in a way that is not followed. */
    private final Map<String, Integer> changed = new HashMap<>();

    SetupPy(SourceText source, Found found) {
        this.source = source;
        this.found = found;
        this.lines = PythonTokens.of(source, found);
    }

    void read() {
        boolean called = false;
        for (Line line : lines) {
            int call = setupCall(line.tokens());
            if (call >= 0) {
                called = true;
                arguments(line.tokens(), call);
            } else {
                statement(line);
            }
        }
        if (!called && !lines.isEmpty()) {
            found.warning("no call of setup() is found", source.position(1), UNKNOWN);
        }
    }

    /** The token after the opening bracket; -1 when it is none. */
    private static int setupCall(List<Token> tokens) {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            boolean defined = i > 0 && tokens.get(i - 1).isName("def");
            if (tokens.get(i).isName("setup") && tokens.get(i + 1).is("(") && !defined) {
                return i + 2;
            }
        }
        return -1;
    }

    private void arguments(List<Token> tokens, int start) {
        int at = start;
        while (at < tokens.size() && !tokens.get(at).is(")")) {
            Token token = tokens.get(at);
            boolean keyword = token.kind() == Kind.NAME
                    && at + 1 < tokens.size()
                    && tokens.get(at + 1).is("=");
            boolean spread = token.is("**");
            int from = keyword ? at + 2 : spread ? at + 1 : at;
            PythonLiterals literals = new PythonLiterals(tokens, from, names);
            Optional<Value> value = literals.expression();
            if (keyword && WANTED.contains(token.text())) {
                argument(token.text(), value);
                literals.unknown().forEach(this::unknown);
                changes(tokens, from, literals.next());
            } else if (spread && value.orElse(null) instanceof Value.Table table) {
                table.entries().stream()
                        .filter(entry -> WANTED.contains(entry.key()))
                        .forEach(entry -> argument(entry.key(), Optional.of(entry.value())));
                changes(tokens, from, literals.next());
            } else if (spread) {
                unknown(token.at());
            }
            at = Math.max(at + 1, literals.next());
            at += at < tokens.size() && tokens.get(at).is(",") ? 1 : 0;
        }
    }

    /** A name that the argument is made of may have been changed where that is not followed. */
    private void changes(List<Token> tokens, int from, int to) {
        TreeSet<Integer> places = new TreeSet<>();
        for (Token token : tokens.subList(from, Math.min(to, tokens.size()))) {
            if (token.kind() == Kind.NAME && changed.containsKey(token.text())) {
                places.add(changed.get(token.text()));
            }
        }
        places.forEach(this::unknown);
    }

    private void unknown(int at) {
        found.warning("this can't be read without running it", source.at(at), UNKNOWN);
    }

    private void argument(String keyword, Optional<Value> value) {
        if (value.isEmpty()) {
            return;
        }
        switch (keyword) {
            case "install_requires" -> requirements(value.get(), new ExtraKey(Use.RUNTIME, ""));
            case "tests_require" -> requirements(value.get(), new ExtraKey(Use.TEST, ""));
            case "setup_requires" -> requirements(value.get(), new ExtraKey(Use.BUILD_SYSTEM, ""));
            default -> {
                if (value.get() instanceof Value.Table extras) {
                    extras.entries().forEach(entry -> requirements(entry.value(), ExtraKey.of(entry.key())));
                } else {
                    unknown(value.get().at());
                }
            }
        }
    }

    private void requirements(Value value, ExtraKey key) {
        List<Value> items = value instanceof Value.Items list ? list.items() : List.of(value);
        for (Value item : items) {
            if (item instanceof Value.Text text) {
                text.text()
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.startsWith("#"))
                        .forEach(line -> found.python(key.with(line), key.use(), source.at(text.at())));
            } else if (!(item instanceof Value.Bare bare && bare.word().equals("None"))) {
                unknown(item.at());
            }
        }
    }

    /** Follows what a statement of the module does with names. */
    private void statement(Line line) {
        List<Token> tokens = line.tokens();
        if (tokens.size() < 3 || tokens.getFirst().kind() != Kind.NAME) {
            return;
        }
        String name = tokens.getFirst().text();
        Token second = tokens.get(1);
        if (line.indent() > 0) {
            conditional(name, tokens);
        } else if (second.is("=")) {
            bind(name, tokens, 2);
        } else if (second.is("+=")) {
            grow(name, tokens, 2, true);
        } else if (second.is(".") && tokens.size() > 4 && tokens.get(3).is("(")) {
            call(name, tokens);
        } else if (second.is("[")) {
            element(name, tokens);
        }
    }

    private void conditional(String name, List<Token> tokens) {
        Token second = tokens.get(1);
        boolean changes = second.is("=")
                || second.is("+=")
                || second.is("[")
                || (second.is(".") && CHANGES.contains(tokens.get(2).text()));
        if (changes) {
            changed.putIfAbsent(name, tokens.getFirst().at());
        }
    }

    private void bind(String name, List<Token> tokens, int start) {
        PythonLiterals literals = new PythonLiterals(tokens, start, names);
        Optional<Value> value = literals.expression();
        changed.remove(name);
        names.remove(name);
        value.ifPresent(known -> names.put(name, known));
        if (value.isEmpty() || !literals.unknown().isEmpty()) {
            changed.put(
                    name,
                    literals.unknown().isEmpty()
                            ? tokens.getFirst().at()
                            : literals.unknown().getFirst());
        }
    }

    /** @param several whether the value is a list of items, and not one item */
    private void grow(String name, List<Token> tokens, int start, boolean several) {
        PythonLiterals literals = new PythonLiterals(tokens, start, names);
        Optional<Value> more = literals.expression();
        Value old = names.get(name);
        boolean fits = more.isPresent() && (!several || more.get() instanceof Value.Items);
        if (old instanceof Value.Items items && fits && items.items().size() < 20_000) {
            List<Value> all = new ArrayList<>(items.items());
            all.addAll(more.get() instanceof Value.Items list && several ? list.items() : List.of(more.get()));
            names.put(name, new Value.Items(all, old.at()));
        }
        if (!(old instanceof Value.Items) || !fits || !literals.unknown().isEmpty()) {
            changed.putIfAbsent(name, tokens.getFirst().at());
        }
    }

    private void call(String name, List<Token> tokens) {
        switch (tokens.get(2).text()) {
            case "append" -> grow(name, tokens, 4, false);
            case "extend" -> grow(name, tokens, 4, true);
            default -> {
                if (CHANGES.contains(tokens.get(2).text())) {
                    changed.putIfAbsent(name, tokens.getFirst().at());
                }
            }
        }
    }

    /** {@code name['key'] = value} */
    private void element(String name, List<Token> tokens) {
        boolean plain = tokens.size() > 5
                && tokens.get(2).kind() == Kind.STRING
                && tokens.get(3).is("]")
                && tokens.get(4).is("=")
                && names.get(name) instanceof Value.Table;
        PythonLiterals literals = new PythonLiterals(tokens, Math.min(5, tokens.size()), names);
        Optional<Value> value = plain ? literals.expression() : Optional.empty();
        if (value.isPresent()
                && names.get(name) instanceof Value.Table table
                && table.entries().size() < 1_000) {
            List<Value.Entry> entries = new ArrayList<>(table.entries());
            entries.removeIf(entry -> entry.key().equals(tokens.get(2).text()));
            entries.add(new Value.Entry(tokens.get(2).text(), value.get()));
            names.put(name, new Value.Table(entries, table.at()));
        }
        if (value.isEmpty() || !literals.unknown().isEmpty()) {
            changed.putIfAbsent(name, tokens.getFirst().at());
        }
    }
}
