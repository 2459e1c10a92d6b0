package penstock.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.eclipse.packager.rpm.RpmTag;
import org.eclipse.packager.rpm.RpmVersion;
import org.eclipse.packager.rpm.build.BuilderOptions;
import org.eclipse.packager.rpm.build.RpmBuilder;
import org.eclipse.packager.rpm.deps.RpmDependencyFlags;
import penstock.build.Artifact;
import penstock.build.BuildOptions;
import penstock.build.BuildRequest;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.edge.openpgp.KeyFolder;
import penstock.edge.openpgp.OpenPgpSigner;
import penstock.edge.rpm.RpmFile;
import penstock.edge.store.FileArtifactStore;
import penstock.edge.store.KeyFile;
import penstock.edge.store.SnapshotPublisher;
import penstock.engine.publish.Signer;
import penstock.repo.RepoLayout;
import penstock.repo.Snapshot;
import penstock.repo.SnapshotEntry;

/**
 * D1: from a finished build to {@code current} showing it, signed and on the disk. Promised: among 1,000 packages of three RPMs at most 60 ms
 * and 30 times faster than DLRN's way, a new folder of links to all RPMs and createrepo_c with its defaults, which is measured in between and
 * signs nothing; among 10,000 at most 300 ms. Each round publishes another package: signs its RPMs, keeps them in the store, publishes a
 * snapshot whose index is signed, and moves the label. The RPMs have some 50 files and three changelog entries each, about what packages
 * of RDO have.
 */
final class Publish implements Bench.Measurement {
    /** Not measured: a service that has published for a while is compiled. */
    private static final int BEFORE = 150;

    private static final int ROUNDS = 35;
    /** After so many of Penstock's rounds comes one of DLRN's, so that both meet the same machine. */
    private static final int BETWEEN = 5;

    private static final int FILES = 50;
    private static final double LIMIT_SMALL = 60;
    private static final double LIMIT_LARGE = 300;
    private static final double LIMIT_RATIO = 30;
    static final String LINE = "line";

    private final Random random = new Random(20261125);

