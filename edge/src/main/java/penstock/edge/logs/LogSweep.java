package penstock.edge.logs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import penstock.engine.port.OutsideFailure;
import penstock.engine.purge.KeptFiles;
import penstock.engine.purge.Swept;

/** Removes logs of builds that are needed no more, with what lies beside them under the build's id. */
public final class LogSweep implements KeptFiles {
    private final Path folder;

    /** @param folder that of {@link LogFolder} */
    public LogSweep(Path folder) {
        this.folder = folder;
    }

    @Override
    public Swept sweep(Needed needed, Instant before, boolean dry) throws OutsideFailure {
        Map<String, List<Path>> byBuild = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(file ->
                    byBuild.computeIfAbsent(build(file), _ -> new ArrayList<>()).add(file));
        } catch (NoSuchFileException nothing) {
            return Swept.NOTHING;
        } catch (IOException failure) {
            throw new OutsideFailure("can't read the logs in " + folder + ": " + failure.getMessage(), true, failure);
        }
        Set<String> stay = needed.of("", Set.copyOf(byBuild.keySet()));
        Swept all = Swept.NOTHING;
        for (Map.Entry<String, List<Path>> build : byBuild.entrySet()) {
            if (!stay.contains(build.getKey())) {
                all = all.and(remove(build.getValue(), before, dry));
            }
        }
        return all;
    }

    private static String build(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static Swept remove(List<Path> files, Instant before, boolean dry) throws OutsideFailure {
        Swept all = Swept.NOTHING;
        for (Path file : files) {
            all = all.and(remove(file, before, dry));
        }
        return all;
    }

    private static Swept remove(Path file, Instant before, boolean dry) throws OutsideFailure {
        try {
            if (!Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                return Swept.NOTHING;
            }
            Swept one = new Swept(1, Files.size(file));
            if (!dry) {
                Files.deleteIfExists(file);
            }
            return one;
        } catch (NoSuchFileException gone) {
            return Swept.NOTHING;
        } catch (IOException failure) {
            throw new OutsideFailure("can't remove " + file + ": " + failure.getMessage(), true, failure);
        }
    }
}
