package penstock.app.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import penstock.engine.diff.LabelDiff;

/** What differs between two labels, as JSON. */
public final class LabelDiffDocument {
    private LabelDiffDocument() {}

    public static ObjectNode of(LabelDiff diff) {
        ObjectNode node = Json.object()
                .put("line", diff.line())
                .put("from", diff.from().name())
                .put("to", diff.to().name());
        node.set("components", Json.array(diff.components(), LabelDiffDocument::component));
        return node;
    }

    private static ObjectNode component(LabelDiff.ComponentDiff component) {
        ObjectNode node = Json.object()
                .put("component", component.component())
                .put("from", component.from())
                .put("to", component.to())
                .put("more", component.more());
        node.set("packages", Json.array(component.packages(), LabelDiffDocument::pkg));
        return node;
    }

    private static ObjectNode pkg(LabelDiff.PackageDiff pkg) {
        ObjectNode node = Json.object()
                .put("project", pkg.project())
                .put("from", pkg.from())
                .put("to", pkg.to());
        node.set("source", commits(pkg.source()));
        node.set("distgit", commits(pkg.distgit()));
        ObjectNode requirements = Json.object();
        requirements.set("changes", Json.texts(pkg.requirements().changes()));
        requirements.put("more", pkg.requirements().more());
        requirements.put("problem", pkg.requirements().problem());
        node.set("requirements", requirements);
        return node;
    }

    private static ObjectNode commits(LabelDiff.Commits commits) {
        ObjectNode node = Json.object();
        node.set("came", Json.array(commits.came(), LabelDiffDocument::commit));
        node.set("gone", Json.array(commits.gone(), LabelDiffDocument::commit));
        return node.put("more", commits.more()).put("problem", commits.problem());
    }

    private static ObjectNode commit(LabelDiff.NamedCommit commit) {
        return Json.object().put("id", commit.id()).put("subject", commit.subject());
    }
}
