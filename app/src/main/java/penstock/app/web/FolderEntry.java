package penstock.app.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import penstock.text.Size;

/**
 * A line of a folder's page.
 *
 * @param size in bytes; 0 for a folder
 * @param pointsTo of a link, where it leads, as the link says it; else empty
 */
public record FolderEntry(String name, boolean folder, long size, Instant modified, String pointsTo) {
    /** Empty when it is gone, or a link that leads nowhere. */
    static Optional<FolderEntry> of(Path path) {
        try {
            String pointsTo =
                    Files.isSymbolicLink(path) ? Files.readSymbolicLink(path).toString() : "";
            boolean folder = Files.isDirectory(path);
            return Optional.of(new FolderEntry(
                    path.getFileName().toString(),
                    folder,
                    folder ? 0 : Files.size(path),
                    Files.getLastModifiedTime(path).toInstant(),
                    pointsTo));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Relative to the folder's page. */
    public String address() {
        return "./" + TreePath.encode(name) + (folder ? "/" : "");
    }

    /** {@code 1.2 MB}; empty for a folder. */
    public String readableSize() {
        return folder ? "" : Size.text(size);
    }
}
