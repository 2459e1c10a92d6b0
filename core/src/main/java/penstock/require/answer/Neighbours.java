package penstock.require.answer;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import penstock.require.spec.LineEdit;
import penstock.require.spec.SpecSource;
import penstock.require.spec.Stated;
import penstock.require.spec.Statement;
import penstock.require.spec.Statement.Tag;
import penstock.require.spec.Subpackage;

/**
 * The lines among which a new one belongs: those of the same package and tag that name other packages of the same kind. They tell where
 * it goes and how it is written. Lines inside a condition of their own are no example.
 */
final class Neighbours {
    /** Three lines in order may be so by chance; fewer say nothing at all. */
    private static final int FEWEST_SORTED = 4;

    private final SpecSource spec;
    private final Subpackage home;
    private final Tag tag;
    private final List<Statement> lines;

    /** How a name is written. */
    enum Form {
        PACKAGE,
        DIST,
        MACRO
    }

    private Neighbours(SpecSource spec, Subpackage home, Tag tag, List<Statement> lines) {
        this.spec = spec;
        this.home = home;
        this.tag = tag;
        this.lines = lines;
    }

    /** Those of one package. */
    static Neighbours of(SpecSource spec, Subpackage home, Tag tag) {
        int depth = home.main() ? 0 : home.depth();
        List<Statement> lines = spec.statements().stream()
                .filter(one -> one.tag() == tag && one.of().equals(home))
                .filter(one -> one.conditions().size() == depth && one.items().size() == 1 && isPlain(one))
                .filter(one -> isOfKind(one.items().getFirst())
                        && !isOwn(spec, one.items().getFirst()))
                .toList();
        return new Neighbours(spec, home, tag, lines);
    }

    /**
     * Of build requirements, wherever most of those for this Python stand; the package's own tags are looked at first, then what a
     * condition has for that Python alone.
     */
    static Neighbours ofBuild(Layout layout, Subpackage library) {
        Neighbours own = layout.own(library, Tag.BUILD_REQUIRES);
        if (!own.lines.isEmpty()) {
            return own;
        }
        Neighbours most = mostOfBuild(layout, own);
        return most.flavour().equals(library.flavour())
                ? most
                : inCondition(layout.spec(), library).orElse(most);
    }

    private static Neighbours mostOfBuild(Layout layout, Neighbours own) {
        return layout.spec().packages().stream()
                .filter(one -> one.role() != Subpackage.Role.DOC)
                .map(one -> layout.own(one, Tag.BUILD_REQUIRES))
                .max(Comparator.comparingInt(one -> one.lines.size()))
                .filter(one -> !one.lines.isEmpty())
                .orElse(own);
    }

