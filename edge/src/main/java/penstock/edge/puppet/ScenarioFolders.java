package penstock.edge.puppet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import penstock.engine.port.OutsideFailure;
import penstock.engine.scenario.Deployer;
import penstock.engine.scenario.ScenarioBook;
import penstock.engine.scenario.ScenarioOutcome;

/** A folder for each outcome, by its id: {@code outcome.json} and the files beside it. It appears when it is whole. */
public final class ScenarioFolders implements ScenarioBook {
    static final String OUTCOME = "outcome.json";

    private final Path folder;
    private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public ScenarioFolders(Path folder) {
        this.folder = folder;
    }

    @Override
    public Path keep(ScenarioOutcome outcome, Path files) throws OutsideFailure {
        Path kept = folder.resolve(outcome.id());
        try {
            json.writeValue(files.resolve(OUTCOME).toFile(), document(outcome));
            Files.createDirectories(folder);
            return Files.move(files, kept, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new OutsideFailure("can't keep the outcome of a scenario in " + kept + ": " + e, true, e);
        }
    }

    private static ObjectNode document(ScenarioOutcome outcome) {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("id", outcome.id())
                .put("scenario", outcome.scenario().name())
                .put("revision", outcome.scenario().revision())
                .put("line", outcome.subject().line())
                .put("snapshot", outcome.subject().packages())
                .put("modules", outcome.subject().modules())
                .put("digest", outcome.subject().digest())
                .put("result", outcome.succeeded() ? "SUCCESS" : "FAILURE")
                .put("failure", outcome.failure().orElse(null))
                .put("began", outcome.began().toString())
                .put("ended", outcome.ended().toString());
        ArrayNode steps = document.putArray("steps");
        for (Deployer.Step step : outcome.steps()) {
            steps.addObject()
                    .put("name", step.name())
                    .put("ok", step.ok())
                    .put("seconds", step.seconds())
                    .put("message", step.message());
        }
        return document;
    }
}
