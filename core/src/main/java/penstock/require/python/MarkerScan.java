package penstock.require.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The grammar of PEP 508's markers, as {@code packaging} 23.0 reads it. */
final class MarkerScan {
    private static final Set<String> VARIABLES = Set.of(
            "python_version",
            "python_full_version",
            "os_name",
            "os.name",
            "sys_platform",
            "sys.platform",
            "platform_release",
            "platform_system",
            "platform_version",
            "platform.version",
            "platform_machine",
            "platform.machine",
            "platform_python_implementation",
            "platform.python_implementation",
            "python_implementation",
            "implementation_name",
            "implementation_version",
            "extra");

    private static final List<String> SIGNS = List.of("===", "==", "~=", "!=", "<=", ">=", "<", ">");

    private final TextScan scan;
    private int depth;

    MarkerScan(TextScan scan) {
        this.scan = scan;
    }

    /** The marker that begins here; behind it may be anything. */
    Marker marker() {
        scan.skipBlanks();
        boolean plain = scan.peek() != '(';
        List<List<Marker.Term>> alternatives = alternatives();
        if (plain && alternatives.getFirst().getFirst() instanceof Marker.Comparison first) {
            alternatives.getFirst().set(0, withPlainExtra(first));
        }
        Marker.Group all = new Marker.Group(alternatives);
        return new Marker(only(all) instanceof Marker.Group inner ? inner : all);
    }

    /** The first comparison of a marker, and only that, has the name of its extra normalised. */
    private static Marker.Comparison withPlainExtra(Marker.Comparison comparison) {
        if (isExtra(comparison.left())) {
            return new Marker.Comparison(comparison.left(), comparison.sign(), normalised(comparison.right()));
        }
        return isExtra(comparison.right())
                ? new Marker.Comparison(normalised(comparison.left()), comparison.sign(), comparison.right())
                : comparison;
    }

    private static boolean isExtra(Marker.Operand operand) {
        return operand instanceof Marker.Variable variable && variable.text().equals("extra");
    }

    private static Marker.Literal normalised(Marker.Operand operand) {
        return new Marker.Literal(PythonName.of(operand.text()).normalised());
    }

    /** {@code term ((and | or) term)*}, one list for what is between two {@code or}. */
    private List<List<Marker.Term>> alternatives() {
        List<List<Marker.Term>> alternatives = new ArrayList<>();
        List<Marker.Term> terms = new ArrayList<>();
        alternatives.add(terms);
        terms.add(term());
        while (true) {
            if (takeWord("or")) {
                terms = new ArrayList<>();
                alternatives.add(terms);
            } else if (!takeWord("and")) {
                return alternatives;
            }
            terms.add(term());
        }
    }

    private Marker.Term term() {
        scan.skipBlanks();
        int open = scan.at();
        Marker.Term term;
        if (scan.take('(')) {
            if (++depth > Marker.MAX_DEPTH) {
                throw new TextRefused("Parentheses nested deeper than " + Marker.MAX_DEPTH, open + 1);
            }
            Marker.Group group = new Marker.Group(alternatives());
            depth--;
            if (!scan.take(')')) {
                throw scan.refused("Expected ), 'and' or 'or' in the parentheses opened at column " + (open + 1));
            }
            Marker.Term only = only(group);
            term = only == null ? group : only;
        } else {
            term = comparison();
        }
        scan.skipBlanks();
        return term;
    }

    /** What is alone in a group and needs none. */
    private static Marker.@Nullable Term only(Marker.Group group) {
        return group.alternatives().size() == 1
                        && group.alternatives().getFirst().size() == 1
                ? group.alternatives().getFirst().getFirst()
                : null;
    }

    private Marker.Comparison comparison() {
        Marker.Operand left = operand();
        scan.skipBlanks();
        String sign = sign();
        scan.skipBlanks();
        return new Marker.Comparison(left, sign, operand());
    }

    private Marker.Operand operand() {
        if (scan.peek() == '\'' || scan.peek() == '"') {
            return new Marker.Literal(PythonLiteral.take(scan));
        }
        int from = scan.at();
        skipWord();
        if (scan.peek() == '.' && !VARIABLES.contains(scan.since(from))) {
            scan.take('.');
            skipWord();
        }
        String name = scan.since(from);
        if (!VARIABLES.contains(name)) {
            scan.moveTo(from);
            throw scan.refused("Expected a variable of a marker, such as python_version, or a quoted text");
        }
        String plain = name.replace('.', '_');
        return new Marker.Variable(plain.equals("python_implementation") ? "platform_python_implementation" : plain);
    }

    private void skipWord() {
        while (isWord(scan.peek())) {
            scan.moveTo(scan.at() + 1);
        }
    }

    private String sign() {
        if (takeWord("in")) {
            return "in";
        }
        if (takeWord("not")) {
            if (!scan.skipBlanks() || !takeWord("in")) {
                throw scan.refused("Expected 'in' after 'not'");
            }
            return "not in";
        }
        for (String sign : SIGNS) {
            if (scan.take(sign)) {
                return sign;
            }
        }
        throw scan.refused("Expected a marker's operator: <=, <, !=, ==, >=, >, ~=, ===, in, not in");
    }

    private boolean takeWord(String word) {
        return !isWord(scan.peek(word.length())) && scan.take(word);
    }

    private static boolean isWord(char c) {
        return PythonText.isLetterOrDigit(c) || c == '_';
    }
}
