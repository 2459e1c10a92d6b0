package penstock.engine.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import penstock.engine.line.Uuid7;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;
import penstock.problem.Problem;
import penstock.puppet.ForgeArchive;
import penstock.scenario.Scenario;
import penstock.scenario.ScenarioReader;

/**
 * A scenario on a snapshot, from its file to what is kept of it:
 *
 * <pre>
 *   read ─▶ a machine with Puppet ─▶ dnf install ─▶ puppet apply ─▶ puppet apply, changes nothing ─▶ checks ─▶ keep
 * </pre>
 *
 * Whatever goes wrong on the machine is an outcome and kept; only mistakes in the scenario's file are not, as nothing was tested.
 */
public final class ScenarioRun {
    private final TestMachine.Maker machines;
    private final Deployer deployer;
    private final ScenarioBook book;
    private final Path work;
    private final InstantSource clock;
    private final Uuid7 ids = new Uuid7();

    /** @param work where folders are made that are removed again; on the disk of the book */
    public ScenarioRun(
            TestMachine.Maker machines, Deployer deployer, ScenarioBook book, Path work, InstantSource clock) {
        this.machines = machines;
        this.deployer = deployer;
        this.book = book;
        this.work = work;
        this.clock = clock;
    }

    /**
     * @param subject what is told of it
     * @param snapshot what is installed from
     * @param archives of the whole module set
     */
    public record Under(ScenarioOutcome.Subject subject, TestMachine.Snapshot snapshot, List<Path> archives) {}

    public sealed interface Ran {
        /** @param files where the evidence is kept */
        record Done(ScenarioOutcome outcome, Path files) implements Ran {}

        record Mistakes(List<Problem> problems) implements Ran {}
    }

    /** What came of the machine. */
    private record Ending(List<Deployer.Step> steps, Optional<String> failure) {
        static Ending failed(List<Deployer.Step> steps, String why) {
            return new Ending(steps, Optional.of(why));
        }
    }

    /** @param progress gets a line for each thing that takes long */
    public Ran run(ScenarioFiles files, Under under, Consumer<String> progress)
            throws OutsideFailure, InterruptedException {
        ScenarioReader.Reading reading = ScenarioReader.read(
                files.name(),
                files.name() + "/" + Scenario.FILE,
                files.files().getOrDefault(Scenario.FILE, new byte[0]));
        Optional<Scenario> scenario =
                reading.scenario().filter(_ -> reading.problems().stream().noneMatch(Problem::isError));
        if (scenario.isEmpty()) {
            return new Ran.Mistakes(reading.problems());
        }
        Instant began = clock.instant();
        try (Folders folders = Folders.make(work)) {
            Ending ending;
            try (ScenarioLog log = ScenarioLog.create(folders.results().resolve("log.txt"))) {
                folders.write(files);
                ending = onMachine(scenario.get(), under, folders, log, progress);
            } catch (IOException e) {
                throw new OutsideFailure("can't write in " + folders.results() + ": " + e.getMessage(), true, e);
            }
            ScenarioOutcome outcome = new ScenarioOutcome(
                    ids.next(began),
                    new ScenarioOutcome.Named(files.name(), files.revision()),
                    under.subject(),
                    ending.failure(),
                    ending.steps(),
                    began,
                    clock.instant());
            return new Ran.Done(outcome, book.keep(outcome, folders.results()));
        }
    }

    private Ending onMachine(
            Scenario scenario, Under under, Folders folders, ScenarioLog log, Consumer<String> progress)
            throws OutsideFailure, InterruptedException {
        List<String> missing = new ArrayList<>();
        List<Path> archives = archives(scenario, under.archives(), missing);
        if (!missing.isEmpty()) {
            return Ending.failed(List.of(), "the module set has no " + String.join(", ", missing));
        }
        Optional<TestMachine> started = machines.machine(under.snapshot(), log, progress);
        if (started.isEmpty()) {
            throw new OutsideFailure("the target has no Puppet to deploy with", false);
        }
        List<Deployer.Step> steps = new ArrayList<>();
        try (TestMachine machine = started.get()) {
            if (!scenario.packages().isEmpty()) {
                Deployer.Step installed = installed(machine, scenario, log);
                steps.add(installed);
                if (!installed.ok()) {
                    return Ending.failed(steps, installed.name() + ": " + installed.message());
                }
            }
            Deployer.Deployed deployed = deployer.deploy(
                    machine, new Deployer.Work(scenario, folders.files(), archives, folders.results()), log);
            steps.addAll(deployed.steps());
            Optional<String> failure = deployed.failure()
                    .or(() -> steps.stream()
                            .filter(step -> !step.ok())
                            .findFirst()
                            .map(step -> step.name() + ": " + step.message()));
            return new Ending(steps, failure);
        }
    }

    private Deployer.Step installed(TestMachine machine, Scenario scenario, ScenarioLog log)
            throws OutsideFailure, InterruptedException {
        String what = "dnf install " + String.join(" ", scenario.packages());
        log.say(what);
        Instant began = clock.instant();
        Sandbox.Ended ended = machine.install(scenario.packages(), log);
        String why = ended.ok()
                ? ""
                : ended.limit().map(limit -> "over the limit on " + limit).orElse(log.lastError());
        return new Deployer.Step(
                what,
                ended.ok(),
                java.time.Duration.between(began, clock.instant()).toMillis() / 1000.0,
                why);
    }

    private static List<Path> archives(Scenario scenario, List<Path> all, List<String> missing) {
        Map<String, Path> byModule = new java.util.TreeMap<>();
        for (Path archive : all) {
            ForgeArchive.ofFile(String.valueOf(archive.getFileName()))
                    .ifPresent(named -> byModule.put(named.module(), archive));
        }
        List<Path> chosen = new ArrayList<>();
        for (String wanted : scenario.modules().orElse(List.copyOf(byModule.keySet()))) {
            if (byModule.containsKey(wanted)) {
                chosen.add(byModule.get(wanted));
            } else {
                missing.add(wanted);
            }
        }
        return chosen;
    }
}
