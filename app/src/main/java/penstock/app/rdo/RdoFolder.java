package penstock.app.rdo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import penstock.distro.DistroReader;
import penstock.distro.DistroReading;
import penstock.engine.port.OutsideFailure;

/**
 * A data folder made of bundles (E1): {@code upstream/NAME.bundle}, {@code distgit/NAME.bundle}, {@code rdoinfo.bundle}, where NAME is the last segment
 * of the repository's URL. They become bare repositories under {@code git/}, {@code penstock.yaml} sends the URLs there, and
 * {@code rdoinfo/cut.yml} is rdoinfo cut to the packages that have both bundles.
 */
public final class RdoFolder {
    private static final int LARGEST_FILE = 4 << 20;

    private final Path bundles;
    private final Path folder;

    private RdoFolder(Path bundles, Path folder) {
        this.bundles = bundles;
        this.folder = folder;
    }

    /**
     * Makes the folder anew, but for the repositories that are there already.
     *
     * @param wanted packages by any of their names, each with {@code @COMMIT} or without; empty for all that have both bundles
     * @return what was cut out of rdoinfo
     */
    public static RdoCut make(Path bundles, Path folder, List<String> wanted, boolean withTests) throws OutsideFailure {
        var made = new RdoFolder(bundles.toAbsolutePath(), folder);
        try {
            Files.createDirectories(folder);
            var info = made.repository("rdoinfo.bundle", "rdoinfo");
            var reading = made.rdoinfo(info);
            var cut = RdoCut.of(reading, made::repositoryOf, wanted);
            Files.createDirectories(folder.resolve("rdoinfo"));
            Files.writeString(folder.resolve("rdoinfo/cut.yml"), cut.distroinfo());
            Files.writeString(folder.resolve("penstock.yaml"), cut.configuration(folder.resolve("rdoinfo"), withTests));
            return cut;
        } catch (IOException | GitAPIException e) {
            throw new OutsideFailure("cannot make " + folder + " of " + bundles + ": " + e.getMessage(), false, e);
        }
    }

    /** What upstream requires at a commit, in its own words; empty when it has no file that says so. */
    public static String requirements(Path repository, String commit) throws OutsideFailure {
        try (var git = Git.open(repository.toFile())) {
            var text = new StringBuilder();
            // Where there are both, pyproject.toml names extras and tools as well.
            for (var name : List.of("requirements.txt", "pyproject.toml")) {
                if (text.isEmpty()) {
                    read(git.getRepository(), commit, name)
                            .ifPresent(bytes -> text.append(new String(bytes, StandardCharsets.UTF_8)));
                }
            }
            return text.toString();
        } catch (IOException e) {
            throw new OutsideFailure("cannot read the requirements of " + repository + ": " + e.getMessage(), false, e);
        }
    }

    /** The bare repository of a bundle, unpacked if it is not yet; empty when there is no such bundle. */
    private Optional<Path> repositoryOf(String kind, String name) throws OutsideFailure {
        try {
            return Files.exists(bundles.resolve(kind).resolve(name + ".bundle"))
                    ? Optional.of(repository(kind + "/" + name + ".bundle", kind + "/" + name))
                    : Optional.empty();
        } catch (IOException | GitAPIException e) {
            throw new OutsideFailure("cannot unpack the bundle " + kind + "/" + name + ": " + e.getMessage(), false, e);
        }
    }

    private Path repository(String bundle, String name) throws IOException, GitAPIException {
        var to = folder.resolve("git").resolve(name);
        if (!Files.exists(to.resolve("HEAD"))) {
            Files.createDirectories(to);
            Git.cloneRepository()
                    .setURI(bundles.resolve(bundle).toString())
                    .setBare(true)
                    .setMirror(true)
                    .setDirectory(to.toFile())
                    .call()
                    .close();
        }
        return to;
    }

    private DistroReading rdoinfo(Path repository) throws IOException {
        try (var git = Git.open(repository.toFile())) {
            return DistroReader.read("rdo.yml", path -> read(git.getRepository(), "HEAD", path));
        }
    }

    private static Optional<byte[]> read(Repository repository, String commit, String path) throws IOException {
        var id = repository.resolve(commit + "^{commit}");
        if (id == null) {
            return Optional.empty();
        }
        try (var walk = new RevWalk(repository);
                var tree =
                        TreeWalk.forPath(repository, path, walk.parseCommit(id).getTree())) {
            return tree == null
                    ? Optional.empty()
                    : Optional.of(repository.open(tree.getObjectId(0)).getCachedBytes(LARGEST_FILE));
        }
    }

    /** The full id of a commit that is named in short; empty when there is none. */
    static Optional<String> commit(Path repository, String named) throws OutsideFailure {
        try (var git = Git.open(repository.toFile())) {
            return Optional.ofNullable(git.getRepository().resolve(named + "^{commit}"))
                    .map(ObjectId::name);
        } catch (IOException e) {
            throw new OutsideFailure("cannot find " + named + " in " + repository + ": " + e.getMessage(), false, e);
        }
    }
}
