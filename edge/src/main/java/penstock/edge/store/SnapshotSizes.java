package penstock.edge.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import penstock.engine.port.OutsideFailure;
import penstock.line.SnapshotRef;
import penstock.repo.RepoLayout;

/** Measures the folders of snapshots. What has another name elsewhere (a package in the store) is not theirs. */
public final class SnapshotSizes {
    private final Path root;
    private final String target;

    /**
     * @param root of the published tree
     * @param target the target's name
     */
    public SnapshotSizes(Path root, String target) {
        this.root = root;
        this.target = target;
    }

    /** In bytes; 0 when it is not there. */
    public long of(SnapshotRef snapshot) throws OutsideFailure {
        if (!RepoLayout.isDirectory(snapshot.directory())) {
            throw new IllegalArgumentException("not the folder of a snapshot: '" + snapshot.directory() + "'");
        }
        try {
            return of(
                    root.resolve(RepoLayout.lineFolder(target, snapshot.line())).resolve(snapshot.directory()));
        } catch (IOException failure) {
            throw Durable.failure("measuring " + snapshot.directory() + " of " + snapshot.line(), failure);
        }
    }

    /** Links are not followed. */
    static long of(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return 0;
        }
        long[] bytes = {0};
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && names(file) == 1) {
                    bytes[0] += attributes.size();
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    // It is being removed.
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
        return bytes[0];
    }

    /** Under how many names a file is known; 0 when it is gone. */
    static int names(Path file) throws IOException {
        try {
            return (Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException gone) {
            return 0;
        }
    }
}