    @Override
    public boolean run() throws Exception {
        Table table = new Table("one build published", "packages", "RPMs", "median ms", "slowest ms");
        Measured small = measure(1_000, table, true);
        Measured large = measure(10_000, table, false);
        table.row("promised, at most", 1_000, "", LIMIT_SMALL, "");
        table.row("promised, at most", 10_000, "", LIMIT_LARGE, "");
        table.print();
        double ratio = small.dlrn() / small.penstock();
        System.out.printf(
                Locale.ROOT,
                "load average %.1f%n",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        System.out.printf(Locale.ROOT, "publish ratio %.1f%n", ratio);
        return small.penstock() <= LIMIT_SMALL && large.penstock() <= LIMIT_LARGE && ratio >= LIMIT_RATIO;
    }

    /** Medians in milliseconds; 0 where not measured. */
    private record Measured(double penstock, double dlrn) {}

    private Measured measure(int packages, Table table, boolean beside) throws Exception {
        try (Scratch scratch = new Scratch("publish")) {
            Path folder = scratch.folder();
            FileArtifactStore store = FileArtifactStore.open(folder.resolve("artifacts"));
            Signer signer = signer(folder);
            SnapshotPublisher publisher = SnapshotPublisher.open(
                    folder.resolve("repositories"),
                    folder.resolve("metadata"),
                    new SnapshotPublisher.Address("debian", "http://127.0.0.1"),
                    store,
                    new RpmFile(),
                    Optional.of(signer));
            Keeping keeping = signed(folder, store, signer);
            System.err.println("making " + 3 * packages + " RPMs ...");
            List<SnapshotEntry> entries = new ArrayList<>(IntStream.range(0, packages)
                    .parallel()
                    .mapToObj(i -> entry(built(folder, i, 0), unsynced(folder.resolve("artifacts")), i, 0))
                    .toList());
            System.err.println("publishing all of them ...");
            publish(publisher, entries, 0);
            List<Double> times = new ArrayList<>();
            List<Double> dlrn = new ArrayList<>();
            if (beside) {
                dlrn(folder, store, entries, 0);
            }
            for (int round = -BEFORE; round < ROUNDS; round++) {
                int version = BEFORE + 1 + round;
                int changed = random.nextInt(packages);
                List<Path> built = built(folder, changed, version);
                long start = System.nanoTime();
                entries.set(changed, entry(built, keeping, changed, version));
                publish(publisher, entries, changed);
                if (round >= 0) {
                    times.add((System.nanoTime() - start) / 1e6);
                    if (beside && round % BETWEEN == 0) {
                        dlrn.add(dlrn(folder, store, entries, version));
                    }
                }
            }
            double median = row(table, "Penstock", packages, times);
            return new Measured(median, beside ? row(table, "links and createrepo_c", packages, dlrn) : 0);
        }
    }

    private static Signer signer(Path folder) throws Exception {
        KeyFolder.Settings settings = new KeyFolder.Settings(
                folder.resolve("keys"), "Penstock", KeyFolder.Settings.USUAL_BITS, Optional.empty());
        KeyFile shown = new KeyFile(folder.resolve("repositories"));
        return new OpenPgpSigner(KeyFolder.open(settings, shown, InstantSource.system()), InstantSource.system());
    }

    static void publish(SnapshotPublisher publisher, List<SnapshotEntry> entries, int made) throws Exception {
        BuildRequest build = entries.get(made).build();
        Snapshot snapshot = new Snapshot(LINE, "", RepoLayout.directory(build, ""), build.id(), entries);
        publisher.publish(snapshot);
        publisher.point(LINE, "", RepoLayout.CURRENT, snapshot.directory());
    }

    /** As its {@code post_build} does: symbolic links to the RPMs in other folders, then createrepo_c. Milliseconds. */
    private static double dlrn(Path folder, FileArtifactStore store, List<SnapshotEntry> entries, int round)
            throws Exception {
        Path repository = Files.createDirectories(folder.resolve("dlrn").resolve("round" + round));
        long start = System.nanoTime();
        for (SnapshotEntry entry : entries) {
            for (Artifact rpm : entry.packages()) {
                Path kept = store.find(rpm.sha256()).orElseThrow();
                Files.createSymbolicLink(repository.resolve(rpm.file()), repository.relativize(kept));
            }
        }
        Scratch.run(repository, "createrepo_c", ".");
        return (System.nanoTime() - start) / 1e6;
    }

    private static double row(Table table, String what, int packages, List<Double> times) {
        List<Double> sorted = times.stream().sorted().toList();
        double median = sorted.get(sorted.size() / 2);
        table.row(what, packages, 3 * packages, median, sorted.getLast());
        return median;
    }

    /** Puts RPMs where the store has them, without the syncs that would take minutes for thousands. */
    static Keeping unsynced(Path artifacts) {
        return rpms -> {
            List<String> digests = new ArrayList<>();
            for (Path rpm : rpms) {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(rpm));
                String sha256 = HexFormat.of().formatHex(digest);
                Path kept = artifacts.resolve(sha256.substring(0, 2)).resolve(sha256);
                Files.createDirectories(kept.getParent());
                Files.copy(rpm, kept);
                digests.add(sha256);
            }
            return digests;
        };
    }

    /** Takes files into a store and returns the SHA-256 of each. */
    interface Keeping {
        List<String> keep(List<Path> rpms) throws Exception;
    }

    /** As a build does: signs copies of all, and keeps these. */
    private static Keeping signed(Path folder, FileArtifactStore store, Signer signer) throws IOException {
        Path copies = Files.createDirectories(folder.resolve("signed"));
        return rpms -> {
            List<Path> signed = each(rpms, rpm -> {
                Path copy = copies.resolve(rpm.getFileName());
                signer.signRpm(rpm, copy).ifPresent(refused -> {
                    throw new IllegalStateException(refused);
                });
                return copy;
            });
            List<String> digests = each(signed, store::add);
            for (Path copy : signed) {
                Files.delete(copy);
            }
            return digests;
        };
    }

