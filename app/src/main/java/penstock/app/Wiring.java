package penstock.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import penstock.app.cli.Claimed;
import penstock.app.cli.Followed;
import penstock.app.cli.Foreign;
import penstock.app.cli.OwnedFactory;
import penstock.app.cli.Parts;
import penstock.app.cli.Readings;
import penstock.app.cli.Requirements;
import penstock.app.cli.Scenarios;
import penstock.app.cli.UserMistakes;
import penstock.app.doctor.Doctor;
import penstock.app.observe.LineCounts;
import penstock.app.observe.Observation;
import penstock.app.pages.LineNews;
import penstock.app.wiring.Asking;
import penstock.app.wiring.Beside;
import penstock.app.wiring.Building;
import penstock.app.wiring.Closing;
import penstock.app.wiring.Distro;
import penstock.app.wiring.Example;
import penstock.app.wiring.Following;
import penstock.app.wiring.Importing;
import penstock.app.wiring.Keeping;
import penstock.app.wiring.Observing;
import penstock.app.wiring.Owned;
import penstock.app.wiring.Promoting;
import penstock.app.wiring.Requiring;
import penstock.app.wiring.Right;
import penstock.app.wiring.Saving;
import penstock.app.wiring.Serving;
import penstock.app.wiring.Signing;
import penstock.app.wiring.StoredReadings;
import penstock.app.wiring.Storing;
import penstock.app.wiring.Surface;
import penstock.app.wiring.TakingOver;
import penstock.app.wiring.Targets;
import penstock.app.wiring.Telling;
import penstock.app.wiring.Testing;
import penstock.app.wiring.Warning;
import penstock.config.ConfigReading;
import penstock.config.ConfigText;
import penstock.config.FactoryConfig;
import penstock.edge.crypt.CryptPasswords;
import penstock.edge.git.GitMirror;
import penstock.edge.openpgp.KeyFolder;
import penstock.edge.openpgp.SignedFiles;
import penstock.edge.owner.LockedFolder;
import penstock.edge.process.ProcessRunner;
import penstock.edge.rpm.RootTarget;
import penstock.edge.rpm.RpmFile;
import penstock.edge.sql.Database;
import penstock.edge.sql.PostgresLease;
import penstock.edge.sql.SqlAuditTrail;
import penstock.edge.sql.SqlJournal;
import penstock.edge.sql.SqlSeenRefs;
import penstock.edge.sql.SqlTokens;
import penstock.edge.sql.SqlUsers;
import penstock.edge.store.FileArtifactStore;
import penstock.edge.store.PublishedTree;
import penstock.edge.store.SnapshotPublisher;
import penstock.engine.access.AuditTrail;
import penstock.engine.access.AuditedFactory;
import penstock.engine.access.FollowOffice;
import penstock.engine.access.OnRecord;
import penstock.engine.access.Passwords;
import penstock.engine.access.TokenOffice;
import penstock.engine.access.UserOffice;
import penstock.engine.access.Watching;
import penstock.engine.follow.FollowPorts;
import penstock.engine.follow.WatchLoop;
import penstock.engine.line.Disk;
import penstock.engine.line.Factory;
import penstock.engine.line.LineListener;
import penstock.engine.line.Lines;
import penstock.engine.line.Ports;
import penstock.engine.line.StoredLines;
import penstock.engine.notify.Notifier;
import penstock.engine.owner.DataFolder;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.SnapshotHolds;
import penstock.engine.promote.LabelMoves;
import penstock.engine.promote.PromotionOffice;
import penstock.engine.promote.PromotionWish;
import penstock.engine.promote.StoredMoves;
import penstock.engine.promote.Wakes;
import penstock.engine.publish.Exports;
import penstock.engine.publish.KeyChange;
import penstock.engine.publish.KeyUses;
import penstock.engine.publish.PublishedLines;
import penstock.engine.publish.Publisher;
import penstock.engine.publish.Signer;
import penstock.engine.publish.SigningKey;
import penstock.engine.purge.DiskUse;
import penstock.engine.purge.Purge;
import penstock.engine.purge.RecordedPurge;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;
import penstock.repo.RepoLayout;

