package penstock.require.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import penstock.require.file.PythonTokens.Kind;
import penstock.require.file.PythonTokens.Token;

/**
 * Works out Python expressions that are made of literals: texts, lists, dicts, names bound to those, and {@code +}. What else there is
 * is left out and its place noted.
 */
final class PythonLiterals {
    private static final int DEEPEST = 50;
    /** Of a text or a list that is put together: {@code a = a + a} again and again would fill the memory. */
    private static final int LONGEST = 20_000;

    private static final Set<String> LIST_MAKERS = Set.of("list", "tuple", "set", "sorted", "frozenset");
    private static final Set<String> OPERATORS = Set.of("if", "else", "for", "or", "and", "not", "in", "is", "async");
    private static final Set<String> OPENING = Set.of("(", "[", "{");
    private static final Set<String> CLOSING = Set.of(")", "]", "}");

    private final List<Token> tokens;
    private final Map<String, Value> names;
    private final List<Integer> unknown = new ArrayList<>();
    private int next;

    /**
     * @param names what is bound to a literal so far
     * @param start the first token of the expression
     */
    PythonLiterals(List<Token> tokens, int start, Map<String, Value> names) {
        this.tokens = tokens;
        this.next = start;
        this.names = names;
    }

    /** The token after what was read. */
    int next() {
        return next;
    }

    void skip(int count) {
        next += count;
    }

    /** Places in the text of what can't be known without running it. */
    List<Integer> unknown() {
        return unknown;
    }

    Optional<Value> expression() {
        return expression(0);
    }

    private Optional<Value> expression(int depth) {
        int start = next;
        Optional<Value> value = term(depth);
        while (value.isPresent() && sees("+")) {
            next++;
            Optional<Value> more = term(depth);
            value = more.isPresent() ? sum(value.get(), more.get()) : value.filter(Value.Items.class::isInstance);
        }
        if (!atEnd()) {
            // After a list or a dict only an operator can make something else of it; what else there is, is a mistake.
            boolean keeps = value.isPresent()
                    && !(value.get() instanceof Value.Text)
                    && (sees("+") || !goesOn(tokens.get(next)));
            give(tokens.get(next).at());
            skipRest();
            return keeps ? value : Optional.empty();
        }
        if (value.isEmpty() && unknown.isEmpty() && start < tokens.size()) {
            give(tokens.get(start).at());
        }
        return value;
    }

    private static boolean goesOn(Token token) {
        return token.kind() == Kind.SIGN
                ? "([.*%-/|&^<>@!".indexOf(token.text().charAt(0)) >= 0
                : token.kind() == Kind.NAME && OPERATORS.contains(token.text());
    }

    private static Optional<Value> sum(Value a, Value b) {
        if (a instanceof Value.Text left
                && b instanceof Value.Text right
                && left.text().length() + right.text().length() <= LONGEST) {
            return Optional.of(new Value.Text(left.text() + right.text(), a.at()));
        }
        if (a instanceof Value.Items left
                && b instanceof Value.Items right
                && left.items().size() + right.items().size() <= LONGEST) {
            List<Value> items = new ArrayList<>(left.items());
            items.addAll(right.items());
            return Optional.of(new Value.Items(items, a.at()));
        }
        return Optional.empty();
    }

    private Optional<Value> term(int depth) {
        if (next >= tokens.size() || depth > DEEPEST) {
            return unknownTerm();
        }
        Token token = tokens.get(next);
        return switch (token.kind()) {
            case STRING -> Optional.of(strings());
            case NUMBER -> {
                next++;
                yield Optional.of(new Value.Bare(token.text(), token.at()));
            }
            case NAME -> name(token, depth);
            case SIGN ->
                switch (token.text()) {
                    case "[" -> Optional.of(items("]", depth));
                    case "(" -> Optional.of(parenthesised(depth));
                    case "{" -> Optional.of(braces(depth));
                    default -> unknownTerm();
                };
            case OTHER -> unknownTerm();
        };
    }

    private Value strings() {
        int at = tokens.get(next).at();
        StringBuilder text = new StringBuilder();
        while (next < tokens.size() && tokens.get(next).kind() == Kind.STRING) {
            text.append(tokens.get(next++).text());
        }
        return new Value.Text(text.toString(), at);
    }

