package penstock.app.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.edge.puppet.PuppetDeployer;
import penstock.edge.puppet.ScenarioFolders;
import penstock.edge.store.HoldFolder;
import penstock.engine.promote.ScenarioJobs;
import penstock.engine.scenario.FolderScenarios;
import penstock.engine.scenario.ScenarioFiles;
import penstock.engine.scenario.ScenarioOutcome;
import penstock.engine.scenario.ScenarioRun;
import penstock.purge.PurgeFacts;

/** B2: evidence of a scenario leads to what was kept of it. */
class TestingTest {
    private static ScenarioJobs.Outcome told(Optional<String> failure) {
        ScenarioOutcome outcome = new ScenarioOutcome(
                "0199",
                new ScenarioOutcome.Named("pond", ""),
                new ScenarioOutcome.Subject("el9s-mill", "aa/aa/a", "aa/aa/a", "d".repeat(64)),
                failure,
                List.of(),
                Instant.EPOCH,
                Instant.EPOCH);
        return Testing.told(outcome, Path.of("/srv/penstock/scenarios/0199"));
    }

    @Test
    void whatIsTestedIsHeldMeanwhile(@TempDir Path temp) throws Exception {
        Path snapshot = Files.createDirectories(temp.resolve("repos/el9s-mill/aa/aa/" + "a".repeat(40) + "_bbbbbbbb"));
        Files.writeString(Files.createDirectory(snapshot.resolve("repodata")).resolve("repomd.xml"), "<repomd/>");
        HoldFolder holds = new HoldFolder(
                temp.resolve("holds"), temp.resolve("repos"), "el9s", Duration.ofMinutes(1), InstantSource.system());
        List<PurgeFacts.Held> held = new ArrayList<>();
        ScenarioRun runs = new ScenarioRun(
                (_, _, _) -> {
                    held.addAll(holds.now());
                    return Optional.empty();
                },
                new PuppetDeployer(),
                new ScenarioFolders(temp.resolve("scenarios")),
                temp.resolve("work"),
                InstantSource.system());
        Testing testing = new Testing(
                new Testing.Published(temp.resolve("repos"), "el9s"),
                runs,
                Optional.empty(),
                new FolderScenarios(),
                holds);
        ScenarioRun.Under under = testing.under(
                        "el9s-mill",
                        snapshot.getFileName().toString(),
                        snapshot.getFileName().toString())
                .orElseThrow();
        ScenarioFiles files = new ScenarioFiles(
                "pond",
                "",
                new TreeMap<>(Map.of(
                        "scenario.yaml",
                        "description: A pond\npackages: [pond]\nchecks: [{port: 80}]\n".getBytes(UTF_8))));
        assertThatThrownBy(() -> testing.run(files, under, _ -> {})).hasMessageContaining("no Puppet");
        assertThat(held)
                .extracting(PurgeFacts.Held::line, PurgeFacts.Held::directories)
                .containsExactly(tuple(
                        "mill",
                        List.of(temp.resolve("repos/el9s-mill")
                                .relativize(snapshot)
                                .toString())));
        assertThat(holds.now()).isEmpty();
    }

    @Test
    void failuresAndSuccessesSayWhereTheyAreKept() {
        assertThat(told(Optional.empty())).isEqualTo(new ScenarioJobs.Outcome(true, "kept in 0199"));
        assertThat(told(Optional.of("port: 80: nobody listens")))
                .isEqualTo(new ScenarioJobs.Outcome(false, "port: 80: nobody listens (kept in 0199)"));
    }
}
