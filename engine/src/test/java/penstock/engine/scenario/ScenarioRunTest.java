package penstock.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;
import penstock.engine.testkit.FakeMirror;
import penstock.engine.testkit.ManualClock;

/** B1, B2, F: what comes of a scenario, and what is kept of it. */
class ScenarioRunTest {
    private static final ScenarioOutcome.Subject SUBJECT =
            new ScenarioOutcome.Subject("el9s-mill", "aa/aa/a", "aa/aa/a", "d".repeat(64));

    @TempDir
    Path temp;

    private final List<String> done = new ArrayList<>();
    private Sandbox.Ended installed = new Sandbox.Ended(0, Optional.empty());
    private Deployer.Deployed deployed =
            new Deployer.Deployed(List.of(new Deployer.Step("puppet apply", true, 1, "")), Optional.empty());
    private boolean hasPuppet = true;

    /** Says what is asked of it, and ends as it is told to. */
    private final class Machine implements TestMachine {
        @Override
        public Sandbox.Ended install(List<String> packages, Sandbox.Output output) throws OutsideFailure {
            done.add("install " + packages);
            byte[] said = "Error: Unable to find a match: pond\nlater\n".getBytes(StandardCharsets.UTF_8);
            output.write(said, 0, said.length);
            return installed;
        }

        @Override
        public Sandbox.Ended run(
                List<String> argv, List<Sandbox.Mount> mounts, Sandbox.Limits limits, Sandbox.Output output) {
            throw new IllegalStateException("the deployer is another");
        }

        @Override
        public List<String> files(String inside) {
            return List.of();
        }

        @Override
        public void copyOut(String inside, Path to, long maxBytes) {
            throw new IllegalStateException("the deployer is another");
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
        public void close() {
            done.add("close");
        }
    }

    private Deployer.Deployed deploy(Deployer.Work work) throws OutsideFailure {
        try {
            done.add("deploy " + work.archives().stream().map(Path::getFileName).toList() + " "
                    + Files.readString(work.files().resolve("manifests/site.pp")));
            Files.writeString(work.results().resolve("report-1.yaml"), "report");
        } catch (IOException e) {
            throw new OutsideFailure(e.toString(), false, e);
        }
        return deployed;
    }

    private ScenarioRun.Ran run(String yaml) throws Exception {
        ScenarioRun runs = new ScenarioRun(
                (_, _, _) -> hasPuppet ? Optional.of(new Machine()) : Optional.empty(),
                (_, work, _) -> deploy(work),
                (outcome, files) -> kept(outcome, files),
                temp.resolve("work"),
                new ManualClock(Instant.parse("2026-01-05T09:00:00Z")));
        ScenarioFiles files = new ScenarioFiles(
                "pond",
                "a".repeat(40),
                new TreeMap<>(Map.of(
                        "scenario.yaml",
                        yaml.getBytes(StandardCharsets.UTF_8),
                        "manifests/site.pp",
                        "include pond".getBytes(StandardCharsets.UTF_8))));
        TestMachine.Snapshot snapshot = new TestMachine.Snapshot(temp, List.of(temp), Optional.empty());
        return runs.run(
                files,
                new ScenarioRun.Under(
                        SUBJECT,
                        snapshot,
                        List.of(
                                temp.resolve("mill-headrace-1.0.0.tar.gz"),
                                temp.resolve("mill-millpond-1.2.0.tar.gz"))),
                line -> {});
    }

    private Path kept(ScenarioOutcome outcome, Path files) throws OutsideFailure {
        try {
            return Files.move(files, temp.resolve(outcome.id()));
        } catch (IOException e) {
            throw new OutsideFailure(e.toString(), false, e);
        }
    }

    private ScenarioRun.Ran.Done done(String yaml) throws Exception {
        assertThat(run(yaml)).isInstanceOf(ScenarioRun.Ran.Done.class);
        return (ScenarioRun.Ran.Done) run(yaml);
    }

    @Test
    void all_steps_are_made_and_kept() throws Exception {
        ScenarioRun.Ran.Done ran = done("packages: [millpond]\n");
        assertThat(ran.outcome().failure()).isEmpty();
        assertThat(ran.outcome().scenario()).isEqualTo(new ScenarioOutcome.Named("pond", "a".repeat(40)));
        assertThat(ran.outcome().subject()).isEqualTo(SUBJECT);
        assertThat(ran.outcome().steps())
                .extracting(Deployer.Step::name)
                .containsExactly("dnf install millpond", "puppet apply");
        assertThat(done.subList(0, 3))
                .containsExactly(
                        "install [millpond]",
                        "deploy [mill-headrace-1.0.0.tar.gz, mill-millpond-1.2.0.tar.gz] include pond",
                        "close");
        assertThat(ran.files().resolve("report-1.yaml")).hasContent("report");
        assertThat(ran.files().resolve("log.txt")).content().startsWith("==> dnf install millpond\nError: Unable");
        assertThat(temp.resolve("work")).isEmptyDirectory();
    }

