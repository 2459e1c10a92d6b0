package penstock.engine.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import penstock.engine.port.OutsideFailure;

/** Where a scenario's files lie while it runs, and where its results are gathered; gone when it is closed. */
record Folders(Path top, Path files, Path results) implements AutoCloseable {
    static Folders make(Path work) throws OutsideFailure {
        try {
            Files.createDirectories(work);
            Path top = Files.createTempDirectory(work, "scenario-");
            // Readable for all, since what runs in the sandbox is someone else.
            Files.setPosixFilePermissions(top, PosixFilePermissions.fromString("rwxr-xr-x"));
            return new Folders(
                    top, Files.createDirectory(top.resolve("files")), Files.createDirectory(top.resolve("results")));
        } catch (IOException e) {
            throw new OutsideFailure("can't make a folder in " + work + ": " + e.getMessage(), true, e);
        }
    }

    void write(ScenarioFiles scenario) throws IOException, OutsideFailure {
        for (Map.Entry<String, byte[]> file : scenario.files().entrySet()) {
            Path to = files.resolve(file.getKey()).normalize();
            if (!to.startsWith(files) || to.equals(files)) {
                throw new OutsideFailure("the scenario has a file outside of its folder: " + file.getKey(), false);
            }
            Files.createDirectories(to.getParent());
            Files.write(to, file.getValue());
        }
    }

    @Override
    public void close() throws OutsideFailure {
        try (Stream<Path> all = Files.walk(top)) {
            for (Path path : sorted(all)) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new OutsideFailure("can't remove " + top + ": " + e.getMessage(), true, e);
        }
    }

    private static List<Path> sorted(Stream<Path> all) {
        return all.sorted(Comparator.reverseOrder()).toList();
    }
}
