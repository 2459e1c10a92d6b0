package penstock.engine.dlrn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import penstock.build.Artifact;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.dlrn.ImportSources;
import penstock.dlrn.RemoteAddress;
import penstock.dlrn.RemoteCommit;
import penstock.engine.build.RpmHeaders;
import penstock.engine.port.ArtifactStore;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.SnapshotHolds;
import penstock.engine.publish.Signer;

/**
 * Brings builds of other instances here. What they made is fetched, looked at, signed with our key and kept; then the line is asked for the
 * build, which finds it made ({@link ImportingBuilder}) and goes the way of every build. All of it comes from outside: sizes, numbers and time
 * are bounded, and nothing of it is run.
 */
public final class RemoteImport {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long YAML = 1L << 20;
    private static final long LOG = 64L << 20;
    private static final long ALL = 4L << 30;

    private final RemoteFiles files;
    private final ImportedBuilds imported;
    private final Tables tables;
    private final Places places;
    private final Asking asking;
    private final ImportSources sources;
    private final InstantSource clock;

    /**
     * @param work where files lie until they are kept
     * @param signer empty where nothing is signed
     * @param holds keep a purge from removing what is kept already, until it is known whose it is
     */
    public record Places(
            Path work, ArtifactStore artifacts, RpmHeaders headers, Optional<Signer> signer, SnapshotHolds holds) {}

    /** Asks a line for a build. */
    public interface Asking {
        void ask(String line, String project, Commit source, Commit distgit)
                throws OutsideFailure, InterruptedException;
    }

    public RemoteImport(
            RemoteFiles files,
            ImportedBuilds imported,
            Tables tables,
            Places places,
            Asking asking,
            ImportSources sources,
            InstantSource clock) {
        this.files = files;
        this.imported = imported;
        this.tables = tables;
        this.places = places;
        this.asking = asking;
        this.sources = sources;
        this.clock = clock;
    }

    /** Whether builds may come from there. */
    public boolean allows(RemoteAddress address) {
        return sources.allow(address);
    }

