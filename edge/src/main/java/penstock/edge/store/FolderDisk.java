package penstock.edge.store;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import penstock.engine.line.Disk;
import penstock.engine.port.OutsideFailure;

/** The file systems that folders lie on. */
public final class FolderDisk implements Disk {
    private final List<Path> folders;

    /** @param folders that are there; at least one */
    public FolderDisk(List<Path> folders) {
        if (folders.isEmpty()) {
            throw new IllegalArgumentException("no folder to look at");
        }
        this.folders = List.copyOf(folders);
    }

    @Override
    public Space space() throws OutsideFailure {
        Space least = new Space(Long.MAX_VALUE, Long.MAX_VALUE);
        for (Path folder : folders) {
            try {
                FileStore store = Files.getFileStore(folder);
                Space space = new Space(store.getUsableSpace(), store.getTotalSpace());
                least = space.free() <= least.free() ? space : least;
            } catch (IOException e) {
                throw new OutsideFailure("can't read how much space is left in " + folder + ": " + e, true, e);
            }
        }
        return least;
    }
}
