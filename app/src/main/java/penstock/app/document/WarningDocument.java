package penstock.app.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import penstock.change.Commit;
import penstock.problem.SourcePosition;
import penstock.warning.Shift;
import penstock.warning.Unmet;
import penstock.warning.Warning;

/** What of a package's requirements is not met, as JSON. */
public final class WarningDocument {
    private WarningDocument() {}

    public static ArrayNode warnings(List<Warning> warnings) {
        return Json.array(warnings, WarningDocument::warning);
    }

    private static ObjectNode warning(Warning warning) {
        Unmet unmet = warning.unmet();
        ObjectNode node = Json.object()
                .put("ecosystem", word(unmet.subject().ecosystem()))
                .put("name", unmet.subject().name())
                .put("answer", word(unmet.meaning()))
                .put("change", warning.change())
                .put("told", warning.told())
                .put("since", warning.since().toString())
                .put("changed", warning.changed().toString())
                .put("patch", unmet.remedy().patch());
        node.set("requires", Json.texts(unmet.requires()));
        node.set(
                "where",
                Json.texts(unmet.where().stream().map(SourcePosition::toString).toList()));
        node.set("says", Json.texts(unmet.says()));
        node.set("provided", Json.texts(unmet.reach().labels()));
        node.set("labels", Json.texts(unmet.reach().without()));
        node.set("packages", Json.texts(unmet.reach().packages()));
        node.set("hints", Json.texts(unmet.reach().hints()));
        node.set(
                "commits",
                Json.texts(commits(warning.shifts()).map(Commit::id).distinct().toList()));
        return node;
    }

    private static Stream<Commit> commits(List<Shift> shifts) {
        return shifts.stream().flatMap(shift -> shift.commits().stream());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
