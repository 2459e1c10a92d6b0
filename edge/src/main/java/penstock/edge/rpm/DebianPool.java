package penstock.edge.rpm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import penstock.edge.rpm.DebianArchive.Deb;
import penstock.edge.rpm.Roots.Repository;
import penstock.engine.build.BuildLog;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/**
 * The dependency repository of a Debian target: Debian packages made into RPMs, only those that were asked for and what they
 * need. It grows and never shrinks. Readers see a generation: a folder of {@code repodata} that is complete and never changed.
 *
 * <pre>
 *   made               debian-package rpm-name file, one a line: what is there, written last
 *   rpms/              the RPMs
 *   meta/7/repodata/   of the seventh generation; the largest number counts
 * </pre>
 */
final class DebianPool {
    private static final long DISK = 16L << 30;
    private static final long LARGEST_RPM = 2L << 30;
    private static final int PRIORITY = 99;
    private static final Sandbox.Limits LIMITS = new Sandbox.Limits(Duration.ofMinutes(60), 4L << 30, 2048, 64 << 20);

    private final DebianArchive archive;
    private final ImageCache cache;
    private final Sandbox sandbox;
    private final List<Path> root;
    private final String key;

    /** @param root the trees of the root that has rpmbuild and the scripts */
    DebianPool(DebianArchive archive, ImageCache cache, Sandbox sandbox, List<Path> root, String key) {
        this.archive = archive;
        this.cache = cache;
        this.sandbox = sandbox;
        this.root = root;
        this.key = key + "-"
                + RootFiles.digest(List.of("debian/deb2rpm.py", RootFiles.ALIASES))
                        .substring(0, 8);
    }

    /** The newest generation; empty when nothing was asked for yet. */
    Optional<Repository> repository() throws OutsideFailure {
        return generation().map(folder -> new Repository("debian", folder, PRIORITY));
    }

    Path file(String location) {
        return folder().resolve("rpms").resolve(Path.of(location).getFileName());
    }

    /**
     * Makes RPMs of the likeliest Debian packages that may meet requirements and are not here yet.
     *
     * @return whether there are more now
     */
    boolean supply(Collection<String> requirements, BuildLog log) throws OutsideFailure, InterruptedException {
        return cache.alone(key, () -> {
            var made = made();
            var wanted = wanted(requirements, made);
            if (wanted.isEmpty()) {
                return false;
            }
            var missing = closure(wanted, log);
            missing.removeIf(deb -> made.containsKey(deb.name()));
            if (missing.isEmpty()) {
                return false;
            }
            log.say("making " + missing.size() + " Debian packages into RPMs, for " + String.join(", ", wanted));
            return make(missing, made, log);
        });
    }

    /** For each requirement the first Debian package that was not tried yet. */
    private SequencedSet<String> wanted(Collection<String> requirements, Map<String, List<String>> made)
            throws OutsideFailure {
        var names = archive.names();
        SequencedSet<String> wanted = new LinkedHashSet<>();
        for (var requirement : requirements) {
            names.candidates(requirement).stream()
                    .filter(name -> !made.containsKey(name))
                    .findFirst()
                    .ifPresent(wanted::add);
        }
        return wanted;
    }

    private List<Deb> closure(Collection<String> wanted, BuildLog log) throws OutsideFailure, InterruptedException {
        var together = archive.closure(wanted);
        if (!together.isEmpty() || wanted.size() == 1) {
            return new ArrayList<>(together);
        }
        // Two of them may exclude each other; alone each has a way.
        var all = new LinkedHashSet<Deb>();
        for (var name : wanted) {
            var alone = archive.closure(List.of(name));
            if (alone.isEmpty()) {
                log.say("apt finds no way to have " + name);
            }
            all.addAll(alone);
        }
        return new ArrayList<>(all);
    }

    private boolean make(List<Deb> missing, Map<String, List<String>> made, BuildLog log)
            throws OutsideFailure, IOException, InterruptedException {
        var work = folder().resolve("work");
        Trees.delete(work);
        Files.createDirectories(work.resolve("debs"));
        Files.createDirectories(folder().resolve("rpms"));
        try (var box = sandbox.open(root, DISK)) {
            archive.download(missing, work.resolve("debs"));
            Files.write(work.resolve("known"), known(made), StandardCharsets.UTF_8);
            Files.write(work.resolve("aliases"), RootFiles.read(RootFiles.ALIASES));
            var inside = "/usr/lib/rpm/penstock/deb2rpm.py";
            var mounts = List.of(new Sandbox.Mount(work, "/run/penstock/work"));
            // rpmbuild needs no root; but the unpacked files keep their modes only for root.
            var ended = box.run(
                    Commands.inside(
                            mounts,
                            LIMITS,
                            "/bin/sh",
                            "-c",
                            "mkdir -p /var/lib/penstock && exec python3 -B " + inside
                                    + " /run/penstock/work/debs /run/penstock/work/known /run/penstock/work/aliases /var/lib/penstock"),
                    log);
            if (ended.limit().isPresent()) {
                throw new OutsideFailure(
                        "making RPMs of Debian packages: " + ended.limit().get(), false);
            }
            var added = collect(box, made);
            if (added) {
                publish(made, log);
            }
            return added;
        } finally {
            Trees.delete(work);
        }
    }

