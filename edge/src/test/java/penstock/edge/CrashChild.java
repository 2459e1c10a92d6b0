package penstock.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.eclipse.packager.rpm.RpmVersion;
import org.eclipse.packager.rpm.build.BuilderOptions;
import org.eclipse.packager.rpm.build.RpmBuilder;
import penstock.build.Artifact;
import penstock.build.BuildOutcome;
import penstock.build.BuildRequest;
import penstock.build.SpecFacts;
import penstock.build.Verdict;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.edge.openpgp.KeyFolder;
import penstock.edge.openpgp.OpenPgpSigner;
import penstock.edge.rpm.RpmFile;
import penstock.edge.sql.Database;
import penstock.edge.sql.PostgresAddress;
import penstock.edge.sql.PostgresLease;
import penstock.edge.sql.SqlJournal;
import penstock.edge.store.FileArtifactStore;
import penstock.edge.store.KeyFile;
import penstock.edge.store.SnapshotPublisher;
import penstock.engine.line.Journal;
import penstock.engine.line.Lines;
import penstock.engine.line.Ports;
import penstock.engine.port.ArtifactStore;
import penstock.engine.port.Fence;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.FencedPublisher;
import penstock.engine.publish.Signer;
import penstock.follow.Finding;
import penstock.line.LineEvent;
import penstock.line.Settings;

/**
 * The process that {@link CrashTest} kills: a line with the real database, store, publisher and key, and a builder that makes a real
 * RPM at once. Says on standard output what was stored, after it was. Arguments: the data folder, a seed, and whether to take new
 * commits for ever ({@code on}), or one or none, and to end when nothing is left to do; it begins when it reads a byte, so that it can be started ahead. Then, for
 * {@link StandbyTest}, which waits for nothing, the URL of a PostgreSQL database in which the state is kept, by one process at a time.
 */
public final class CrashChild {
    static final String LINE = "line";
    static final int PACKAGES = 5;
    static final Duration LEASE = Duration.ofSeconds(3);

    /** How many commits are on their way at most. */
    private static final int MOST = 6;

    private static final Semaphore WORK = new Semaphore(0);

    private final Path dir;
    private final ArtifactStore store;
    private final Optional<Signer> signer;

    CrashChild(Path dir, ArtifactStore store, Optional<Signer> signer) {
        this.dir = dir;
        this.store = store;
        this.signer = signer;
    }

    public static void main(String[] args) throws Exception {
        if (args.length == 3) {
            System.in.read();
            try (Database database = Database.own(Path.of(args[0]).resolve("state.sqlite"))) {
                work(args, database, Fence.NONE);
            }
            return;
        }
        PostgresAddress address = new PostgresAddress(args[3], Optional.empty());
        String name = "process " + ProcessHandle.current().pid();
        try (PostgresLease.Held held =
                new PostgresLease(address, LEASE, name).await(name, owner -> say("WAITING " + owner))) {
            held.onLost(Thread.currentThread()::interrupt);
            try (Database database = Database.own(held)) {
                work(args, database, held);
            } catch (OutsideFailure | InterruptedException e) {
                OutsideFailure lost = held.lost().orElseThrow(() -> e);
                say("LOST " + lost.getMessage());
                System.exit(4);
            }
        }
    }