    private interface Work<R> {
        R of(Path file) throws Exception;
    }

    private static <R> List<R> each(List<Path> files, Work<R> work) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<R>> tasks =
                    files.stream().<Callable<R>>map(file -> () -> work.of(file)).toList();
            return threads.invokeAll(tasks).stream().map(Future::resultNow).toList();
        }
    }

    /** What rpmbuild leaves. */
    static List<Path> built(Path folder, int number, int version) {
        String name = "python-project" + number;
        List<Path> files = new ArrayList<>();
        for (String rpm : List.of(name, "python3-project" + number, name + "-tests")) {
            Path file = folder.resolve(rpm + "-" + version + "-1.noarch.rpm");
            try {
                write(file, rpm, Integer.toString(version));
            } catch (IOException failure) {
                throw new UncheckedIOException("making " + file, failure);
            }
            files.add(file);
        }
        return files;
    }

    static SnapshotEntry entry(List<Path> built, Keeping keeping, int number, int version) {
        String name = "python-project" + number;
        Package.Source source = new Package.Source("https://git.example.org/" + name, "master", false);
        Package pkg = new Package(name, name, "", source, source, List.of("ada@example.org"));
        String hash = "%08x%08x".formatted(number, version);
        Commit commit = new Commit(
                (hash + hash + hash).substring(0, 40), "0".repeat(40), Instant.EPOCH, "Ada <ada@example.org>", "s");
        BuildRequest build =
                new BuildRequest(name + "-" + version, LINE, pkg, commit, commit, Instant.EPOCH, BuildOptions.PLAIN);
        return new SnapshotEntry(
                build,
                "",
                name + "-" + version + "-1",
                SnapshotEntry.SUCCESS,
                Instant.ofEpochSecond(1_780_000_000L + version),
                kept(built, keeping));
    }

    private static List<Artifact> kept(List<Path> rpms, Keeping keeping) {
        try {
            List<String> digests = keeping.keep(rpms);
            List<Artifact> artifacts = new ArrayList<>();
            for (int i = 0; i < rpms.size(); i++) {
                Path rpm = rpms.get(i);
                String name = rpm.getFileName().toString();
                artifacts.add(new Artifact(Artifact.Kind.RPM, name, digests.get(i), Files.size(rpm)));
                Files.delete(rpm);
            }
            return artifacts;
        } catch (Exception failure) {
            throw new IllegalStateException("keeping " + rpms, failure);
        }
    }

    private static void write(Path file, String name, String version) throws IOException {
        try (RpmBuilder builder =
                new RpmBuilder(name, new RpmVersion(version, "1"), "noarch", file, new BuilderOptions())) {
            builder.getInformation().setSummary("A package of OpenStack's size");
            builder.getInformation().setDescription("A library of OpenStack. ".repeat(12));
            builder.getInformation().setLicense("Apache-2.0");
            for (int i = 0; i < 12; i++) {
                builder.addRequirement("python3dist(library" + i + ")", "1." + i, RpmDependencyFlags.GREATER);
            }
            for (int i = 0; i < FILES; i++) {
                String path = "/usr/lib/python3.9/site-packages/" + name + "/part" + i % 7 + "/module" + i + ".py";
                builder.newContext().addFile(path, path.getBytes(StandardCharsets.UTF_8));
            }
            builder.setHeaderCustomizer(header -> {
                header.putInt(RpmTag.CHANGELOG_TIMESTAMP, 1_700_000_000, 1_690_000_000, 1_680_000_000);
                String author = "Ada Example <ada@example.org> - 1.0-1";
                header.putStringArray(RpmTag.CHANGELOG_AUTHOR, author, author, author);
                String text = "- Update to the newest version, as every time";
                header.putStringArray(RpmTag.CHANGELOG_TEXT, text, text, text);
            });
            builder.build();
        }
    }
}