    /** What deb2rpm.py is told of: what the root has, and what was made before. */
    private List<String> known(Map<String, List<String>> made) throws IOException {
        var lines = new ArrayList<String>();
        try (var status = Files.lines(archive.root().resolve("var/lib/dpkg/status"), StandardCharsets.UTF_8)) {
            status.filter(line -> line.startsWith("Package: "))
                    .forEach(line -> lines.add(line.substring("Package: ".length()) + " -"));
        }
        made.forEach((deb, words) -> lines.add(deb + " " + words.getFirst()));
        return lines;
    }

    private boolean collect(Sandbox.Root box, Map<String, List<String>> made) throws OutsideFailure, IOException {
        var list = folder().resolve("work/made");
        if (!box.files("/var/lib/penstock").contains("made")) {
            return false;
        }
        box.copyOut("/var/lib/penstock/made", list, 16 << 20);
        boolean added = false;
        for (var line : Files.readAllLines(list, StandardCharsets.UTF_8)) {
            var words = List.of(line.split(" "));
            if (words.size() == 3 && words.get(2).matches("[A-Za-z0-9][A-Za-z0-9.~^_+-]*\\.rpm")) {
                var to = folder().resolve("rpms").resolve(words.get(2));
                Files.deleteIfExists(to);
                box.copyOut("/var/lib/penstock/" + words.get(2), to, LARGEST_RPM);
                Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-r--r--"));
                added |= made.put(words.getFirst(), words.subList(1, 3)) == null;
            }
        }
        return added;
    }

    /** Makes the next generation of metadata, then the list that says what is there. */
    private void publish(Map<String, List<String>> made, BuildLog log)
            throws OutsideFailure, IOException, InterruptedException {
        int number = newest() + 1;
        var unfinished = folder().resolve("meta/making");
        Trees.delete(unfinished);
        Files.createDirectories(unfinished.resolve("repodata"));
        try (var box = sandbox.open(root, DISK)) {
            var mounts = List.of(new Sandbox.Mount(folder().resolve("rpms"), "/run/penstock/rpms"));
            var ended = box.run(
                    Commands.inside(
                            mounts,
                            LIMITS,
                            "/bin/sh",
                            "-c",
                            "mkdir -p /var/lib/penstock && exec createrepo_c --quiet --no-database"
                                    + " --simple-md-filenames --outputdir /var/lib/penstock /run/penstock/rpms"),
                    log);
            if (!ended.ok()) {
                throw new OutsideFailure("createrepo_c ended with " + ended.exitCode(), false);
            }
            for (var name : box.files("/var/lib/penstock/repodata")) {
                box.copyOut(
                        "/var/lib/penstock/repodata/" + name,
                        unfinished.resolve("repodata").resolve(name),
                        1L << 30);
            }
        }
        readable(unfinished);
        Files.move(
                unfinished, folder().resolve("meta").resolve(String.valueOf(number)), StandardCopyOption.ATOMIC_MOVE);
        var list = new ArrayList<String>();
        made.forEach((deb, words) -> list.add(deb + " " + String.join(" ", words)));
        Files.write(folder().resolve("made.part"), list, StandardCharsets.UTF_8);
        Files.move(folder().resolve("made.part"), folder().resolve("made"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void readable(Path tree) throws IOException {
        try (var all = Files.walk(tree)) {
            for (var path : all.toList()) {
                Files.setPosixFilePermissions(
                        path, PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }

    private Map<String, List<String>> made() throws IOException {
        var out = new TreeMap<String, List<String>>();
        if (Files.exists(folder().resolve("made"))) {
            for (var line : Files.readAllLines(folder().resolve("made"), StandardCharsets.UTF_8)) {
                var words = List.of(line.split(" "));
                out.put(words.getFirst(), words.subList(1, words.size()));
            }
        }
        return out;
    }

    private Optional<Path> generation() throws OutsideFailure {
        try {
            int number = newest();
            return number == 0
                    ? Optional.empty()
                    : Optional.of(folder().resolve("meta").resolve(String.valueOf(number)));
        } catch (IOException e) {
            throw new OutsideFailure("cannot read " + folder() + ": " + e, false, e);
        }
    }

    private int newest() throws IOException {
        var meta = folder().resolve("meta");
        if (!Files.isDirectory(meta)) {
            return 0;
        }
        var numbers = new TreeSet<Integer>();
        try (var generations = Files.list(meta)) {
            generations
                    .map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("[0-9]{1,9}"))
                    .forEach(name -> numbers.add(Integer.valueOf(name)));
        }
        return numbers.isEmpty() ? 0 : numbers.last();
    }

    private Path folder() {
        return cache.folder().resolve(key);
    }
}
