package penstock.require.answer;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import penstock.require.spec.Stated;
import penstock.require.spec.Statement;
import penstock.require.spec.Statement.Tag;
import penstock.require.spec.Subpackage;
import penstock.require.spec.Subpackage.Role;

/** Where a spec has, or is to have, what its documentation is built with. */
final class Documentation {
    private static final String SPHINX = "sphinx";

    /** What Sphinx itself requires; {@code six} until it left Python 2. */
    private static final Set<String> COMES_ALONG =
            Set.of("babel", "docutils", "jinja2", "packaging", "pygments", "requests", "six");

    private final Layout layout;
    private Optional<List<Here>> builders = Optional.empty();
    private Optional<List<Here>> imports = Optional.empty();

    /** Among the tags of a package, beside these lines. */
    record Here(Subpackage home, Neighbours around) {}

    Documentation(Layout layout) {
        this.layout = layout;
    }

    /** Whether what builds it brings this project. */
    static boolean brings(String project) {
        return COMES_ALONG.contains(project);
    }

    /** For what Sphinx is run with: among the packages of documentation, else where Sphinx itself is stated. */
    List<Here> builders() {
        if (builders.isEmpty()) {
            builders = Optional.of(lookForBuilders());
        }
        return builders.get();
    }

    private List<Here> lookForBuilders() {
        List<Here> own = among(one -> one.role() == Role.DOC).toList();
        if (!own.isEmpty()) {
            return own;
        }
        return among(_ -> true)
                .filter(here -> here.around().lines().stream().anyMatch(Documentation::isSphinx))
                .map(Documentation::underComment)
                .toList();
    }

    /**
     * For what the library itself imports, which Sphinx imports to document it: where a library's build requirements are said to be for
     * that, else beside what Sphinx is run with. None where nothing is built.
     */
    List<Here> imports() {
        if (imports.isEmpty()) {
            imports = Optional.of(lookForImports());
        }
        return imports.get();
    }

    private List<Here> lookForImports() {
        if (!layout.spec().documents()) {
            return List.of();
        }
        List<Here> said = among(one -> one.role() != Role.DOC)
                .map(here -> new Here(here.home(), here.around().only(Documentation::isSaid)))
                .filter(here -> here.around().lines().stream().anyMatch(this::isImported))
                .toList();
        return said.isEmpty()
                ? builders().stream().map(Documentation::underComment).toList()
                : said;
    }

    private Stream<Here> among(Predicate<Subpackage> packages) {
        return layout.spec().packages().stream()
                .filter(packages)
                .map(one -> new Here(one, layout.own(one, Tag.BUILD_REQUIRES)))
                .filter(here -> !here.around().isEmpty());
    }

    private static Here underComment(Here here) {
        return new Here(here.home(), here.around().under(Documentation::isSaid));
    }

    /** Whether a comment over lines says that they are for the documentation. */
    private static boolean isSaid(String comment) {
        return comment.contains("doc");
    }

    private static boolean isSphinx(Statement one) {
        Stated item = one.items().getFirst();
        String name = item.dist().orElse(item.name().substring(item.flavour().length()));
        return name.toLowerCase(Locale.ROOT).equals(SPHINX);
    }

    /** Whether a library of this spec requires it at run time. */
    private boolean isImported(Statement line) {
        String name = line.items().getFirst().name();
        return layout.spec().statements().stream()
                .filter(one -> one.tag() == Tag.REQUIRES && one.of().role() == Role.LIBRARY)
                .anyMatch(
                        one -> one.items().stream().anyMatch(item -> item.name().equals(name)));
    }
}
