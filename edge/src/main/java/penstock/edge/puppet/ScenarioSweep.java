package penstock.edge.puppet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.engine.port.OutsideFailure;
import penstock.engine.purge.KeptFiles;
import penstock.engine.purge.Swept;
import penstock.repo.RepoLayout;

/** Removes what is kept of runs of scenarios whose snapshots are there no more. A run of several snapshots stays with any of them. */
public final class ScenarioSweep implements KeptFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ScenarioSweep.class);

    private final Path folder;
    private final String target;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * @param folder that of {@link ScenarioFolders}
     * @param target the first part of the names of the lines' folders
     */
    public ScenarioSweep(Path folder, String target) {
        this.folder = folder;
        this.target = target;
    }

    private record Run(Path folder, Set<String> tested) {}

    @Override
    public Swept sweep(Needed needed, Instant before, boolean dry) throws OutsideFailure {
        List<Run> old = new ArrayList<>();
        Set<String> names = new HashSet<>();
        try (DirectoryStream<Path> runs = Files.newDirectoryStream(folder)) {
            for (Path run : runs) {
                Path outcome = run.resolve(ScenarioFolders.OUTCOME);
                if (Files.exists(outcome)
                        && Files.getLastModifiedTime(outcome).toInstant().isBefore(before)) {
                    Set<String> tested = tested(outcome);
                    old.add(new Run(run, tested));
                    names.addAll(tested);
                }
            }
        } catch (NoSuchFileException nothing) {
            return Swept.NOTHING;
        } catch (IOException failure) {
            throw new OutsideFailure("can't read " + folder + ": " + failure.getMessage(), true, failure);
        }
        Set<String> stay = needed.of("", names);
        Swept all = Swept.NOTHING;
        for (Run run : old) {
            if (run.tested().stream().noneMatch(stay::contains)) {
                all = all.and(remove(run.folder(), dry));
            }
        }
        return all;
    }

    /** The line and the folder of each snapshot that was tested. What can't be read tells of nothing that is there. */
    private Set<String> tested(Path outcome) throws IOException {
        JsonNode document;
        try {
            document = json.readTree(outcome.toFile());
        } catch (JsonProcessingException e) {
            LOG.warn("{} can't be read, and goes as one of a snapshot that is gone", outcome, e);
            return Set.of();
        }
        String name = RepoLayout.line(target, document.path("line").asText());
        Set<String> tested = new HashSet<>();
        for (String part : List.of("snapshot", "modules")) {
            for (String folder : document.path(part).asText().split(" ")) {
                tested.add(name + "/" + folder);
            }
        }
        return tested;
    }

    private static Swept remove(Path run, boolean dry) throws OutsideFailure {
        try (Stream<Path> found = Files.walk(run)) {
            List<Path> all = new ArrayList<>(found.toList());
            long bytes = 0;
            for (Path file : all) {
                bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
            }
            if (!dry) {
                // The outcome goes before its folder and after everything else: what is left of an interrupted removal
                // is swept again.
                Path outcome = run.resolve(ScenarioFolders.OUTCOME);
                all.removeAll(List.of(outcome, run));
                for (Path file : all.reversed()) {
                    Files.delete(file);
                }
                Files.deleteIfExists(outcome);
                Files.delete(run);
            }
            return new Swept(1, bytes);
        } catch (IOException failure) {
            throw new OutsideFailure("can't remove " + run + ": " + failure.getMessage(), true, failure);
        }
    }
}
