package penstock.edge.rpm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import penstock.edge.process.Invocation;
import penstock.edge.process.ProcessRunner;
import penstock.engine.port.OutsideFailure;

/**
 * The packages of a Debian suite, through the host's apt with lists of their own. The sources and keys are those that the root
 * was made from; what counts as installed is what that root has. Nothing is ever installed.
 */
final class DebianArchive {
    private static final Duration LONG = Duration.ofMinutes(20);
    private static final Pattern INSTALL = Pattern.compile("^Inst (\\S+?)(?::\\S+)? (?:\\[[^]]*] )?\\((\\S+) ");

    private final ProcessRunner processes;
    private final ImageCache cache;
    private final Path root;
    private final String key;
    private final DebianSettings settings;
    private volatile @Nullable DebianNames names;

    DebianArchive(ProcessRunner processes, ImageCache cache, Path root, DebianSettings settings) {
        this.processes = processes;
        this.cache = cache;
        this.root = root;
        this.settings = settings;
        this.key = "debian-" + settings.suite() + "-lists-"
                + new Digest().add(root.toString()).hex().substring(0, 16);
    }

    /** A Debian package at a version. */
    record Deb(String name, String version) {}

    /** The Debian root that the archive is seen from. */
    Path root() {
        return root;
    }

    /** Fetches the lists, when there are none yet; they stay what they are, so that builds of one cache agree. */
    void refresh(Consumer<String> progress) throws OutsideFailure, InterruptedException {
        if (!cache.has(key)) {
            progress.accept("reading the lists of Debian's packages, once");
        }
        cache.get(key, this::update);
    }

    DebianNames names() throws OutsideFailure {
        var present = names;
        if (present == null) {
            try {
                present = DebianNames.read(
                        Files.readAllLines(cache.folder().resolve(key).resolve("names"), StandardCharsets.UTF_8),
                        new String(RootFiles.read(RootFiles.ALIASES), StandardCharsets.UTF_8),
                        settings.overrides());
            } catch (IOException e) {
                throw new OutsideFailure("cannot read the lists of Debian's packages: " + e, false, e);
            }
            names = present;
        }
        return present;
    }

    /** The packages that would come with these, themselves included; empty when apt finds no way. */
    List<Deb> closure(Collection<String> packages) throws OutsideFailure, InterruptedException {
        var argv = new ArrayList<>(
                List.of("apt-get", "--simulate", "--no-install-recommends", "--quiet=2", "install", "--"));
        argv.addAll(packages);
        var said = processes.capture(apt(cache.folder().resolve(key), argv));
        if (!said.ok()) {
            return List.of();
        }
        var out = new ArrayList<Deb>();
        for (var line : said.text().lines().toList()) {
            var match = INSTALL.matcher(line);
            if (match.find()) {
                out.add(new Deb(match.group(1), match.group(2)));
            }
        }
        return out;
    }

    /** The upstream versions of packages, in which the archive has them; a package that it has not is left out. */
    Map<String, String> versions(Collection<String> packages) throws OutsideFailure, InterruptedException {
        if (packages.isEmpty()) {
            return Map.of();
        }
        var argv = new ArrayList<>(List.of("apt-cache", "--no-all-versions", "show", "--"));
        argv.addAll(packages);
        var records = new Versions();
        var lines = new Lines(records::line);
        // It ends with an error when it does not know one of them, and tells of the others all the same.
        processes.run(apt(cache.folder().resolve(key), argv).atMost(256L << 20), lines::write);
        lines.end();
        return records.found;
    }

    /** Takes the lines of {@code apt-cache show}. */
    private static final class Versions {
        private final Map<String, String> found = new HashMap<>();
        private String name = "";

        void line(String line) {
            if (line.startsWith("Package: ")) {
                name = line.substring("Package: ".length()).strip();
            } else if (line.startsWith("Version: ")) {
                found.putIfAbsent(
                        name, upstream(line.substring("Version: ".length()).strip()));
            }
        }
    }

    /** Without Debian's epoch and revision, and without what it says of its changes to the source ({@code 1:4.1+dfsg-2} is 4.1). */
    static String upstream(String version) {
        String plain = version.substring(version.indexOf(':') + 1);
        int revision = plain.lastIndexOf('-');
        return (revision < 0 ? plain : plain.substring(0, revision)).replaceFirst("[+~.](dfsg|ds|repack).*$", "");
    }

    /** Downloads packages into a folder; apt verifies them. */
    void download(Collection<Deb> packages, Path folder) throws OutsideFailure, InterruptedException {
        var argv = new ArrayList<>(List.of("apt-get", "--quiet=2", "-o", "Acquire::Retries=3", "download", "--"));
        packages.forEach(deb -> argv.add(deb.name() + "=" + deb.version()));
        processes.capture(apt(cache.folder().resolve(key), argv).in(folder)).orFail("downloading Debian packages");
    }

    private void update(Path folder) throws OutsideFailure, IOException, InterruptedException {
        for (var part : List.of("lists/partial", "cache/archives/partial")) {
            Files.createDirectories(folder.resolve(part));
        }
        // apt's paths are absolute; while the lists are made they are in a folder that gets another name.
        processes
                .capture(apt(
                        folder,
                        List.of(
                                "apt-get",
                                "--quiet=2",
                                "-o",
                                "Acquire::Retries=3",
                                "-o",
                                "APT::Update::Error-Mode=any",
                                "update")))
                .orFail("reading the lists of Debian's packages");
        var records = new DebianNames.Records();
        var lines = new Lines(records::line);
        var ended = processes.run(apt(folder, List.of("apt-cache", "dumpavail")).atMost(1L << 30), lines::write);
        lines.end();
        if (!ended.ok() || records.lines().isEmpty()) {
            throw new OutsideFailure("apt-cache dumpavail: " + ended.words() + ": " + lines.tail(), true);
        }
        var unfinished = folder.resolve("names.part");
        Files.write(unfinished, records.lines(), StandardCharsets.UTF_8);
        Files.move(unfinished, folder.resolve("names"), StandardCopyOption.ATOMIC_MOVE);
        Trees.delete(folder.resolve("cache"));
        Files.createDirectories(folder.resolve("cache/archives/partial"));
    }

    private Invocation apt(Path folder, List<String> argv) {
        var options = new ArrayList<String>();
        options.add(argv.getFirst());
        for (var option : List.of(
                "Dir::Etc::sourcelist=" + root.resolve("etc/apt/sources.list"),
                "Dir::Etc::sourceparts=" + root.resolve("etc/apt/sources.list.d"),
                "Dir::Etc::trustedparts=" + root.resolve("etc/apt/trusted.gpg.d"),
                "Dir::Etc::preferences=/dev/null",
                "Dir::Etc::preferencesparts=/dev/null",
                "Dir::State=" + folder,
                "Dir::State::lists=" + folder.resolve("lists"),
                "Dir::State::status=" + root.resolve("var/lib/dpkg/status"),
                "Dir::Cache=" + folder.resolve("cache"),
                "Acquire::Languages=none",
                "APT::Sandbox::User=root",
                "Debug::NoLocking=1")) {
            options.add("-o");
            options.add(option);
        }
        options.addAll(argv.subList(1, argv.size()));
        return Invocation.of(LONG, options).with(java.util.Map.of("DEBIAN_FRONTEND", "noninteractive"));
    }
}
