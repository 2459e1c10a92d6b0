package penstock.edge.puppet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;
import penstock.engine.scenario.Deployer;
import penstock.engine.scenario.TestMachine;
import penstock.puppet.ForgeArchive;
import penstock.scenario.Check;
import penstock.scenario.Scenario;

/**
 * Runs {@code deploy.py} as one command, since what Puppet starts lives as long as the command does in which it was started. What the machine
 * leaves is hostile: it is bounded, and only believed as far as the command's own exit status agrees.
 */
public final class PuppetDeployer implements Deployer {
    private static final String PLACE = "/run/penstock/scenario";
    private static final String RESULTS = "/var/lib/penstock-scenario";
    private static final String RESULT = "result.json";
    private static final long LARGEST_KEPT = 32L << 20;
    /** Enough for as many checks as there may be, with the longest commands. */
    private static final long LARGEST_RESULT = 8L << 20;

    private static final int MOST_STEPS = 300;
    private static final long MEMORY = 4L << 30;
    private static final int PROCESSES = 1024;
    private static final long OUTPUT = 64L << 20;
    private static final List<String> KEPT =
            List.of("report-1.yaml", "report-2.yaml", "packages-before.txt", "packages.txt", "modules.txt");

    private final ObjectMapper json = new ObjectMapper();

    @Override
    public Deployed deploy(TestMachine machine, Work work, Sandbox.Output log)
            throws OutsideFailure, InterruptedException {
        try (Scripts scripts = Scripts.write(List.of("deploy.py"))) {
            Path plan = scripts.folder().resolve("plan.json");
            List<Sandbox.Mount> mounts = new ArrayList<>(List.of(
                    new Sandbox.Mount(scripts.folder(), "/run/penstock/scripts"),
                    new Sandbox.Mount(work.files(), PLACE)));
            json.writeValue(plan.toFile(), plan(machine, work, mounts));
            Sandbox.Limits limits = new Sandbox.Limits(work.scenario().time(), MEMORY, PROCESSES, OUTPUT);
            Sandbox.Ended ended = machine.run(
                    List.of(
                            "python3",
                            "-B",
                            "/run/penstock/scripts/deploy.py",
                            "/run/penstock/scripts/plan.json",
                            RESULTS),
                    mounts,
                    limits,
                    log);
            return deployed(machine, work, ended, log);
        } catch (IOException e) {
            throw new OutsideFailure("can't write the plan of a scenario: " + e.getMessage(), true, e);
        }
    }

    private static ObjectNode plan(TestMachine machine, Work work, List<Sandbox.Mount> mounts) {
        ObjectNode plan = JsonNodeFactory.instance.objectNode();
        ArrayNode modules = plan.putArray("modules");
        for (Path archive : work.archives()) {
            String file = String.valueOf(archive.getFileName());
            String inside = "/run/penstock/modules/" + file;
            mounts.add(new Sandbox.Mount(archive, inside));
            modules.addObject()
                    .put("file", inside)
                    .put("name", ForgeArchive.ofFile(file).orElseThrow().name());
        }
        Scenario.Puppet wanted = work.scenario().puppet();
        plan.putObject("puppet")
                .put("manifest", PLACE + "/" + wanted.manifest())
                .put("hiera", wanted.hiera().map(path -> PLACE + "/" + path).orElse(null))
                .put("facts", wanted.facts())
                .put("noop", wanted.noop());
        plan.put("target_facts", machine.facts()).put("repositories", machine.repositories());
        ArrayNode checks = plan.putArray("checks");
        work.scenario().checks().forEach(check -> checks.add(check(check)));
        return plan;
    }

    private static ObjectNode check(Check check) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("words", check.words())
                .put("within", check.within().toMillis() / 1000.0);
        return switch (check) {
            case Check.Command(String command, int status, String contains, var _) ->
                node.put("kind", "command")
                        .put("command", command)
                        .put("status", status)
                        .put("contains", contains);
            case Check.Port(int port, var _) -> node.put("kind", "port").put("port", port);
            case Check.Http(String url, int status, String contains, var _) ->
                node.put("kind", "http").put("url", url).put("status", status).put("contains", contains);
        };
    }

    /** A deployment of which something can't be kept failed, whatever else it says of itself. */
    private Deployed deployed(TestMachine machine, Work work, Sandbox.Ended ended, Sandbox.Output log)
            throws OutsideFailure, IOException {
        Leavings leavings = new Leavings(machine, RESULTS, work.results());
        leavings.keep(KEPT, LARGEST_KEPT);
        Deployed told = told(steps(leavings), ended);
        if (leavings.unkept().isEmpty()) {
            return told;
        }
        String why = "what the machine left can't be kept: " + String.join("; ", leavings.unkept());
        byte[] line = ("==> " + why + "\n").getBytes(StandardCharsets.UTF_8);
        log.write(line, 0, line.length);
        return new Deployed(
                told.steps(),
                Optional.of(told.failure().map(failure -> failure + "; " + why).orElse(why)));
    }

    private static Deployed told(List<Step> steps, Sandbox.Ended ended) {
        if (ended.ok()) {
            boolean told = !steps.isEmpty() && steps.stream().allMatch(Step::ok);
            return new Deployed(steps, told ? Optional.empty() : Optional.of("the machine did not tell what it did"));
        }
        String last = steps.isEmpty()
                ? "before the first step"
                : "after the step '" + steps.getLast().name() + "'";
        if (ended.limit().isPresent()) {
            return new Deployed(
                    steps, Optional.of("over the limit on " + ended.limit().get() + ", " + last));
        }
        boolean failed = ended.exitCode() == 1 && steps.stream().anyMatch(step -> !step.ok());
        return new Deployed(
                steps,
                failed
                        ? Optional.empty()
                        : Optional.of("the deployment was ended with the status " + ended.exitCode() + ", " + last));
    }

    private List<Step> steps(Leavings leavings) throws OutsideFailure, IOException {
        leavings.keep(List.of(RESULT), LARGEST_RESULT);
        Path copy = leavings.copy(RESULT);
        if (!Files.exists(copy)) {
            return List.of();
        }
        byte[] told = Files.readAllBytes(copy);
        Files.delete(copy);
        List<Step> steps = new ArrayList<>();
        try {
            for (JsonNode step : json.readTree(told).path("steps")) {
                if (steps.size() < MOST_STEPS) {
                    steps.add(new Step(
                            step.path("name").asText(""),
                            step.path("ok").asBoolean(false),
                            step.path("seconds").asDouble(0),
                            step.path("message").asText("")));
                }
            }
        } catch (IOException notWrittenByUs) {
            steps.clear();
        }
        return steps;
    }
}
