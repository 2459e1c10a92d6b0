package penstock.edge.rpm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import penstock.engine.build.BuildLog;
import penstock.engine.build.Workbench.Missing;
import penstock.engine.port.OutsideFailure;

/**
 * A root that is there already, made by whoever knows how: it is read only, and has rpm-build, python3-dnf and createrepo_c. It
 * is the root to build in and the one to install in; dependencies come from the line's own repository and from repositories of
 * the machine.
 */
public final class DirectoryRoots implements Roots {
    private static final List<String> DATABASES =
            List.of("usr/lib/sysimage/rpm/rpmdb.sqlite", "var/lib/rpm/rpmdb.sqlite", "var/lib/rpm/Packages");

    private final Path root;
    private final List<Path> repositories;

    /**
     * @param root the top of the tree
     * @param repositories folders with {@code repodata} and the RPMs, the preferred first
     */
    public DirectoryRoots(Path root, List<Path> repositories) {
        this.root = root.toAbsolutePath().normalize();
        this.repositories = List.copyOf(repositories);
    }

    @Override
    public void prepare(Consumer<String> progress) throws OutsideFailure {
        for (var needed : List.of("usr/bin/rpmbuild", "usr/bin/python3", "bin/sh")) {
            if (!Files.exists(root.resolve(needed))) {
                throw new OutsideFailure(root + " cannot be built in: there is no /" + needed, false);
            }
        }
        database();
    }

    /** Of its rpm database: what is installed decides what comes out. */
    @Override
    public String digest() throws OutsideFailure {
        try {
            return new Digest().add("directory").add(Digest.ofFile(database())).hex();
        } catch (IOException e) {
            throw new OutsideFailure("cannot read rpm's database in " + root + ": " + e, false, e);
        }
    }

    @Override
    public List<Path> build() {
        return List.of(root);
    }

    @Override
    public List<Path> fresh() {
        return List.of(root);
    }

    @Override
    public List<Repository> repositories() {
        return java.util.stream.IntStream.range(0, repositories.size())
                .mapToObj(i -> new Repository("target-" + i, repositories.get(i), 50 + i))
                .toList();
    }

    @Override
    public boolean supply(List<Missing> missing, BuildLog log) {
        return false;
    }

    @Override
    public Path fetch(Repository repository, String location, String sha256) throws OutsideFailure {
        var file = repository.folder().resolve(location).normalize();
        if (!file.startsWith(repository.folder())) {
            throw new OutsideFailure(
                    "the repository " + repository.folder() + " names a file outside of it: " + location, false);
        }
        return file;
    }

    private Path database() throws OutsideFailure {
        return DATABASES.stream()
                .map(root::resolve)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new OutsideFailure(root + " has no rpm database", false));
    }
}
