package penstock.bench;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import penstock.config.ConfigText;
import penstock.config.FactoryConfig;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.edge.git.GitMirror;
import penstock.edge.git.MirrorLimits;
import penstock.edge.git.UrlRewriting;
import penstock.engine.distro.DistroSource;

/**
 * B1 of publishing and service: the resident memory of {@code penstock serve} that follows all lines of the real rdoinfo. Each of its
 * repositories is here, with all branches that are named; the distgits have no spec, so that each package is found, looked into and
 * told as failed, and then nothing is left to do. Measured when nothing new was said for five minutes. Promised: at most 250 MB.
 * Needs {@code PENSTOCK_REAL_DATA}.
 */
final class Memory implements Bench.Measurement {
    private static final double LIMIT = 250;
    private static final long IDLE_SECONDS = 300;
    private static final String HERE = "repositories";

    @Override
    public boolean run() throws Exception {
        Path bundle = Path.of(System.getenv().getOrDefault("PENSTOCK_REAL_DATA", "."), "rdo", "rdoinfo.bundle");
        if (!Files.exists(bundle)) {
            System.err.println("PENSTOCK_REAL_DATA names no folder with rdo/rdoinfo.bundle");
            return false;
        }
        try (Scratch scratch = new Scratch("memory")) {
            List<ReleaseLine> lines = lines(scratch.folder(), bundle);
            Set<String> urls = new TreeSet<>();
            Set<String> branches = new TreeSet<>();
            for (ReleaseLine line : lines) {
                for (Package pkg : line.packages()) {
                    for (Package.Source source : List.of(pkg.source(), pkg.distgit())) {
                        urls.add(source.url());
                        branches.add(source.ref());
                    }
                }
            }
            repositories(scratch.folder(), urls, branches);
            Path data = configured(scratch.folder(), lines, urls);
            int packages =
                    lines.stream().mapToInt(line -> line.packages().size()).sum();
            System.out.printf(
                    Locale.ROOT, "%d lines, %d packages, %d repositories%n", lines.size(), packages, urls.size());
            double resident = served(data);
            System.out.printf(Locale.ROOT, "promised at most %.0f MB after five idle minutes%n", LIMIT);
            System.out.printf(Locale.ROOT, "memory resident-mb %.1f%n", resident);
            return resident <= LIMIT;
        }
    }

    private static List<ReleaseLine> lines(Path scratch, Path bundle) throws Exception {
        Path repository = scratch.resolve("rdoinfo.git");
        Scratch.run(scratch, "git", "clone", "-q", "--bare", bundle.toString(), repository.toString());
        byte[] text = ("distribution:\n  repository: " + repository + "\n  entry_point: rdo-full.yml\n")
                .getBytes(StandardCharsets.UTF_8);
        FactoryConfig config = ConfigText.read("penstock.yaml", text).config().orElseThrow();
        GitMirror mirror = new GitMirror(scratch.resolve("mirrors"), new UrlRewriting(Map.of()), MirrorLimits.USUAL);
        return new DistroSource(mirror)
                .read(config.distribution())
                .reading()
                .distribution()
                .lines();
    }

    private static void repositories(Path scratch, Set<String> urls, Set<String> branches) throws Exception {
        Path first = Files.createDirectory(scratch.resolve("first"));
        Scratch.run(first, "git", "init", "-q", "--bare", "-b", "master");
        Scratch.run(first, "find", "hooks", "-delete");
        String tree = Scratch.run(first, "git", "hash-object", "-w", "-t", "tree", "/dev/null");
        String head = Scratch.run(first, "git", "commit-tree", tree, "-m", "one");
        for (String branch : branches) {
            if (!branch.isEmpty() && !branch.matches("[0-9a-f]{40}")) {
                Scratch.run(first, "git", "update-ref", "refs/heads/" + branch, head);
            }
        }
        Scratch.run(first, "git", "gc", "-q");
        for (String url : urls) {
            Path place = scratch.resolve(HERE).resolve(url.replaceFirst("^[a-z+]+://", ""));
            Files.createDirectories(place.getParent());
            if (!Files.exists(place)) {
                Scratch.run(scratch, "cp", "-r", first.toString(), place.toString());
            }
        }
    }

    private static Path configured(Path scratch, List<ReleaseLine> lines, Set<String> urls) throws Exception {
        Path data = Files.createDirectory(scratch.resolve("data"));
        StringBuilder text = new StringBuilder("""
                distribution:
                  repository: %s
                  entry_point: rdo-full.yml
                  lines: [%s]
                serve:
                  port: 0
                rewrite:
                """.formatted(
                scratch.resolve("rdoinfo.git"),
                String.join(
                        ", ",
                        lines.stream().map(line -> '"' + line.name() + '"').toList())));
        Set<String> hosts = new TreeSet<>();
        urls.forEach(url -> hosts.add(url.replaceFirst("^([a-z+]+://[^/]*/).*$", "$1")));
        for (String host : hosts) {
            String to = scratch.resolve(HERE)
                    .resolve(host.replaceFirst("^[a-z+]+://", ""))
                    .toUri()
                    .toString();
            text.append("- from: ")
                    .append(host)
                    .append("\n  to: ")
                    .append(to.endsWith("/") ? to : to + "/")
                    .append('\n');
        }
        Files.writeString(data.resolve("penstock.yaml"), text);
        return data;
    }

    /** Serves until nothing was said for five minutes; returns the megabytes (of 10^6 bytes) then. */
    private static double served(Path data) throws Exception {
        Path program = Path.of(System.getProperty("penstock.home", ".")).resolve("penstock");
        Path said = data.resolve("said");
        Process process = new ProcessBuilder(program.toString(), "--dir", data.toString(), "serve")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        process.getOutputStream().close();
        try {
            Table table =
                    new Table("resident memory of penstock serve", "seconds", "resident MB", "peak MB", "lines said");
            long began = System.nanoTime();
            long length = -1;
            long quietSince = began;
            List<Double> last = new ArrayList<>();
            while (System.nanoTime() - quietSince < TimeUnit.SECONDS.toNanos(IDLE_SECONDS)) {
                if (process.waitFor(30, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("it ended: " + Files.readString(said));
                }
                if (Files.size(said) != length) {
                    length = Files.size(said);
                    quietSince = System.nanoTime();
                }
                last.add(status(process, "VmRSS"));
                table.row(
                        "after",
                        (System.nanoTime() - began) / 1e9,
                        last.getLast(),
                        status(process, "VmHWM"),
                        saidLines(said));
            }
            table.print();
            return last.getLast();
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static double saidLines(Path said) throws Exception {
        try (BufferedReader reader = Files.newBufferedReader(said)) {
            return reader.lines().count();
        }
    }

    private static double status(Process process, String name) throws Exception {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            String line =
                    lines.filter(l -> l.startsWith(name + ":")).findFirst().orElseThrow();
            return Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1024 / 1e6;
        }
    }
}
