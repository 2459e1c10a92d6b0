package penstock.engine.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Makes JUnit's temporary folders with this process's id in their names, so that {@link LeftoverCheck} can tell them from those of
 * other test runs on the machine. Use: {@code @TempDir(factory = OwnedTempFolders.class)}, or for a whole module in
 * {@code junit-platform.properties}: {@code junit.jupiter.tempdir.factory.default}.
 */
public final class OwnedTempFolders implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
        return Files.createTempDirectory(parent(), namePrefix()).toRealPath();
    }

    private static Path parent() {
        try {
            return Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Set<String> present() {
        try (var entries = Files.newDirectoryStream(parent(), namePrefix() + "*")) {
            var found = new java.util.HashSet<String>();
            entries.forEach(entry -> found.add(entry.toString()));
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How the paths of all of this process's temporary folders begin. */
    static String prefix() {
        return parent().resolve(namePrefix()).toString();
    }

    private static String namePrefix() {
        return "penstock-" + ProcessHandle.current().pid() + "-";
    }
}