/**
 * The one place that constructs: adapters, engine, surfaces; areas of the program that need much have a class of their own in
 * {@code penstock.app.wiring}, used by this one alone. Nothing is made before it is asked for.
 */
final class Wiring implements Parts {
    private final ProcessRunner processes = new ProcessRunner();
    private final InstantSource clock = InstantSource.system();
    private final Map<String, String> environment;
    /** From the lines that this process runs to the pages that it serves. */
    private final LineNews news = new LineNews(clock.millis());

    private final Targets targets;
    private final Signing signing;
    private final Building building = new Building(clock);

    private final Optional<Integer> port;

    Wiring(Map<String, String> environment) {
        this(environment, Optional.empty());
    }

    /** @param port to serve at instead of the configured one */
    private Wiring(Map<String, String> environment, Optional<Integer> port) {
        this.port = port;
        this.environment = Map.copyOf(environment);
        this.targets = new Targets(processes, environment);
        this.signing = new Signing(clock, environment);
    }

    @Override
    public Parts onPort(int elsewhere) {
        return new Wiring(environment, Optional.of(elsewhere));
    }

    @Override
    public Doctor doctor() {
        return new Doctor(processes, targets::limits);
    }

    @Override
    public FactoryConfig config(Path dir) throws UserMistakes, OutsideFailure {
        Path file = dir.resolve("penstock.yaml");
        ConfigReading reading;
        try {
            reading = ConfigText.read(file.toString(), Files.readAllBytes(file));
        } catch (NoSuchFileException none) {
            throw new UserMistakes(List.of(Problem.error(
                    "there is no configuration",
                    SourcePosition.of(file.toString()),
                    "write one: docs/config.md; or name another folder with --dir")));
        } catch (IOException e) {
            throw new OutsideFailure("cannot read " + file + ": " + e.getMessage(), false, e);
        }
        FactoryConfig config =
                Building.onThisMachine(reading.config().orElseThrow(() -> new UserMistakes(reading.problems())));
        return port.map(config::onPort).orElse(config);
    }

    @Override
    public Followed followed(Path dir) throws UserMistakes, OutsideFailure, InterruptedException {
        FactoryConfig config = config(dir);
        return Distro.read(config, Following.mirror(config, dir)).followed();
    }

    @Override
    public Claimed claim(Path dir, String purpose, LineListener listener, Consumer<String> progress)
            throws UserMistakes, OutsideFailure, InterruptedException {
        return claim(dir, purpose, Optional.empty(), listener, progress);
    }

    @Override
    public Claimed standBy(Path dir, String purpose, LineListener listener, Consumer<String> progress)
            throws UserMistakes, OutsideFailure, InterruptedException {
        FactoryConfig config = config(dir);
        Storing.of(config, dir).mustBeShared();
        signing.differing(config, dir).ifPresent(why -> progress.accept("this standby can't take over: " + why));
        Consumer<String> waiting = owner -> progress.accept("standing by; the owner is " + owner);
        return claim(dir, purpose, Optional.of(waiting), listener, progress);
    }

    private Claimed claim(
            Path dir,
            String purpose,
            Optional<Consumer<String>> waiting,
            LineListener listener,
            Consumer<String> progress)
            throws UserMistakes, OutsideFailure, InterruptedException {
        FactoryConfig config = config(dir);
        LockedFolder folder = new LockedFolder(dir, clock);
        switch (folder.claim(purpose)) {
            case DataFolder.Claim.Taken(String owner) -> {
                return new Claimed.Taken(folder, owner);
            }
            case DataFolder.Claim.Mine(DataFolder.Ownership ownership) -> {
                Closing closing = new Closing();
                try {
                    closing.later(ownership);
                    closing.later(
                            LogFiles.open(dir, config.service().operation().log()));
                    Storing storing = Storing.of(config, dir);
                    storing.lock(purpose, clock).ifPresent(closing::later);
                    Optional<PostgresLease.Held> lease = storing.lease(folder.place(), folder.owner(purpose), waiting);
                    lease.ifPresent(closing::later);
                    LineListener told = atRest(closing).after(news.after(listener));
                    return new Claimed.Mine(own(config, dir, new Right(ownership, lease, closing), told, progress));
                } catch (UserMistakes | OutsideFailure | InterruptedException | RuntimeException e) {
                    closing.close();
                    throw e;
                }
            }
        }
    }

