package penstock.edge.git;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Ends a fetch that would make a local copy larger than allowed. JGit asks it often; it looks at the disk once a second at most. */
final class Watchdog extends EmptyProgressMonitor {
    private static final long PAUSE = 1_000_000_000L;

    private final Path mirror;
    private final long most;
    private long next = System.nanoTime() + PAUSE;
    private boolean tooLarge;

    Watchdog(Path mirror, long most) {
        this.mirror = mirror;
        this.most = most;
    }

    @Override
    public boolean isCancelled() {
        if (!tooLarge && System.nanoTime() - next > 0) {
            tooLarge = size() > most;
            next = System.nanoTime() + PAUSE;
        }
        return tooLarge || Thread.currentThread().isInterrupted();
    }

    boolean tooLarge() {
        tooLarge = tooLarge || size() > most;
        return tooLarge;
    }

    /** Packs, and the one that is being received; loose objects are few, as fetches make packs. */
    private long size() {
        long sum = 0;
        for (String folder : new String[] {"objects", "objects/pack"}) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(mirror.resolve(folder))) {
                for (Path file : files) {
                    sum += sizeOf(file);
                }
            } catch (IOException e) {
                return sum;
            }
        }
        return sum;
    }

    private static long sizeOf(Path file) throws IOException {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