    /** The most lines for a package's Python, and no other, that stand in one condition: {@code %if 0%{?with_python3}}. */
    private static Optional<Neighbours> inCondition(SpecSource spec, Subpackage library) {
        return spec.statements().stream()
                .filter(one -> one.tag() == Tag.BUILD_REQUIRES && one.of().role() != Subpackage.Role.DOC)
                .filter(one -> one.conditions().size() == one.of().tagDepth() + 1
                        && one.items().size() == 1
                        && isPlain(one))
                .filter(one -> one.items().getFirst().flavour().equals(library.flavour()))
                .collect(Collectors.groupingBy(
                        one -> List.of(one.of(), one.conditions()), LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .max(Comparator.comparingInt(List::size))
                .map(lines -> new Neighbours(spec, library, Tag.BUILD_REQUIRES, lines));
    }

    private static boolean isPlain(Statement one) {
        return one.start().indexOf('(') < 0;
    }

    private static boolean isOfKind(Stated item) {
        return !item.flavour().isEmpty()
                || item.dist().isPresent()
                || item.name().startsWith("puppet-")
                || Names.PYTHON_2.contains(item.name());
    }

    /** What the same spec makes is no other package; specs ask for it in their own version. */
    private static boolean isOwn(SpecSource spec, Stated item) {
        return spec.named(item.name()).isPresent() || item.evr().contains("%{version}");
    }

    /** Only those under a comment that this holds for, when there are any. */
    Neighbours under(Predicate<String> comment) {
        Neighbours some = only(comment);
        return some.isEmpty() ? this : some;
    }

    /** Those under a comment that this holds for. */
    Neighbours only(Predicate<String> comment) {
        List<Statement> some = lines.stream()
                .filter(one -> comment.test(one.comment().toLowerCase(Locale.ROOT)))
                .toList();
        return new Neighbours(spec, home, tag, some);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    List<Statement> lines() {
        return lines;
    }

    /** Whether at least half of them have bounds. */
    boolean bounded() {
        return !lines.isEmpty()
                && 2 * lines.stream().filter(one -> !sign(one).isEmpty()).count() >= lines.size();
    }

    /**
     * Whether one more among them is to have its bound. The distribution's own packages move with upstream, so that one example is enough;
     * of what it takes as it is, packagers give bounds where most lines have them.
     */
    boolean bounded(boolean ours) {
        return ours ? lines.stream().anyMatch(one -> !sign(one).isEmpty()) : bounded();
    }

    /** Whether any of them has an upper bound. */
    boolean capped() {
        return lines.stream().anyMatch(one -> sign(one).startsWith("<"));
    }

    private static String sign(Statement one) {
        return one.items().getFirst().sign();
    }

    Form form() {
        return mostOf(one -> one.dist().isEmpty() ? Form.PACKAGE : one.byMacro() ? Form.MACRO : Form.DIST)
                .orElse(Form.PACKAGE);
    }

    /** What names begin with: as most of them, else as the package's own name. */
    String flavour() {
        return mostOf(Stated::flavour).filter(one -> !one.isEmpty()).orElseGet(home::flavour);
    }

    private <T> Optional<T> mostOf(Function<Stated, T> what) {
        Map<T, Long> counted = lines.stream()
                .map(one -> what.apply(one.items().getFirst()))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return counted.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    /** A new line for this, in its place. */
    LineEdit insert(String requirement) {
        if (lines.isEmpty()) {
            return insertFirst(requirement);
        }
        Statement before = lines.getLast();
        if (sorted()) {
            String name = order(requirement);
            Optional<Statement> last = lines.stream()
                    .filter(one -> order(one.items().getFirst().name()).compareTo(name) < 0)
                    .reduce((a, b) -> b);
            if (last.isEmpty()) {
                return new LineEdit.Insert(
                        lines.getFirst().line() - 1, lines.getFirst().start() + requirement);
            }
            before = last.get();
        }
        return new LineEdit.Insert(before.line(), before.start() + requirement);
    }

    private boolean sorted() {
        if (lines.size() < FEWEST_SORTED) {
            return false;
        }
        for (int i = 1; i < lines.size(); i++) {
            if (order(lines.get(i - 1).items().getFirst().name())
                            .compareTo(order(lines.get(i).items().getFirst().name()))
                    > 0) {
                return false;
            }
        }
        return true;
    }

    private static String order(String name) {
        return name.split("\\s", 2)[0].toLowerCase(Locale.ROOT);
    }

    /** After the package's last line of this tag, else of another one, else after its first tag. */
    private LineEdit insertFirst(String requirement) {
        int depth = home.main() ? 0 : home.depth();
        Optional<Statement> last = spec.statements().stream()
                .filter(one -> one.of().equals(home) && one.conditions().size() == depth && isPlain(one))
                .max(Comparator.comparing((Statement one) -> one.tag() == tag).thenComparingInt(Statement::line));
        if (last.isPresent() && last.get().tag() == tag) {
            return new LineEdit.Insert(last.get().line(), last.get().start() + requirement);
        }
        int after = last.map(Statement::line).orElseGet(this::summary);
        return new LineEdit.Insert(after, start() + requirement);
    }

    /** The line of the package's Summary; its first line when it has none. */
    private int summary() {
        for (int number = home.line(); number <= spec.lines().size(); number++) {
            String line = spec.line(number);
            if (line.toLowerCase(Locale.ROOT).startsWith("summary:")) {
                return number;
            }
            if (number > home.line() && line.startsWith("%") && !line.startsWith("%{")) {
                break;
            }
        }
        return home.line();
    }

    /** The tag in the columns of the package's Summary. */
    private String start() {
        String summary = spec.line(summary());
        int colon = summary.indexOf(':') + 1;
        int column = colon;
        while (column < summary.length() && summary.charAt(column) == ' ') {
            column++;
        }
        String written = tag.written() + ":";
        return written + " ".repeat(Math.max(1, (colon == 0 ? 0 : column) - written.length()));
    }
}
