package penstock.edge.puppet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;
import penstock.engine.scenario.Deployer;
import penstock.engine.scenario.TestMachine;
import penstock.scenario.ScenarioReader;

/** B2, F: whatever a manifest leaves on its machine, its run ends in an outcome. */
class PuppetDeployerTest {
    private static final String WELL = "{\"steps\": [{\"name\": \"puppet apply\", \"ok\": true}]}";

    @TempDir
    private Path results;

    private final Map<String, byte[]> left = new TreeMap<>();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private Sandbox.Ended ended = new Sandbox.Ended(0, Optional.empty());
    private Optional<OutsideFailure> unreadable = Optional.empty();

    /** Ends as it is told to, and has files. */
    private final class Machine implements TestMachine {
        @Override
        public Sandbox.Ended install(List<String> packages, Sandbox.Output output) {
            throw new IllegalStateException("the deployer installs nothing");
        }

        @Override
        public Sandbox.Ended run(
                List<String> argv, List<Sandbox.Mount> mounts, Sandbox.Limits limits, Sandbox.Output output) {
            return ended;
        }

        @Override
        public List<String> files(String inside) throws OutsideFailure {
            if (unreadable.isPresent()) {
                throw unreadable.get();
            }
            return List.copyOf(left.keySet());
        }

        @Override
        public void copyOut(String inside, Path to, long maxBytes) throws OutsideFailure {
            byte[] content = left.getOrDefault(inside.substring(inside.lastIndexOf('/') + 1), new byte[0]);
            try {
                Files.write(to, content.length > maxBytes ? new byte[3] : content);
            } catch (IOException e) {
                throw new OutsideFailure(e.toString(), false, e);
            }
            if (content.length > maxBytes) {
                throw new OutsideFailure(inside + " is larger than it may be", false);
            }
        }

        @Override
        public String repositories() {
            return "";
        }

        @Override
        public String facts() {
            return "{}";
        }

        @Override
        public void close() {}
    }

    private Deployer.Deployed deploy() throws Exception {
        var scenario = ScenarioReader.read("pond", "scenario.yaml", "time: 5m\n".getBytes(StandardCharsets.UTF_8))
                .scenario()
                .orElseThrow();
        return new PuppetDeployer()
                .deploy(new Machine(), new Deployer.Work(scenario, results, List.of(), results), log::write);
    }

    private void left(String name, String text) {
        left.put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatItLeavesIsKept() throws Exception {
        left("result.json", WELL);
        left("report-1.yaml", "report");
        left("other", "of the manifest");
        assertThat(deploy().failure()).isEmpty();
        assertThat(results.resolve("report-1.yaml")).hasContent("report");
        assertThat(results).isDirectoryNotContaining("glob:**{result.json,other}");
    }

    @Test
    void aReportThatIsTooLargeFailsItAndTheRestIsKept() throws Exception {
        left("result.json", WELL);
        left("packages.txt", "one");
        left.put("report-1.yaml", new byte[(32 << 20) + 1]);
        Deployer.Deployed deployed = deploy();
        assertThat(deployed.failure())
                .contains("what the machine left can't be kept: /var/lib/penstock-scenario/report-1.yaml is larger than"
                        + " it may be");
        assertThat(deployed.steps()).extracting(Deployer.Step::name).containsExactly("puppet apply");
        assertThat(results.resolve("packages.txt")).hasContent("one");
        assertThat(results.resolve("report-1.yaml")).doesNotExist();
        assertThat(log.toString(StandardCharsets.UTF_8)).startsWith("==> what the machine left can't be kept: ");
    }

    @Test
    void aResultThatIsTooLargeFailsIt() throws Exception {
        left.put("result.json", new byte[(8 << 20) + 1]);
        assertThat(deploy().failure().orElseThrow())
                .startsWith("the machine did not tell what it did; what the machine left can't be kept: ")
                .contains("result.json is larger");
        ended = new Sandbox.Ended(1, Optional.empty());
        assertThat(deploy().failure().orElseThrow())
                .startsWith("the deployment was ended with the status 1, before the first step; what the machine left");
    }

    @Test
    void aResultThatIsNoJsonTellsNothing() throws Exception {
        for (byte[] nonsense : List.of(
                "nonsense".getBytes(StandardCharsets.UTF_8),
                new byte[0],
                // Looks like UTF-32, and is none.
                new byte[] {0, 0, 0, 'x', -1, -1, -1, -1, 0, 0, 0, 0})) {
            left.put("result.json", nonsense);
            assertThat(deploy().failure()).contains("the machine did not tell what it did");
        }
    }

    @Test
    void aFolderThatCanNotBeReadFailsItUnlessTheMachineIsGone() throws Exception {
        unreadable = Optional.of(new OutsideFailure("more than 100000 files", false));
        assertThat(deploy().failure().orElseThrow())
                .isEqualTo("the machine did not tell what it did; what the machine left can't be kept: more than 100000"
                        + " files");
        unreadable = Optional.of(new OutsideFailure("the process that holds the root was killed", true));
        assertThatThrownBy(this::deploy).hasMessageContaining("was killed");
    }

    @Test
    void textsOfStepsAreBounded() throws Exception {
        left(
                "result.json",
                "{\"steps\": [{\"name\": \"" + "n".repeat(5000) + "\", \"ok\": false, \"message\": \"\\u0000"
                        + "m".repeat(100_000) + "\"}]}");
        ended = new Sandbox.Ended(1, Optional.empty());
        Deployer.Step step = deploy().steps().getFirst();
        assertThat(step.name()).hasSize(500).endsWith("n...");
        assertThat(step.message()).hasSize(1000).startsWith(" m").endsWith("m...");
    }
}
