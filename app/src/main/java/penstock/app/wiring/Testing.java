package penstock.app.wiring;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import penstock.app.cli.Scenarios;
import penstock.config.FactoryConfig;
import penstock.edge.git.GitMirror;
import penstock.edge.git.MirrorLimits;
import penstock.edge.puppet.PuppetDeployer;
import penstock.edge.puppet.ScenarioFolders;
import penstock.edge.rpm.RootTarget;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.SnapshotHolds;
import penstock.engine.promote.ScenarioJobs;
import penstock.engine.scenario.FolderScenarios;
import penstock.engine.scenario.GitScenarios;
import penstock.engine.scenario.ScenarioFiles;
import penstock.engine.scenario.ScenarioOutcome;
import penstock.engine.scenario.ScenarioRun;
import penstock.engine.scenario.ScenarioSource;
import penstock.engine.scenario.TestMachine;
import penstock.repo.RepoLayout;

/**
 * Makes what tests deployments. It reads what is published, and has local copies of its own, since the factory's belong to its owner.
 *
 * @param published where it is, and of which target
 * @param project empty when none is configured
 */
public record Testing(
        Published published,
        ScenarioRun runs,
        Optional<ScenarioSource> project,
        FolderScenarios folders,
        SnapshotHolds holds)
        implements Scenarios {
    /** @param target the first part of the names of the lines' folders */
    record Published(Path root, String target) {}

    /** The scenarios of a data folder. */
    public static Testing of(FactoryConfig config, Path dir, RootTarget target, InstantSource clock) {
        ScenarioRun runs = new ScenarioRun(
                target,
                new PuppetDeployer(),
                new ScenarioFolders(Storing.of(config, dir).scenarios()),
                dir.resolve("work"),
                clock);
        GitMirror mirror =
                new GitMirror(dir.resolve("scenario-mirrors"), Following.rewriting(config), MirrorLimits.USUAL);
        Optional<ScenarioSource> project = config.distribution()
                .scenarios()
                .map(where -> new GitScenarios(
                        mirror, new GitScenarios.Place(where.repository(), where.ref(), where.folder())));
        Storing storing = Storing.of(config, dir);
        return new Testing(
                new Published(storing.repositories(), config.build().target()),
                runs,
                project,
                new FolderScenarios(),
                storing.holds(config, clock));
    }

    /** Runs scenarios of the configured project for the rules that ask for them. */
    public static ScenarioJobs.Runner runner(FactoryConfig config, Path dir, RootTarget target, InstantSource clock) {
        Testing testing = of(config, dir, target, clock);
        return (line, directories, scenario) ->
                testing.outcome(RepoLayout.lineFolder(config.build().target(), line), directories, scenario);
    }

    private ScenarioJobs.Outcome outcome(String folder, List<String> directories, String scenario)
            throws OutsideFailure, InterruptedException {
        Optional<ScenarioFiles> files = RepoLayout.isName(scenario) ? find(scenario) : Optional.empty();
        if (files.isEmpty()) {
            return new ScenarioJobs.Outcome(false, "there is no scenario " + scenario + " in " + where());
        }
        ScenarioRun.Under under = under(folder, directories, directories)
                .orElseThrow(() -> new OutsideFailure(
                        "not all of these snapshots are in " + folder + ": " + String.join(" ", directories), false));
        return switch (run(files.orElseThrow(), under, _ -> {})) {
            case ScenarioRun.Ran.Mistakes(var problems) ->
                new ScenarioJobs.Outcome(false, problems.getFirst().toString());
            case ScenarioRun.Ran.Done(ScenarioOutcome outcome, Path kept) -> told(outcome, kept);
        };
    }

    /** With where its log is, of a failure above all. */
    static ScenarioJobs.Outcome told(ScenarioOutcome outcome, Path kept) {
        String where = "kept in " + kept.getFileName();
        return new ScenarioJobs.Outcome(
                outcome.succeeded(),
                outcome.failure().map(why -> why + " (" + where + ")").orElse(where));
    }

    @Override
    public Optional<ScenarioRun.Under> under(String line, String packages, String modules) throws OutsideFailure {
        return under(line, List.of(packages), List.of(modules));
    }

    /** Of one snapshot, or of one of each component. */
    private Optional<ScenarioRun.Under> under(String line, List<String> packages, List<String> modules)
            throws OutsideFailure {
        try {
            Path folder = published.root().resolve(line).toRealPath();
            List<Path> installed = named(folder, packages);
            List<Path> deployed = named(folder, modules);
            if (installed.size() != packages.size() || deployed.size() != modules.size()) {
                return Optional.empty();
            }
            ScenarioOutcome.Subject subject = new ScenarioOutcome.Subject(
                    line, below(folder, installed), below(folder, deployed), digest(installed, deployed));
            return Optional.of(new ScenarioRun.Under(
                    subject, new TestMachine.Snapshot(folder, installed, keys(installed)), archives(deployed)));
        } catch (IOException e) {
            throw new OutsideFailure("can't read what is published of " + line + ": " + e, true, e);
        }
    }

    private static String below(Path line, List<Path> folders) {
        return folders.stream()
                .map(folder -> line.relativize(folder).toString())
                .collect(Collectors.joining(" "));
    }

    /** The folders of those that there are. */
    private static List<Path> named(Path line, List<String> names) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String name : names) {
            named(line, name).ifPresent(found::add);
        }
        return found;
    }

    /** A snapshot's folder; empty when the name leads to none. */
    private static Optional<Path> named(Path line, String name) throws IOException {
        boolean alone = RepoLayout.isDirectory("00/00/" + name);
        String path = alone ? name.substring(0, 2) + "/" + name.substring(2, 4) + "/" + name : name;
        if (!RepoLayout.isDirectory(path) && !RepoLayout.isName(path) && !RepoLayout.isLabelOfComponent(path)) {
            return Optional.empty();
        }
        Path found = line.resolve(path);
        if (!Files.isDirectory(found.resolve("repodata"))) {
            return Optional.empty();
        }
        return Optional.of(found.toRealPath()).filter(real -> real.startsWith(line));
    }

    /** What is signed in one component is signed in all. */
    private Optional<Path> keys(List<Path> snapshots) {
        return snapshots.stream().allMatch(snapshot -> Files.exists(snapshot.resolve("repodata/repomd.xml.asc")))
                ? Optional.of(published.root().resolve(RepoLayout.KEYS)).filter(Files::exists)
                : Optional.empty();
    }

    private static List<Path> archives(List<Path> snapshots) throws IOException {
        List<Path> archives = new ArrayList<>();
        for (Path snapshot : snapshots) {
            List<Path> own = new ArrayList<>();
            try (DirectoryStream<Path> all =
                    Files.newDirectoryStream(snapshot.resolve(RepoLayout.MODULES), "[!.]*.tar.gz")) {
                all.forEach(own::add);
            } catch (NoSuchFileException none) {
                continue;
            }
            own.sort(null);
            archives.addAll(own);
        }
        return archives;
    }

    private static String digest(List<Path> packages, List<Path> modules) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path one : packages) {
                digest.update(Files.readAllBytes(one.resolve("repodata/repomd.xml")));
            }
            for (Path one : modules) {
                Path list = one.resolve(RepoLayout.MODULES).resolve(".sha256");
                if (Files.exists(list)) {
                    digest.update((byte) 0);
                    digest.update(Files.readAllBytes(list));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public Optional<ScenarioFiles> find(String scenario) throws OutsideFailure {
        if (scenario.contains("/")) {
            return folders.find(scenario);
        }
        return project.isPresent() && RepoLayout.isName(scenario)
                ? project.get().find(scenario)
                : Optional.empty();
    }

    @Override
    public String where() {
        return project.map(ScenarioSource::where).orElse("any project, as none is configured");
    }

    @Override
    public SnapshotHolds.Hold hold(ScenarioRun.Under under) throws OutsideFailure, InterruptedException {
        ScenarioOutcome.Subject subject = under.subject();
        Set<String> directories = new TreeSet<>();
        directories.addAll(List.of(subject.packages().split(" ")));
        directories.addAll(List.of(subject.modules().split(" ")));
        return holds.take(
                "a test of a deployment",
                RepoLayout.line(published.target(), subject.line()),
                List.copyOf(directories));
    }

    @Override
    public ScenarioRun.Ran run(ScenarioFiles files, ScenarioRun.Under under, Consumer<String> progress)
            throws OutsideFailure, InterruptedException {
        try (SnapshotHolds.Hold _ = hold(under)) {
            return runs.run(files, under, progress);
        }
    }
}
