package penstock.engine.distro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import penstock.change.Commit;
import penstock.config.FactoryConfig;
import penstock.distro.DistroReader;
import penstock.distro.DistroReading;
import penstock.distro.ReleaseLine;
import penstock.engine.port.Mirror;
import penstock.engine.port.OutsideFailure;

/** Reads the distroinfo files of a git repository or of a folder with plain files, as the configuration names it. */
public final class DistroSource {
    private static final int LARGEST_FILE = 16 << 20;

    private final Mirror mirror;

    public DistroSource(Mirror mirror) {
        this.mirror = mirror;
    }

    /** The files as they are now; a repository is fetched first. */
    public DistroReading read(FactoryConfig.Distribution where) throws OutsideFailure, InterruptedException {
        Path folder = Path.of(where.repository().replaceFirst("^file://", ""));
        if (Files.isDirectory(folder) && !isRepository(folder)) {
            return DistroReader.read(where.entryPoint(), path -> file(folder, path));
        }
        String url = Files.isDirectory(folder)
                ? folder.toAbsolutePath().normalize().toUri().toString()
                : where.repository();
        mirror.fetch(url);
        String ref = where.branch().isEmpty() ? "HEAD" : where.branch();
        Commit commit = mirror.resolve(url, ref)
                .orElseThrow(() -> new OutsideFailure(
                        "the distribution's repository " + url + " has no branch " + ref
                                + "; say another one in penstock.yaml, distribution: branch:",
                        false));
        return DistroReader.read(where.entryPoint(), path -> mirror.file(url, commit.id(), path, LARGEST_FILE));
    }

    /** The lines that are followed: those that the configuration names, otherwise those in development. */
    public static List<ReleaseLine> followed(DistroReading reading, List<String> names) {
        return names.isEmpty()
                ? reading.distribution().developed()
                : names.stream()
                        .flatMap(name -> reading.distribution().line(name).stream())
                        .toList();
    }

    private static boolean isRepository(Path folder) {
        return Files.exists(folder.resolve(".git"))
                || (Files.exists(folder.resolve("HEAD")) && Files.isDirectory(folder.resolve("objects")));
    }

    /** {@code path} never leads out of the folder by its words ({@link DistroReader.Files}); a link must not either. */
    private static Optional<byte[]> file(Path folder, String path) throws OutsideFailure {
        try {
            Path real = folder.toRealPath();
            Path file = real.resolve(path);
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            if (!file.toRealPath().startsWith(real) || !Files.isRegularFile(file) || Files.size(file) > LARGEST_FILE) {
                throw new OutsideFailure(file + " is no file of this folder, or larger than 16 MiB", false);
            }
            return Optional.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new OutsideFailure("cannot read " + path + " of " + folder + ": " + e.getMessage(), false, e);
        }
    }
}
