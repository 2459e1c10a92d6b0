package penstock.edge.repodata;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;
import penstock.require.answer.PackageIndex;

/** The packages of repositories, read again when their metadata has become another. Who asks while another one reads
 * waits for that one. What was read is softly referenced. */
public final class RecentRepositories {
    private final Map<Path, Read> recent = new HashMap<>();

    /** @param size and {@code modified} are those of the file that was read */
    private record Read(Path file, long size, FileTime modified, SoftReference<PackageIndex> index) {}

    /**
     * @param folder with {@code repodata}
     * @return empty when it has none
     */
    public synchronized Optional<PackageIndex> of(Path folder) throws OutsideFailure {
        try {
            Optional<Path> primary = RepositoryFolder.primary(folder);
            return primary.isEmpty() ? Optional.empty() : Optional.of(index(folder, primary.get()));
        } catch (NoSuchFileException noRepodata) {
            return Optional.empty();
        } catch (UncheckedIOException e) {
            throw RepositoryFolder.unread(folder, new IOException(e));
        } catch (IOException e) {
            throw RepositoryFolder.unread(folder, e);
        }
    }

    private PackageIndex index(Path folder, Path primary) throws IOException, OutsideFailure {
        long size = Files.size(primary);
        FileTime modified = Files.getLastModifiedTime(primary);
        Read known = recent.get(folder);
        if (known != null
                && known.file().equals(primary)
                && known.size() == size
                && known.modified().equals(modified)) {
            PackageIndex index = known.index().get();
            if (index != null) {
                return index;
            }
        }
        PackageIndex index = PackageIndex.of(RepositoryFolder.read(primary));
        recent.put(folder, new Read(primary, size, modified, new SoftReference<>(index)));
        return index;
    }
}