    private static MemoryAtRest atRest(Closing closing) {
        MemoryAtRest memory = new MemoryAtRest(Duration.ofMinutes(1), System::gc);
        closing.later(new Beside()).start("memory", memory::run);
        return memory;
    }

    /** Answers other processes of this machine, and ends this one when it is told to, or owns the folder no more. */
    private static void answer(Right right, AuditedFactory audited, Offices offices, Optional<KeyFolder> keys)
            throws OutsideFailure {
        Runnable stop = Thread.currentThread()::interrupt;
        right.folder().serve(new FactoryService(audited, offices, keys.map(k -> k), stop));
        right.lease().ifPresent(held -> held.onLost(stop));
    }

    private OwnedFactory own(
            FactoryConfig config, Path dir, Right right, LineListener listener, Consumer<String> progress)
            throws UserMistakes, OutsideFailure, InterruptedException {
        Closing closing = right.closing();
        Optional<KeyFolder> keys = signing.open(config, dir);
        Database database = closing.later(Storing.of(config, dir).own(right.lease()));
        GitMirror mirror = Following.mirror(config, dir);
        Distro distro = Distro.read(config, mirror, news::changed);
        RootTarget target = targets.target(config, dir);
        Building.Published published = published(config, dir, keys.map(signing::signer));
        Optional<Notifier> notifier = Telling.notifier(config, dir, database, clock);
        Warning.Followed seen = new Warning.Followed(mirror, target, distro.inForce()::lines);
        Warning warning = Warning.of(config, dir, seen, new Warning.Teller(database, notifier, clock), progress);
        Ports ports = right.fenced(building.ports(config, dir, mirror, target, database, published, progress)
                .watchedBy(warning.early()));
        LineCounts counts = new LineCounts();
        Beside beside = closing.later(new Beside());
        Wakes wakes = new Wakes(news::changed);
        LineListener told = wakes.after(warning.rounds().after(counts.after(Telling.waking(listener, notifier))));
        Lines lines = closing.later(new Lines(new SqlJournal(database), ports, Building.settings(config), clock, told));
        Disk disk = Observing.disk(config, dir);
        beside.start("disk", Observing.diskWatch(config, lines, disk)::run);
        FollowPorts following = new FollowPorts(mirror, lines, new SqlSeenRefs(database), lines);
        Factory factory = Following.factory(config, lines, following, mirror, clock);
        Purge purge = Keeping.purge(config, dir, database, published.publisher(), right.fence(), clock);
        Keeping.dependencies(config, Storing.of(config, dir), distro.names());
        SnapshotHolds holds = Storing.of(config, dir).promotionHolds(config, clock);
        Promoting.Around around = new Promoting.Around(database, lines, distro, wakes, beside, holds, clock);
        Promoting promoting = Promoting.begin(around, Testing.runner(config, dir, target, clock));
        Telling.begin(config, notifier, promoting, around);
        beside.start("warnings", () -> warning.rounds().run(distro::names));
        beside.start("purge", Keeping.schedule(config, purge, database, clock));
        notifier.ifPresent(mail -> beside.start("notices", () -> mail.run(distro::names)));
        WatchLoop loop = new WatchLoop(following, Following.follow(config), clock, new SplittableRandom());
        Watching watching = Following.watching(loop, lines, distro.inForce());
        loop.watch(distro.follower(factory, watching, promoting.rules(), Storing.of(config, dir), clock));
        AuditedFactory audited =
                new AuditedFactory(factory, distro.inForce(), watching, new SqlAuditTrail(database, clock));
        answer(right, audited, offices(database, promoting, purge), keys);
        Surface surface = new Surface(config, dir, environment, audited, database, news, clock);
        Observation observation = Observing.observation(
                config, disk, new Observing.Running(lines, loop, distro.inForce(), counts, beside), database, clock);
        return new Owned(
                factory,
                distro.followed(),
                new Owned.Eyes(loop, watching),
                machines(target, published, Storing.of(config, dir).repositories()),
                new Owned.Shown(surface, observation, promoting, Importing.remote(surface, lines, published.signer())),
                right);
    }

