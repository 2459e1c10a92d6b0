package penstock.app.wiring;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import penstock.app.cli.Trials;
import penstock.app.cli.UserMistakes;
import penstock.build.Artifact;
import penstock.build.BuildOptions;
import penstock.config.FactoryConfig;
import penstock.distro.Package;
import penstock.edge.git.GitMirror;
import penstock.edge.logs.LogFolder;
import penstock.edge.logs.LogSweep;
import penstock.edge.owner.LockedFolder;
import penstock.edge.repodata.RecentRepositories;
import penstock.edge.rpm.RootTarget;
import penstock.edge.rpm.RpmFile;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlKnownBuilds;
import penstock.edge.store.FolderDisk;
import penstock.edge.store.PublishedTree;
import penstock.edge.store.TrialFolder;
import penstock.engine.build.KnownBesides;
import penstock.engine.build.LinePart;
import penstock.engine.build.PackageBuild;
import penstock.engine.build.PackageBuilder;
import penstock.engine.owner.DataFolder;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.SnapshotHolds;
import penstock.engine.publish.PublishedLines;
import penstock.engine.require.LineCheck;
import penstock.engine.require.TreeReader;
import penstock.engine.trial.DependentTrial;
import penstock.engine.trial.PatchTrial;
import penstock.engine.trial.Testbed;
import penstock.repo.RepoLayout;
import penstock.require.answer.PackageIndex;
import penstock.require.answer.Packaged;
import penstock.text.Size;

/**
 * Makes what tries builds out: it reads what the factory has, and has a folder, a store, logs and a book of known builds of its own, since the
 * factory's are written by its owner alone.
 */
final class Trying implements Trials, Testbed {
    private static final int TRIES = 3;
    private static final Duration LOGS_STAY = Duration.ofDays(7);

    private final FactoryConfig config;
    private final Path dir;
    private final RootTarget target;
    private final InstantSource clock;
    private final Readers readers;
    private final Opened opened;

    /** What reads repositories, and by what: one, since it guards its local copies against itself. */
    record Readers(GitMirror mirror, TreeReader trees, LineCheck check) {}

    /** What is closed in the end, and what lies in it. */
    private record Opened(TrialFolder folder, Database database, KnownBesides known, LogFolder logs, Held held) {}

    /** What is kept from being purged: builds that are known from the start on, and repositories since they were asked for. */
    private record Held(SnapshotHolds holds, Queue<SnapshotHolds.Hold> taken) {
        static Held of(SnapshotHolds holds) throws OutsideFailure, InterruptedException {
            Held held = new Held(holds, new ConcurrentLinkedQueue<>());
            held.take("", List.of());
            return held;
        }

        void take(String line, List<String> directories) throws OutsideFailure, InterruptedException {
            taken.add(holds.take("builds that are tried out", line, directories));
        }

        void free() throws OutsideFailure {
            for (SnapshotHolds.Hold hold = taken.poll(); hold != null; hold = taken.poll()) {
                hold.close();
            }
        }
    }

    private Trying(
            FactoryConfig config, Path dir, RootTarget target, InstantSource clock, Readers readers, Opened opened) {
        this.config = config;
        this.dir = dir;
        this.target = target;
        this.clock = clock;
        this.readers = readers;
        this.opened = opened;
    }

    /** @param target is prepared */
    static Trying open(FactoryConfig config, Path dir, RootTarget target, InstantSource clock, Readers readers)
            throws UserMistakes, OutsideFailure, InterruptedException {
        Storing storing = Storing.of(config, dir);
        Path logs = dir.resolve("trials");
        new LogSweep(logs).sweep((_, _) -> Set.of(), clock.instant().minus(LOGS_STAY), false);
        Held held = Held.of(storing.holds(config, clock));
        Database database = storing.read();
        try {
            return new Trying(
                    config,
                    dir,
                    target,
                    clock,
                    readers,
                    new Opened(
                            TrialFolder.make(dir.resolve("work"), storing.artifacts(), new RpmFile(), clock),
                            database,
                            new KnownBesides(new SqlKnownBuilds(database, clock)),
                            new LogFolder(logs, config.build().limits().output()),
                            held));
        } catch (OutsideFailure e) {
            database.close();
            held.free();
            throw e;
        }
    }

