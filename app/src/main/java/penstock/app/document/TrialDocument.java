package penstock.app.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import penstock.build.BuildRequest;
import penstock.build.CauseText;
import penstock.build.Verdict;
import penstock.change.Commit;
import penstock.dependents.Effect;
import penstock.dependents.Ending;
import penstock.distro.Package;
import penstock.engine.trial.DependentReport;
import penstock.engine.trial.DependentReport.Dependent;
import penstock.engine.trial.DependentReport.Side;

/** Builds that were tried out as JSON: {@code penstock rebuild-dependents --json}. */
public final class TrialDocument {
    private final Function<String, Optional<Path>> logs;

    private TrialDocument(Function<String, Optional<Path>> logs) {
        this.logs = logs;
    }

    /** @param logs of builds, by their ids */
    public static ObjectNode of(DependentReport report, Function<String, Optional<Path>> logs) {
        return new TrialDocument(logs).document(report);
    }

    private ObjectNode document(DependentReport report) {
        BuildRequest request = report.build().request();
        ObjectNode document = Json.object().put("line", report.line());
        document.set("package", pkg(request.pkg(), request.source(), request.distgit()));
        document.set(
                "build",
                verdict(
                        Optional.of(request.id()),
                        new Ending.Judged(report.build().verdict())));
        document.put("current", report.current());
        ObjectNode counts = Json.object().put("all", report.dependents().size());
        for (Effect effect : Effect.values()) {
            counts.put(RequirementsDocument.word(effect), report.with(effect).size());
        }
        document.set("counts", counts);
        document.set(
                "dependents",
                Json.array(
                        report.dependents().stream()
                                .filter(one -> one.effect().isShown())
                                .toList(),
                        this::dependent));
        document.set("problems", Json.array(report.problems(), Json::problem));
        return document;
    }

    private ObjectNode dependent(Dependent one) {
        ObjectNode node = one.commits()
                .map(commits -> pkg(one.pkg(), commits.source(), commits.distgit()))
                .orElseGet(() -> named(one.pkg()));
        node.put("effect", RequirementsDocument.word(one.effect()));
        node.set("before", side(one.before()));
        node.set("after", side(one.after()));
        return node;
    }

    private static ObjectNode pkg(Package pkg, Commit source, Commit distgit) {
        ObjectNode node = named(pkg);
        node.set("source", RequirementsDocument.commit(source));
        node.set("distgit", RequirementsDocument.commit(distgit));
        return node;
    }

    private static ObjectNode named(Package pkg) {
        return Json.object().put("project", pkg.project()).put("name", pkg.name());
    }

    private ObjectNode side(Side side) {
        return verdict(side.build(), side.ending());
    }

    private ObjectNode verdict(Optional<String> build, Ending ending) {
        ObjectNode node = Json.object();
        build.ifPresent(id -> node.put("build", id));
        switch (ending) {
            case Ending.Judged(Verdict verdict) -> {
                node.put("status", verdict.result().name());
                verdict.step().ifPresent(step -> node.put("step", RequirementsDocument.word(step)));
                verdict.cause().ifPresent(cause -> node.put("cause", CauseText.of(cause)));
                node.set(
                        "evidence",
                        Json.array(
                                verdict.evidence(),
                                line -> Json.object().put("line", line.number()).put("text", line.text())));
            }
            case Ending.Unknown(String why) -> node.put("status", "UNKNOWN").put("cause", why);
        }
        build.flatMap(logs).ifPresent(file -> node.put("log", file.toString()));
        return node;
    }
}