    /** Why something can't be brought here. */
    private static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        Unusable(String why) {
            super(why, null, false, false);
        }
    }

    /**
     * Takes over what lies at an address, if its host is one that builds may come from; what is not newer than what was built here is left where it is.
     *
     * @return why nothing was; empty when all is well
     */
    public Optional<String> take(ReleaseLine line, RemoteAddress address) throws OutsideFailure, InterruptedException {
        if (!allows(address)) {
            return Optional.of(ImportSources.refusal(address));
        }
        Instant deadline = clock.instant().plus(PATIENCE);
        try {
            Files.createDirectories(places.work());
            Path folder = Files.createTempDirectory(places.work(), "import-");
            try (SnapshotHolds.Hold _ = places.holds().take("an import of builds", line.name(), List.of())) {
                take(line, address, folder, deadline);
                return Optional.empty();
            } finally {
                remove(folder);
            }
        } catch (Unusable unusable) {
            return Optional.ofNullable(unusable.getMessage());
        } catch (IOException e) {
            throw new OutsideFailure("cannot import " + address.uri() + ": " + e.getMessage(), true, e);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (UncheckedIOException e) {
            throw new IOException(e);
        }
    }

    private void take(ReleaseLine line, RemoteAddress address, Path folder, Instant deadline)
            throws OutsideFailure, InterruptedException, IOException, Unusable {
        Path yaml = folder.resolve("commit.yaml");
        fetch(address, "commit.yaml", yaml, YAML, deadline);
        switch (RemoteCommit.read(Files.readAllBytes(yaml))) {
            case RemoteCommit.Reading.Unusable(String why) -> throw new Unusable(why);
            case RemoteCommit.Reading.Commits(List<RemoteCommit> commits) -> {
                List<Package> packages = packages(line, commits);
                for (int i = 0; i < commits.size(); i++) {
                    if (isNewer(line.name(), packages.get(i), commits.get(i))) {
                        // A folder each: all have a log, and may have files of the same names.
                        Path own = Files.createDirectory(folder.resolve(String.valueOf(i)));
                        bring(line.name(), packages.get(i), address, commits.get(i), own, deadline);
                    }
                }
            }
        }
    }

    /** The line's package of each commit, all of them before anything is brought. */
    private static List<Package> packages(ReleaseLine line, List<RemoteCommit> commits) throws Unusable {
        List<Package> packages = new ArrayList<>();
        for (RemoteCommit commit : commits) {
            packages.add(line.packages().stream()
                    .filter(one -> one.name().equals(commit.name()))
                    .findFirst()
                    .orElseThrow(() -> new Unusable("the line " + line.name() + " has no package " + commit.name())));
        }
        return packages;
    }

    private boolean isNewer(String line, Package pkg, RemoteCommit commit) throws OutsideFailure {
        Tables.CommitFilter any = Tables.CommitFilter.ANY;
        Tables.CommitFilter mine = new Tables.CommitFilter(
                any.number(),
                Optional.of(pkg.project()),
                any.component(),
                any.status(),
                any.source(),
                any.distgit(),
                any.extended());
        return tables.commits(line, mine, new Tables.Page(1, 0), true).stream()
                .flatMap(newest -> newest.more().stream())
                .map(Tables.More::times)
                .noneMatch(times -> times.source()
                                >= commit.source().committed().getEpochSecond()
                        && times.distgit() >= commit.distgit().committed().getEpochSecond());
    }

    private void fetch(RemoteAddress address, String name, Path to, long most, Instant deadline)
            throws OutsideFailure, InterruptedException, Unusable {
        if (files.get(address.file(name), to, most, deadline)
                instanceof RemoteFiles.Got.Refused(int status, String reason)) {
            throw new Unusable(status + (status < 500 ? " Client Error: " : " Server Error: ") + reason + " for url: "
                    + address.file(name));
        }
    }

    private void bring(
            String line, Package pkg, RemoteAddress address, RemoteCommit commit, Path folder, Instant deadline)
            throws OutsideFailure, InterruptedException, IOException, Unusable {
        List<Artifact> artifacts = new ArrayList<>();
        String nevra = "";
        long left = ALL;
        for (String file : commit.rpms()) {
            Path fetched = folder.resolve(file);
            fetch(address, file, fetched, left, deadline);
            left -= Files.size(fetched);
            RpmHeaders.RpmHeader header = places.headers()
                    .read(fetched)
                    .orElseThrow(() -> new Unusable(file + " is no RPM that can be read"));
            mustBe(file, header);
            boolean source = RemoteCommit.isSource(file);
            if (source && (!header.arch().equals("src") || !header.name().equals(pkg.name()))) {
                throw new Unusable(file + " is no source RPM of " + pkg.name());
            }
            nevra = source ? header.nevr() : nevra;
            artifacts.add(keep(source ? Artifact.Kind.SRPM : Artifact.Kind.RPM, file, signed(fetched, folder)));
        }
        artifacts.add(keep(Artifact.Kind.LOG, "rpmbuild.log", log(address, folder, deadline)));
        imported.keep(
                new ImportedBuilds.Of(
                        line,
                        pkg.project(),
                        commit.source().id(),
                        commit.distgit().id()),
                new ImportedBuilds.Made(nevra, artifacts));
        asking.ask(line, pkg.project(), commit.source(), commit.distgit());
    }

    private static void mustBe(String file, RpmHeaders.RpmHeader header) throws Unusable {
        String evr = header.evr().substring(header.evr().indexOf(':') + 1);
        String named = header.name() + "-" + evr + "." + header.arch() + ".rpm";
        if (!named.equals(file)) {
            throw new Unusable(file + " says of itself that it is " + named);
        }
    }

    private Path signed(Path rpm, Path folder) throws OutsideFailure, Unusable {
        if (places.signer().isEmpty()) {
            return rpm;
        }
        Path copy = folder.resolve("signed-" + rpm.getFileName());
        Optional<String> refused = places.signer().get().signRpm(rpm, copy);
        if (refused.isPresent()) {
            throw new Unusable(rpm.getFileName() + " can't be signed: " + refused.get());
        }
        return copy;
    }

    private Path log(RemoteAddress address, Path folder, Instant deadline)
            throws OutsideFailure, InterruptedException, IOException {
        Path log = folder.resolve("rpmbuild.log");
        RemoteFiles.Got got = files.get(address.file("rpmbuild.log"), log, LOG, deadline);
        if (got instanceof RemoteFiles.Got.Refused) {
            Files.writeString(log, "Built elsewhere: " + address.uri() + "\n", StandardCharsets.UTF_8);
        }
        return log;
    }

    private Artifact keep(Artifact.Kind kind, String name, Path file) throws OutsideFailure, IOException {
        long size = Files.size(file);
        return new Artifact(kind, name, places.artifacts().add(file), size);
    }
}
