package penstock.edge.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Symbolic links that change what they point to in one step. */
final class Links {
    private Links() {}

    /**
     * Makes a link or lets it point elsewhere, atomically: whoever looks sees the old or the new. A folder in its place, left from
     * when the line had components, is put aside first.
     *
     * @param staging a folder of the same file system where the new link is made
     * @param points relative, as the link shall say it
     */
    static void replace(Path staging, Path link, Path points) throws IOException {
        if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(points)) {
            return;
        }
        Durable.folders(staging);
        Durable.foldersAbove(link);
        Path made = staging.resolve(UUID.randomUUID().toString());
        Files.createSymbolicLink(made, points);
        if (Files.isDirectory(link, LinkOption.NOFOLLOW_LINKS)) {
            putAside(staging, link);
        }
        Files.move(made, link, StandardCopyOption.ATOMIC_MOVE);
        Durable.syncParent(link);
    }

    /** Takes a name away from what has it, for something of another kind, which a rename can't replace. */
    static void putAside(Path staging, Path path) throws IOException {
        Durable.folders(staging);
        Path aside = staging.resolve(UUID.randomUUID().toString());
        Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
        Durable.remove(aside);
    }
}
