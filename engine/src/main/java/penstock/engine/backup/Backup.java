package penstock.engine.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;
import penstock.engine.port.OutsideFailure;

/**
 * A backup in a folder. The state is copied first, as of one moment, then the files that it names: builds and snapshots are there before
 * the state names them and never change, so the copy is whole although the factory works on. When files went meanwhile, because they
 * were purged, the state is copied again.
 *
 * <p>The state's file gets its name last: it is what makes the folder a backup, and one that was interrupted leaves the earlier one
 * of the same folder whole.
 */
public final class Backup {
    /** The file in a backup that holds the state. */
    public static final String STATE = "penstock.db";

    private static final int TRIES = 3;

    private final StateCopies state;
    private final FileCopies files;
    private final Path to;

    public Backup(StateCopies state, FileCopies files, Path to) {
        this.state = state;
        this.files = files;
        this.to = to;
    }

    /** @return what the state names and could not be found: damage that a backup cannot mend */
    public List<String> run(Consumer<String> progress) throws OutsideFailure, InterruptedException {
        Path next = to.resolve(STATE + ".next");
        for (int tries = 1; ; tries++) {
            progress.accept("copying the state");
            Kept kept = state.copyTo(next);
            List<String> missing = files.copy(kept, progress);
            if (missing.isEmpty() || tries == TRIES) {
                try {
                    Files.move(next, to.resolve(STATE), StandardCopyOption.ATOMIC_MOVE);
                } catch (IOException e) {
                    throw new OutsideFailure("can't complete the backup in " + to + ": " + e.getMessage(), true, e);
                }
                files.sweep(kept);
                return missing;
            }
            progress.accept(missing.size() + " files went meanwhile");
        }
    }
}
