package penstock.edge.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
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

    /** What is done once the links point to the new places. */
    interface Then<T> {
        T run() throws IOException;
    }

    /**
     * Lets links point elsewhere, each as {@link #replace} does: all of them, and then what follows, or none. What needs room on the disk is
     * made before the first one changes, and to take it back needs none.
     *
     * @param points by link
     */
    static <T> T replaceAll(Path staging, SortedMap<Path, Path> points, Then<T> then) throws IOException {
        List<Undo> undone = new ArrayList<>();
        try {
            for (Path link : points.keySet()) {
                undone.add(Undo.of(staging, link));
            }
            for (Map.Entry<Path, Path> one : points.entrySet()) {
                replace(staging, one.getKey(), one.getValue());
            }
            return then.run();
        } catch (IOException failure) {
            for (Undo one : undone.reversed()) {
                try {
                    one.back();
                } catch (IOException again) {
                    failure.addSuppressed(again);
                }
            }
            throw failure;
        } finally {
            for (Undo one : undone) {
                Files.deleteIfExists(one.kept());
            }
        }
    }

    /**
     * A link as it was.
     *
     * @param kept points where it did; not there when there was no link
     */
    private record Undo(Path link, Path kept, boolean was) {
        static Undo of(Path staging, Path link) throws IOException {
            Durable.folders(staging);
            Path kept = staging.resolve(UUID.randomUUID().toString());
            boolean was = Files.isSymbolicLink(link);
            if (was) {
                Files.createSymbolicLink(kept, Files.readSymbolicLink(link));
            }
            return new Undo(link, kept, was);
        }

        void back() throws IOException {
            if (was) {
                Files.move(kept, link, StandardCopyOption.ATOMIC_MOVE);
                Durable.syncParent(link);
            } else if (Files.isSymbolicLink(link)) {
                Files.delete(link);
                Durable.syncParent(link);
            }
        }
    }

    /** Takes a name away from what has it, for something of another kind, which a rename can't replace. */
    static void putAside(Path staging, Path path) throws IOException {
        Durable.folders(staging);
        Path aside = staging.resolve(UUID.randomUUID().toString());
        Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
        Durable.remove(aside);
    }
}
