package penstock.edge.puppet;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.PublishedModules;
import penstock.puppet.ForgeArchive;
import penstock.puppet.ModuleRelease;
import penstock.repo.RepoLayout;

/**
 * Reads {@link RepoLayout#MODULES} of published snapshots. An archive never changes, so each is read once; of a snapshot only its list is
 * read again.
 */
public final class PublishedModuleFolders implements PublishedModules {
    private static final String LIST = ".sha256";
    private static final int KEPT = 4096;

    private final Path root;
    /** By SHA-256. */
    private final Map<String, ModuleRelease> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ModuleRelease> eldest) {
            return size() > KEPT;
        }
    };

    /** @param root of what is published */
    public PublishedModuleFolders(Path root) {
        this.root = root;
    }

    @Override
    public Optional<List<ModuleRelease>> of(String folder) throws OutsideFailure {
        try {
            Optional<List<Path>> snapshots = snapshots(folder);
            if (snapshots.isEmpty()) {
                return Optional.empty();
            }
            List<ModuleRelease> releases = new ArrayList<>();
            for (Path snapshot : snapshots.get()) {
                releases.addAll(in(snapshot.resolve(RepoLayout.MODULES)));
            }
            releases.sort(Comparator.comparing(release -> release.archive().module()));
            return Optional.of(releases);
        } catch (IOException e) {
            throw new OutsideFailure("can't read the modules of " + folder + ": " + e, true, e);
        }
    }

    @Override
    public Optional<Path> file(String folder, String name) throws OutsideFailure {
        if (ForgeArchive.ofFile(name).isEmpty()) {
            return Optional.empty();
        }
        try {
            for (Path snapshot : snapshots(folder).orElse(List.of())) {
                Path file = snapshot.resolve(RepoLayout.MODULES).resolve(name);
                if (Files.isRegularFile(file)) {
                    return Optional.of(file);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new OutsideFailure("can't read the modules of " + folder + ": " + e, true, e);
        }
    }

    /** The snapshots that a folder shows: one, or one of each component; links are followed, as long as they end in the tree. */
    private Optional<List<Path>> snapshots(String folder) throws IOException {
        Optional<Path> shown = real(folder);
        if (shown.isEmpty() || Files.isDirectory(shown.get().resolve("repodata"))) {
            return shown.map(List::of);
        }
        int slash = folder.indexOf('/');
        if (slash < 0 || folder.indexOf('/', slash + 1) >= 0) {
            return Optional.empty();
        }
        List<Path> joined = new ArrayList<>();
        String line = folder.substring(0, slash);
        try (DirectoryStream<Path> components = Files.newDirectoryStream(root.resolve(line + "/component"))) {
            for (Path component : components) {
                String name = String.valueOf(component.getFileName());
                real(line + "/component/" + name + folder.substring(slash)).ifPresent(joined::add);
            }
        } catch (NoSuchFileException | NotDirectoryException none) {
            return Optional.empty();
        }
        joined.sort(Comparator.naturalOrder());
        return Optional.of(joined);
    }

    private Optional<Path> real(String folder) {
        for (String segment : folder.split("/", -1)) {
            if (!RepoLayout.isName(segment)) {
                return Optional.empty();
            }
        }
        try {
            Path real = root.resolve(folder).toRealPath();
            return real.startsWith(root.toRealPath()) && Files.isDirectory(real) ? Optional.of(real) : Optional.empty();
        } catch (IOException | InvalidPathException nothingThere) {
            return Optional.empty();
        }
    }

    private List<ModuleRelease> in(Path modules) throws IOException {
        List<ModuleRelease> releases = new ArrayList<>();
        List<String> lines;
        try {
            lines = Files.readAllLines(modules.resolve(LIST));
        } catch (NoSuchFileException none) {
            return releases;
        }
        for (String line : lines) {
            int blank = line.indexOf(' ');
            String name = line.substring(blank + 1).strip();
            Optional<ForgeArchive> archive = ForgeArchive.ofFile(name);
            if (blank > 0 && archive.isPresent()) {
                release(modules.resolve(name), archive.get(), line.substring(0, blank))
                        .ifPresent(releases::add);
            }
        }
        return releases;
    }

    private Optional<ModuleRelease> release(Path file, ForgeArchive archive, String sha256) throws IOException {
        synchronized (known) {
            ModuleRelease before = known.get(sha256);
            if (before != null) {
                return Optional.of(before);
            }
        }
        Optional<ModuleRelease> read = ArchiveReader.read(file, archive, sha256);
        synchronized (known) {
            read.ifPresent(release -> known.put(sha256, release));
        }
        return read;
    }
}