    private Optional<Value> name(Token token, int depth) {
        if (LIST_MAKERS.contains(token.text())
                && next + 1 < tokens.size()
                && tokens.get(next + 1).is("(")) {
            next++;
            Value inner = parenthesised(depth);
            return Optional.of(inner).filter(Value.Items.class::isInstance);
        }
        if (Set.of("True", "False", "None").contains(token.text())) {
            next++;
            return Optional.of(new Value.Bare(token.text(), token.at()));
        }
        Value bound = names.get(token.text());
        if (bound == null) {
            return unknownTerm();
        }
        next++;
        return Optional.of(bound);
    }

    private Optional<Value> unknownTerm() {
        if (next < tokens.size()) {
            give(tokens.get(next).at());
        }
        while (!atEnd() && !sees("+")) {
            skipOne();
        }
        return Optional.empty();
    }

    /** A parenthesis around one value is nothing; with a comma it is a tuple. */
    private Value parenthesised(int depth) {
        int at = tokens.get(next).at();
        int before = next;
        Value.Items items = items(")", depth);
        boolean tuple = next - 2 > before && tokens.get(next - 2).is(",");
        return items.items().size() == 1 && !tuple ? items.items().getFirst() : new Value.Items(items.items(), at);
    }

    private Value.Items items(String close, int depth) {
        int at = tokens.get(next++).at();
        List<Value> items = new ArrayList<>();
        while (inside(close)) {
            expression(depth + 1).ifPresent(items::add);
            pass(",");
        }
        return new Value.Items(items, at);
    }

    private Value braces(int depth) {
        int at = tokens.get(next++).at();
        List<Value.Entry> entries = new ArrayList<>();
        List<Value> items = new ArrayList<>();
        while (inside("}")) {
            Optional<Value> key = expression(depth + 1);
            if (sees(":")) {
                next++;
                Optional<Value> value = expression(depth + 1);
                if (key.orElse(null) instanceof Value.Text name && value.isPresent()) {
                    entries.add(new Value.Entry(name.text(), value.get()));
                } else if (value.isPresent()) {
                    give(value.get().at());
                }
            } else {
                key.ifPresent(items::add);
            }
            pass(",");
        }
        return items.isEmpty() ? new Value.Table(entries, at) : new Value.Items(items, at);
    }

    /** Past the closing bracket, or at the end of a text that was cut off, nothing more is inside. */
    private boolean inside(String close) {
        if (next >= tokens.size()) {
            if (!tokens.isEmpty()) {
                give(tokens.getLast().at());
            }
            return false;
        }
        if (sees(close)) {
            next++;
            return false;
        }
        if (tokens.get(next).kind() == Kind.SIGN
                && CLOSING.contains(tokens.get(next).text())) {
            give(tokens.get(next).at());
            return false;
        }
        return true;
    }

    private void pass(String sign) {
        if (sees(sign)) {
            next++;
        } else if (next < tokens.size() && !CLOSING.contains(tokens.get(next).text())) {
            give(tokens.get(next).at());
            skipOne();
        }
    }

    private boolean sees(String sign) {
        return next < tokens.size() && tokens.get(next).is(sign);
    }

    private boolean atEnd() {
        return next >= tokens.size()
                || (tokens.get(next).kind() == Kind.SIGN
                        && (Set.of(",", ":", "=", ";").contains(tokens.get(next).text())
                                || CLOSING.contains(tokens.get(next).text())));
    }

    private void skipRest() {
        while (!atEnd()) {
            skipOne();
        }
    }

    /** One token, or all from an opening bracket to its closing one. */
    private void skipOne() {
        int depth = 0;
        do {
            Token token = tokens.get(next++);
            boolean sign = token.kind() == Kind.SIGN;
            depth += sign && OPENING.contains(token.text()) ? 1 : sign && CLOSING.contains(token.text()) ? -1 : 0;
        } while (depth > 0 && next < tokens.size());
    }

    private void give(int at) {
        if (unknown.isEmpty() || unknown.getLast() != at) {
            unknown.add(at);
        }
    }
}