    private static void work(String[] args, Database database, Fence fence) throws Exception {
        Path dir = Path.of(args[0]);
        ArtifactStore store = FileArtifactStore.open(dir.resolve("store"));
        Signer signer = new OpenPgpSigner(
                KeyFolder.open(
                        new KeyFolder.Settings(dir.resolve("keys"), "Penstock", 2048, Optional.empty()),
                        new KeyFile(dir.resolve("repos")),
                        InstantSource.system()),
                InstantSource.system());
        SnapshotPublisher publisher = SnapshotPublisher.open(
                dir.resolve("repos"),
                dir.resolve("metadata"),
                new SnapshotPublisher.Address("el9s", "https://example.org"),
                store,
                new RpmFile(),
                Optional.of(signer));
        CrashChild child = new CrashChild(dir, store, Optional.of(signer));
        Ports ports =
                new Ports((pkg, source, distgit) -> facts(pkg), child::build, new FencedPublisher(publisher, fence));
        Settings settings = new Settings(2, 3, Duration.ofMillis(50), false);
        try (Lines lines =
                new Lines(new SqlJournal(database), ports, settings, InstantSource.system(), CrashChild::say)) {
            lines.open(new ReleaseLine(LINE, LINE, "development", List.of(), packages()));
            say("READY");
            int left = lines.state(LINE).packages().stream()
                    .mapToInt(state -> state.tasks().size())
                    .sum();
            WORK.release(Math.max(0, MOST - left));
            Random random = new Random(Long.parseLong(args[1]));
            if (args[2].equals("one")) {
                lines.take(LINE, moved(random));
            }
            while (args[2].equals("on")) {
                WORK.acquire();
                lines.take(LINE, moved(random));
            }
            lines.awaitRest(LINE);
        }
        say("END");
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static void say(String line, Journal.Entry entry) {
        switch (entry.event()) {
            case LineEvent.Built built -> say("BUILT " + built.order().id());
            case LineEvent.Published published -> {
                say("PUBLISHED " + published.order().ref().directory());
                WORK.release();
            }
            default -> {}
        }
    }

    static List<Package> packages() {
        List<Package> packages = new ArrayList<>();
        for (int i = 0; i < PACKAGES; i++) {
            Package.Source source = new Package.Source("https://example.org/p" + i, "master", false);
            packages.add(new Package("p" + i, "p" + i, "", source, source, List.of("a@example.org")));
        }
        return packages;
    }

    static SpecFacts facts(Package pkg) {
        int number = Integer.parseInt(pkg.project().substring(1));
        List<String> needs = number == 0 ? List.of() : List.of("p" + (number - 1));
        return new SpecFacts(pkg.name(), needs, List.of(pkg.name()), List.of(), false);
    }

    static Finding moved(Random random) {
        String id = String.format("%08x", random.nextInt()).repeat(5);
        Commit commit = new Commit(id, id, Instant.EPOCH, "A <a@example.org>", "Work");
        return new Finding.Moved("p" + random.nextInt(PACKAGES), List.of(commit), commit, List.of());
    }

    BuildOutcome build(BuildRequest request) throws OutsideFailure {
        String name = request.pkg().name();
        String version = "1." + request.created().getEpochSecond();
        String file = name + "-" + version + "-1.noarch.rpm";
        try {
            Path folder = Files.createTempDirectory(dir, "build");
            Path rpm = folder.resolve(file);
            try (RpmBuilder builder =
                    new RpmBuilder(name, new RpmVersion(version, "1"), "noarch", rpm, new BuilderOptions())) {
                builder.getInformation().setSummary("s");
                builder.getInformation().setDescription("d");
                builder.getInformation().setLicense("Apache-2.0");
                builder.newContext().addFile("/usr/share/" + name, request.id().getBytes(StandardCharsets.UTF_8));
                builder.build();
            }
            Path kept = signer.isPresent() ? signed(signer.get(), rpm) : rpm;
            Artifact artifact = new Artifact(Artifact.Kind.RPM, file, store.add(kept), Files.size(kept));
            return new BuildOutcome(
                    Verdict.SUCCESS,
                    Optional.of(artifact.sha256()),
                    Optional.of(name + "-" + version + "-1"),
                    List.of(artifact),
                    Optional.empty());
        } catch (IOException e) {
            throw new OutsideFailure("can't make " + file, true, e);
        }
    }

    private static Path signed(Signer signer, Path rpm) throws OutsideFailure {
        Path signed = rpm.resolveSibling("signed.rpm");
        Optional<String> refused = signer.signRpm(rpm, signed);
        if (refused.isPresent()) {
            throw new OutsideFailure(refused.get(), false);
        }
        return signed;
    }
}