    private static Owned.Machines machines(RootTarget target, Building.Published published, Path repositories) {
        return new Owned.Machines(
                target, published.publisher(), published.signer().map(_ -> repositories.resolve(RepoLayout.KEYS)));
    }

    private static Building.Published published(FactoryConfig config, Path dir, Optional<Signer> signer)
            throws OutsideFailure {
        return new Building.Published(publisher(config, dir, signer), signer);
    }

    private static SnapshotPublisher publisher(FactoryConfig config, Path dir, Optional<Signer> signer)
            throws OutsideFailure {
        Storing storing = Storing.of(config, dir);
        FileArtifactStore store = FileArtifactStore.open(storing.artifacts());
        return SnapshotPublisher.open(
                storing.repositories(),
                storing.metadata(),
                new SnapshotPublisher.Address(config.build().target(), Serving.baseUrl(config)),
                store,
                new RpmFile(),
                signer);
    }

    @Override
    public List<SigningKey> signingKeys(Path dir) throws OutsideFailure {
        return KeyFolder.look(Signing.folder(dir), clock);
    }

    @Override
    public List<KeyUses.Use> uses(Path dir, SigningKey key) throws UserMistakes, OutsideFailure {
        Path root = Storing.of(config(dir), dir).repositories();
        return new KeyUses(root, new PublishedTree(root), new SignedFiles()).of(key);
    }

    @Override
    public List<String> changeKeys(Path dir, KeyChange change, Consumer<String> told)
            throws UserMistakes, OutsideFailure, InterruptedException {
        FactoryConfig config = config(dir);
        DataFolder.Request request = new DataFolder.Request.ChangeKeys(change);
        return asking(dir).carriedOut("penstock key", request, told, () -> Storing.of(config, dir), here -> {
            here.right()
                    .closing()
                    .later(LogFiles.open(dir, config.service().operation().log()));
            return here.record()
                    .tried(
                            here.actor(),
                            "change keys",
                            change.toString(),
                            () -> change.apply(signing.asTheyAre(config, dir), told));
        });
    }

    private Asking asking(Path dir) {
        return new Asking(dir, clock);
    }

    @Override
    public Passwords passwords() {
        return new CryptPasswords();
    }

    @Override
    public Readings readings(Path dir) throws UserMistakes, OutsideFailure {
        return StoredReadings.of(Storing.forReading(dir, () -> config(dir)), clock);
    }

    @Override
    public List<String> backup(Path dir, Path to, boolean keys, Consumer<String> progress)
            throws UserMistakes, OutsideFailure, InterruptedException {
        FactoryConfig config = config(dir);
        try (Database database = Storing.of(config, dir).read()) {
            return Saving.backup(config, dir, to, keys, database, progress);
        }
    }

    @Override
    public List<String> restore(Path from, Path dir, Consumer<String> progress)
            throws UserMistakes, OutsideFailure, InterruptedException {
        Saving.prepare(from, dir);
        FactoryConfig config = config(dir);
        LockedFolder folder = new LockedFolder(dir, clock);
        if (!(folder.claim("penstock restore") instanceof DataFolder.Claim.Mine(DataFolder.Ownership ownership))) {
            throw new OutsideFailure(dir + " belongs to another process", false);
        }
        try (Closing closing = new Closing()) {
            closing.later(ownership);
            Storing storing = Storing.of(config, dir);
            storing.lock("penstock restore", clock).ifPresent(closing::later);
            Saving.mustBeNew(config, dir);
            Optional<PostgresLease.Held> lease =
                    storing.lease(folder.place(), folder.owner("penstock restore"), Optional.empty());
            lease.ifPresent(closing::later);
            Database database = closing.later(storing.own(lease));
            Saving.mustBeNew(database);
            Optional<Signer> signer = signing.open(config, dir).map(signing::signer);
            return Saving.restore(config, from, dir, database, publisher(config, dir, signer), progress);
        }
    }