    @Test
    void only_the_named_modules_are_seen() throws Exception {
        done("modules: [mill/millpond]\n");
        assertThat(done).first().asString().startsWith("deploy [mill-millpond-1.2.0.tar.gz]");
        assertThat(done("modules: [mill-weir]\n").outcome().failure()).contains("the module set has no mill-weir");
    }

    @Test
    void what_does_not_install_is_not_deployed() throws Exception {
        installed = new Sandbox.Ended(1, Optional.empty());
        ScenarioRun.Ran.Done ran = done("packages: [pond]\n");
        assertThat(ran.outcome().failure()).contains("dnf install pond: Error: Unable to find a match: pond");
        assertThat(done).doesNotContain("deploy");
        assertThat(ran.files().resolve("log.txt")).exists();
        installed = new Sandbox.Ended(137, Optional.of("time: 15 min"));
        assertThat(done("packages: [pond]\n").outcome().failure())
                .contains("dnf install pond: over the limit on time: 15 min");
    }

    @Test
    void a_deployment_that_hangs_is_an_outcome_that_is_kept() throws Exception {
        deployed = new Deployer.Deployed(List.of(), Optional.of("over the limit on time: 5 s, before the first step"));
        ScenarioRun.Ran.Done ran = done("time: 5s\n");
        assertThat(ran.outcome().failure()).contains("over the limit on time: 5 s, before the first step");
        assertThat(ran.files().resolve("log.txt")).exists();
    }

    @Test
    void mistakes_in_the_file_are_told_and_nothing_runs() throws Exception {
        assertThat(run("time: soon\nchekcs: []\n"))
                .isInstanceOfSatisfying(
                        ScenarioRun.Ran.Mistakes.class,
                        mistakes -> assertThat(mistakes.problems()).hasSize(2));
        assertThat(done).isEmpty();
    }

    @Test
    void a_target_without_puppet_is_no_outcome() {
        hasPuppet = false;
        assertThatThrownBy(() -> run("")).isInstanceOf(OutsideFailure.class).hasMessageContaining("no Puppet");
        assertThat(temp.resolve("work")).isEmptyDirectory();
    }

    @Test
    void scenarios_are_read_from_a_folder_of_a_project() throws Exception {
        FakeMirror mirror = new FakeMirror();
        String url = "https://git.mill.example/mill-scenarios";
        String commit = mirror.repository(url)
                .commit(
                        "master",
                        "One",
                        Map.of(
                                "tests/pond/scenario.yaml", "time: 5m\n",
                                "tests/pond/data/common.yaml", "a: 1\n",
                                "tests/pondering/x", "",
                                "tests/nothing/site.pp", ""))
                .id();
        mirror.repository(url).commitEntry("other", "Link", FakeMirror.LINK, "pond/scenario.yaml", "/etc/passwd");
        GitScenarios scenarios = new GitScenarios(mirror, new GitScenarios.Place(url, "master", "tests"));
        ScenarioFiles found = scenarios.find("pond").orElseThrow();
        assertThat(found.revision()).isEqualTo(commit);
        assertThat(found.files().keySet()).containsExactly("data/common.yaml", "scenario.yaml");
        assertThat(scenarios.find("nothing")).isEmpty();
        GitScenarios none = new GitScenarios(mirror, new GitScenarios.Place(url, "nowhere", ""));
        assertThatThrownBy(() -> none.find("pond"))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining("has no nowhere");
        // A link is no file of a scenario.
        assertThat(new GitScenarios(mirror, new GitScenarios.Place(url, "other", "")).find("pond"))
                .isEmpty();
    }

    @Test
    void a_folder_of_this_machine_is_a_scenario_too() throws Exception {
        Path pond = Files.createDirectories(temp.resolve("pond/data"));
        Files.writeString(pond.resolveSibling("scenario.yaml"), "time: 5m\n");
        Files.writeString(pond.resolve("common.yaml"), "a: 1\n");
        ScenarioFiles found =
                new FolderScenarios().find(temp.resolve("pond").toString()).orElseThrow();
        assertThat(found.name()).isEqualTo("pond");
        assertThat(found.files().keySet()).containsExactly("data/common.yaml", "scenario.yaml");
        assertThat(new FolderScenarios().find(temp.resolve("none").toString())).isEmpty();
    }

    @Test
    void a_folder_with_links_is_refused() throws Exception {
        Path pond = Files.createDirectories(temp.resolve("pond"));
        Path real = Files.writeString(temp.resolve("real.yaml"), "time: 5m\n");
        Path link = Files.createSymbolicLink(pond.resolve("scenario.yaml"), real);
        assertThatThrownBy(() -> new FolderScenarios().find(pond.toString()))
                .isInstanceOf(OutsideFailure.class)
                .hasMessage(link + " is a link, which a scenario can't have; put a copy there");
        Files.delete(link);
        Files.copy(real, pond.resolve("scenario.yaml"));
        Files.createSymbolicLink(pond.resolve("site.pp"), temp.resolve("nowhere"));
        assertThatThrownBy(() -> new FolderScenarios().find(pond.toString()))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining("site.pp is a link");
    }
}
