package penstock.app.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import penstock.distro.Package;

/** What the distribution says, as JSON: the entries of {@code packages --json}. */
public final class DistroDocument {
    private DistroDocument() {}

    public static ObjectNode pkg(Package pkg) {
        ObjectNode node = Json.object()
                .put("name", pkg.name())
                .put("project", pkg.project())
                .put("component", pkg.component());
        node.set("source", source(pkg.source()));
        node.set("distgit", source(pkg.distgit()));
        node.set("maintainers", Json.texts(pkg.maintainers()));
        return node;
    }

    public static ObjectNode source(Package.Source source) {
        return Json.object().put("url", source.url()).put("ref", source.ref()).put("pinned", source.pinned());
    }
}
