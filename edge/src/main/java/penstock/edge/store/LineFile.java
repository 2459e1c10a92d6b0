package penstock.edge.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;
import penstock.repo.RepoLayout;

/** A file at the top of a line's folder, replaced as a whole. */
public final class LineFile {
    private final Path file;

    /**
     * @param root of the published tree
     * @param target the target's name
     * @param name the file's
     */
    public LineFile(Path root, String target, String line, String name) {
        this.file = root.resolve(RepoLayout.lineFolder(target, line)).resolve(name);
    }

    /** Makes the file say this; an empty text removes it. */
    public void show(Optional<String> text) throws OutsideFailure {
        try {
            if (text.isPresent()) {
                Durable.replace(file, text.get().getBytes(StandardCharsets.UTF_8));
            } else {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw Durable.failure("writing " + file, failure);
        }
    }
}
