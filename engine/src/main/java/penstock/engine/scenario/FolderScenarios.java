package penstock.engine.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import penstock.engine.port.OutsideFailure;
import penstock.scenario.Scenario;

/** Scenarios that somebody works on: folders of this machine, by their paths. They have no links, which would lead elsewhere. */
public final class FolderScenarios implements ScenarioSource {
    private static final int LARGEST = 32 << 20;

    @Override
    public Optional<ScenarioFiles> find(String name) throws OutsideFailure {
        Path folder = Path.of(name).toAbsolutePath().normalize();
        if (!Files.exists(folder.resolve(Scenario.FILE), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        SortedMap<String, byte[]> files = new TreeMap<>();
        long bytes = 0;
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                if (Files.isSymbolicLink(file) && !file.equals(folder)) {
                    throw new OutsideFailure(file + " is a link, which a scenario can't have; put a copy there", false);
                }
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    bytes += Files.size(file);
                    if (bytes > LARGEST) {
                        throw new OutsideFailure(folder + " is over " + (LARGEST >> 20) + " MiB", false);
                    }
                    files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw new OutsideFailure("can't read the scenario " + folder + ": " + e.getMessage(), false, e);
        }
        return Optional.of(new ScenarioFiles(String.valueOf(folder.getFileName()), "", files));
    }

    @Override
    public String where() {
        return "this machine";
    }
}