    @Override
    public List<String> takeOver(Path dir, Foreign foreign, Consumer<String> told)
            throws UserMistakes, OutsideFailure, InterruptedException {
        return TakingOver.alone(config(dir), dir, foreign, told, clock);
    }

    @Override
    public PublishedLines published(Path dir) throws UserMistakes, OutsideFailure {
        return new PublishedTree(repositories(dir));
    }

    @Override
    public Exports exports(Path dir) throws UserMistakes, OutsideFailure {
        return Saving.exports(config(dir), dir, clock);
    }

    private Path repositories(Path dir) throws UserMistakes, OutsideFailure {
        return Storing.forReading(dir, () -> config(dir)).repositories();
    }

    @Override
    public void makeExample(Path dir) throws OutsideFailure, InterruptedException {
        Example.make(dir, clock);
    }

    private Offices offices(Database database, Promoting promoting, Purge purge) {
        OnRecord record = new OnRecord(new SqlAuditTrail(database, clock));
        return new Offices(
                administration(database), promoting.office(), new PurgeOffice(new RecordedPurge(purge, record), clock));
    }

    /** For labels of lines that no process runs. */
    private PromotionOffice promotions(Path dir, Database database)
            throws UserMistakes, OutsideFailure, InterruptedException {
        FactoryConfig config = config(dir);
        SqlJournal journal = new SqlJournal(database);
        Publisher publisher = publisher(config, dir, signing.open(config, dir).map(signing::signer));
        LabelMoves moves = new StoredMoves(journal, publisher, clock);
        SnapshotHolds holds = Storing.of(config, dir).promotionHolds(config, clock);
        return Promoting.of(database, moves, journal::lines, new Wakes(), holds, clock)
                .office();
    }

    private Administration administration(Database database) {
        AuditTrail audit = new SqlAuditTrail(database, clock);
        return new Administration(
                new TokenOffice(new SqlTokens(database), audit, clock),
                new UserOffice(new SqlUsers(database), new CryptPasswords(), audit, clock),
                new FollowOffice(new StoredLines(new SqlJournal(database), clock), audit));
    }

    @Override
    public List<String> administer(Path dir, String purpose, DataFolder.Request request, Consumer<String> told)
            throws UserMistakes, OutsideFailure, InterruptedException {
        Asking.Places places = () -> Storing.forReading(dir, () -> config(dir));
        return asking(dir)
                .carriedOut(
                        purpose,
                        request,
                        told,
                        places,
                        here -> request instanceof DataFolder.Request.Promote(PromotionWish wish)
                                ? promotions(dir, here.database()).answer(here.actor(), wish, told)
                                : administration(here.database()).answer(request, here.actor(), told));
    }

    @Override
    public List<String> purge(Path dir, DataFolder.Request.Purge request, Consumer<String> told)
            throws UserMistakes, OutsideFailure, InterruptedException {
        FactoryConfig config = config(dir);
        return asking(dir).carriedOut("penstock purge", request, told, () -> Storing.of(config, dir), here -> {
            here.right()
                    .closing()
                    .later(LogFiles.open(dir, config.service().operation().log()));
            Purge purge = Keeping.purge(
                    config,
                    dir,
                    here.database(),
                    publisher(config, dir, Optional.empty()),
                    here.right().fence(),
                    clock);
            purge.measure();
            return new PurgeOffice(new RecordedPurge(purge, here.record()), clock).answer(request, here.actor(), told);
        });
    }

    @Override
    public Requirements requirements() {
        return new Requiring(this, targets);
    }

    @Override
    public Scenarios scenarios(Path dir) throws UserMistakes, OutsideFailure {
        FactoryConfig config = config(dir);
        return Testing.of(config, dir, targets.target(config, dir), clock);
    }

    @Override
    public List<DiskUse> disk(Path dir) throws UserMistakes, OutsideFailure {
        FactoryConfig config = config(dir);
        Storing storing = Storing.of(config, dir);
        try (Database database = storing.read()) {
            return Keeping.disk(config, storing, database, clock);
        }
    }
}
