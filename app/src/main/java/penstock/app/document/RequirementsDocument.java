package penstock.app.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import penstock.change.Commit;
import penstock.engine.require.LineCheck;
import penstock.engine.require.PackageTrees;
import penstock.engine.require.RequirementRange;
import penstock.engine.require.RequirementRange.Changed;
import penstock.engine.require.WhoNeeds;
import penstock.problem.Problem;
import penstock.require.Bound;
import penstock.require.Bounds;
import penstock.require.Declared;
import penstock.require.Requirement;
import penstock.require.RequirementChange;
import penstock.require.RequirementChange.Detail;
import penstock.require.Use;
import penstock.require.spec.Statement;

/** Requirements as JSON: {@code penstock reqs ... --json}. */
public final class RequirementsDocument {
    private RequirementsDocument() {}

    /** A commit and what it was asked for by. */
    public record NamedCommit(String name, Commit commit) {}

    /** @param named the earlier and the later one */
    public static ObjectNode range(List<NamedCommit> named, RequirementRange range, List<Problem> problems) {
        ObjectNode document = Json.object();
        document.set("old", named(named.getFirst()));
        document.set("new", named(named.getLast()));
        document.put("commits", range.commits());
        document.set("files", Json.texts(List.copyOf(range.files())));
        document.set("changes", Json.array(range.changes(), RequirementsDocument::changed));
        document.set("problems", Json.array(problems, Json::problem));
        return document;
    }

    /** @param needs of each line, by its name */
    public static ObjectNode needs(Map<String, List<WhoNeeds.Needs>> needs) {
        return lines(needs, one -> {
            ObjectNode node = trees(one.trees());
            node.set("declared", Json.array(one.declared(), RequirementsDocument::declared));
            node.set("stated", Json.array(one.stated(), RequirementsDocument::stated));
            return node;
        });
    }

    /** @param checks of each line, by its name */
    public static ObjectNode checks(Map<String, List<LineCheck.PackageCheck>> checks) {
        return lines(checks, one -> {
            ObjectNode node = trees(one.trees()).put("fine", one.isFine());
            node.set("requirements", Json.array(one.checked(), AnswerDocument::checked));
            node.set("unneeded", Json.array(one.unneeded(), AnswerDocument::hint));
            return node;
        });
    }

    private static <T> ObjectNode lines(Map<String, List<T>> byLine, Function<T, ObjectNode> toNode) {
        ObjectNode document = Json.object();
        document.set("lines", Json.array(byLine.entrySet(), line -> {
            ObjectNode node = Json.object().put("line", line.getKey());
            node.set("packages", Json.array(line.getValue(), toNode));
            return node;
        }));
        return document;
    }

    private static ObjectNode trees(PackageTrees trees) {
        ObjectNode node = Json.object()
                .put("project", trees.pkg().project())
                .put("name", trees.pkg().name());
        trees.source().ifPresent(commit -> node.set("commit", commit(commit)));
        trees.spec().ifPresent(spec -> node.put("spec", spec.file()));
        node.set("problems", Json.array(trees.problems(), Json::problem));
        return node;
    }

    static ObjectNode stated(Statement statement) {
        return Json.object()
                .put("line", statement.line())
                .put("package", statement.of().name())
                .put("text", statement.text());
    }

    private static ObjectNode named(NamedCommit named) {
        ObjectNode node = Json.object().put("name", named.name());
        node.setAll(commit(named.commit()));
        return node;
    }

    static ObjectNode commit(Commit commit) {
        return Json.object()
                .put("id", commit.id())
                .put("author", commit.author())
                .put("committed", commit.committed().toString())
                .put("subject", commit.subject());
    }

    private static ObjectNode changed(Changed changed) {
        RequirementChange change = changed.change();
        ObjectNode node = Json.object()
                .put("ecosystem", word(change.subject().ecosystem()))
                .put("name", change.name());
        node.set("what", Json.array(change.details(), RequirementsDocument::detail));
        declared(change.before()).ifPresent(before -> node.set("before", before));
        declared(change.after()).ifPresent(after -> node.set("after", after));
        node.set("commits", Json.array(changed.by(), RequirementsDocument::commit));
        return node;
    }

    private static ObjectNode detail(Detail detail) {
        return Json.object()
                .put("kind", word(detail.kind()))
                .put("before", detail.before())
                .put("after", detail.after());
    }

    private static Optional<ObjectNode> declared(Optional<Declared> one) {
        return one.map(RequirementsDocument::declared);
    }

    /** A requirement, what it is for, and the line that says so. */
    static ObjectNode declared(Declared one) {
        Requirement requirement = one.requirement();
        ObjectNode node = Json.object().put("written", requirement.written());
        node.set("use", use(one.use()));
        node.set("extras", Json.texts(List.copyOf(requirement.extras())));
        node.put("condition", requirement.condition()).put("source", requirement.source());
        node.set("bounds", bounds(requirement.bounds()));
        return node.put("file", one.at().file())
                .put("line", one.at().line())
                .put("text", one.at().text());
    }

    private static ObjectNode use(Use use) {
        return Json.object().put("kind", word(use.kind())).put("name", use.name());
    }

    private static ObjectNode bounds(Bounds bounds) {
        ObjectNode node = Json.object();
        bounds.lower().ifPresent(lower -> node.set("lower", bound(lower)));
        bounds.upper().ifPresent(upper -> node.set("upper", bound(upper)));
        node.set("excluded", Json.texts(List.copyOf(bounds.excluded())));
        return node.put("alternatives", bounds.alternatives());
    }

    private static ObjectNode bound(Bound bound) {
        return Json.object().put("version", bound.version()).put("inclusive", bound.inclusive());
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