    @Override
    public void look(Package pkg, Consumer<String> told) throws OutsideFailure {
        if (!(new LockedFolder(dir, clock).claim("penstock, to look at " + pkg.project())
                instanceof DataFolder.Claim.Mine(DataFolder.Ownership mine))) {
            return;
        }
        try {
            for (Package.Source of : List.of(pkg.source(), pkg.distgit())) {
                readers.mirror().fetch(of.url());
            }
        } catch (OutsideFailure e) {
            told.accept("what is known here of " + pkg.project() + " is taken: " + e.getMessage());
        } finally {
            mine.close();
        }
    }

    @Override
    public PatchTrial patches() {
        return new PatchTrial(readers.check(), this, clock);
    }

    @Override
    public DependentTrial dependents() {
        return new DependentTrial(readers.trees(), Requiring.names(config), this, clock);
    }

    @Override
    public BuildOptions usual() {
        return new BuildOptions(false, config.build().withTests());
    }

    @Override
    public int workers() {
        return config.build().workers();
    }

    @Override
    public Optional<Path> log(String build) {
        return opened.logs().file(build);
    }

    @Override
    public List<Path> current(String line) throws OutsideFailure, InterruptedException {
        Path published = Storing.of(config, dir)
                .repositories()
                .resolve(RepoLayout.lineFolder(config.build().target(), line));
        for (int i = 1; ; i++) {
            List<String> shown = shown(line);
            try {
                opened.held().take(line, shown);
                return shown.stream().map(published::resolve).toList();
            } catch (OutsideFailure moved) {
                if (!moved.retryable() || i == TRIES) {
                    throw moved;
                }
            }
        }
    }

    private List<String> shown(String line) throws OutsideFailure {
        Path root = Storing.of(config, dir).repositories();
        String folder = RepoLayout.lineFolder(config.build().target(), line);
        List<String> directories = new ArrayList<>();
        for (PublishedLines.Line one : new PublishedTree(root).lines()) {
            for (PublishedLines.Label label : one.labels()) {
                Path shown = root.resolve(folder).resolve(label.shows());
                // What joins components is no repository itself.
                if (one.folder().equals(folder)
                        && label.name().equals(RepoLayout.CURRENT)
                        && Files.isDirectory(shown.resolve("repodata"))) {
                    directories.add(label.shows());
                }
            }
        }
        return directories;
    }

    @Override
    public List<Packaged> packages(Path repository) throws OutsideFailure {
        return new RecentRepositories()
                .of(repository)
                .map(PackageIndex::packages)
                .orElse(List.of());
    }

    @Override
    public Path repository(List<Artifact> artifacts) throws OutsideFailure {
        return opened.folder().repository(artifacts);
    }

    @Override
    public PackageBuilder builder(List<LinePart> line, PackageBuild.Variant variant) {
        PackageBuild build = new PackageBuild(
                readers.mirror(),
                target.seeing(line),
                new PackageBuild.Places(
                        opened.folder().store(), opened.logs(), opened.known(), _ -> Optional.empty(), new RpmFile()),
                Building.build(config, dir),
                variant);
        return request -> {
            requireRoom();
            return build.build(request);
        };
    }

    /** The factory's own builds are to have what is left. */
    private void requireRoom() throws OutsideFailure {
        long least = config.service().operation().freeDisk();
        long free = new FolderDisk(List.of(dir)).space().free();
        if (free < least) {
            throw new OutsideFailure(
                    "no build begins: the disk is nearly full, " + Size.text(free) + " are free and " + Size.text(least)
                            + " must be (operation: free_disk)",
                    true);
        }
    }

    @Override
    public void close() throws OutsideFailure {
        opened.database().close();
        opened.folder().close();
        opened.held().free();
    }
}
