package penstock.edge.puppet;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import penstock.engine.build.ModulePacker;
import penstock.engine.port.Mirror;
import penstock.engine.port.Mirror.TreeEntry;
import penstock.engine.port.OutsideFailure;
import penstock.puppet.ForgeArchive;

/**
 * Packs modules as {@code pdk build} does, from git's objects instead of a work tree. Equal commits and metadata give equal bytes: files come
 * in git's order, with the commit's time, no owner, one of two modes; gzip's header has neither time nor name.
 */
public final class ForgePacker implements ModulePacker {
    private static final int LINK = 0120000;
    private static final int SUBMODULE = 0160000;
    private static final int EXECUTABLE = 0100755;
    private static final int LARGEST_IGNORE_FILE = 1 << 20;
    private static final int LARGEST_FILE = 64 << 20;
    private static final int LONGEST_PATH = 250;
    private static final int SHOWN = 5;

    private final Mirror mirror;

    public ForgePacker(Mirror mirror) {
        this.mirror = mirror;
    }

    @Override
    public Packed pack(Wanted wanted, Path to) throws OutsideFailure {
        List<TreeEntry> tree = mirror.tree(wanted.url(), wanted.commit().id());
        PackedPaths paths = new PackedPaths(ignoreFile(wanted, tree));
        List<TreeEntry> packed =
                tree.stream().filter(entry -> paths.packed(entry.path())).toList();
        if (packed.stream().noneMatch(entry -> entry.path().equals(ForgeArchive.METADATA) && regular(entry))) {
            return new Packed.Refused(
                    "metadata.json is no regular file of the module, or is ignored by its ignore file; mend it upstream");
        }
        Optional<TreeEntry> unusable = packed.stream()
                .filter(entry -> entry.path().length() > LONGEST_PATH || !ascii(entry.path()))
                .findFirst();
        if (unusable.isPresent()) {
            return new Packed.Refused(
                    "Puppet takes no module with a file whose path has other characters than ASCII's, or"
                            + " more than " + LONGEST_PATH + ": "
                            + unusable.get().path().replaceAll("[^ -~]", "?")
                            + "; rename it, or name it in .pdkignore");
        }
        return written(wanted, packed, to);
    }

    private Optional<byte[]> ignoreFile(Wanted wanted, List<TreeEntry> tree) throws OutsideFailure {
        for (String name : PackedPaths.IGNORE_FILES) {
            if (tree.stream().anyMatch(entry -> entry.path().equals(name) && regular(entry))) {
                return mirror.file(wanted.url(), wanted.commit().id(), name, LARGEST_IGNORE_FILE);
            }
        }
        return Optional.empty();
    }

    private Packed written(Wanted wanted, List<TreeEntry> packed, Path to) throws OutsideFailure {
        List<String> left = new ArrayList<>();
        int files = 0;
        long bytes = 0;
        try (Tar tar = new Tar(to, wanted.folder(), wanted.commit().committed())) {
            for (TreeEntry entry : packed) {
                if (!regular(entry)) {
                    left.add(entry.path());
                    continue;
                }
                byte[] content = entry.path().equals(ForgeArchive.METADATA)
                        ? wanted.metadata().getBytes(StandardCharsets.UTF_8)
                        : mirror.file(wanted.url(), wanted.commit().id(), entry.path(), LARGEST_FILE)
                                .orElse(new byte[0]);
                bytes += content.length;
                if (bytes > wanted.mostBytes()) {
                    return new Packed.Refused("the module is over " + (wanted.mostBytes() >> 20) + " MiB");
                }
                tar.file(entry.path(), entry.mode() == EXECUTABLE ? 0755 : 0644, content);
                files++;
            }
            tar.finish();
        } catch (IOException e) {
            throw new OutsideFailure("can't write the module archive " + to + ": " + e.getMessage(), true, e);
        }
        return new Packed.Done(files, links(left));
    }

    /** Puppet passes over links when it unpacks a module. */
    private static List<String> links(List<String> left) {
        return left.isEmpty()
                ? List.of()
                : List.of("links and submodules are in no module archive: "
                        + String.join(", ", left.subList(0, Math.min(SHOWN, left.size())))
                        + (left.size() > SHOWN ? " and " + (left.size() - SHOWN) + " more" : ""));
    }

    private static boolean regular(TreeEntry entry) {
        return entry.mode() != LINK && entry.mode() != SUBMODULE;
    }

    private static boolean ascii(String path) {
        return path.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    private static final class Tar implements AutoCloseable {
        private final TarArchiveOutputStream tar;
        private final String folder;
        private final Instant modified;
        private final Set<String> folders = new HashSet<>();

        Tar(Path to, String folder, Instant modified) throws IOException {
            this.tar = new TarArchiveOutputStream(
                    new Gzip(new BufferedOutputStream(Files.newOutputStream(to), 1 << 16)),
                    StandardCharsets.US_ASCII.name());
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            this.folder = folder;
            this.modified = modified;
        }

        void file(String path, int mode, byte[] content) throws IOException {
            folders(folder + "/" + path);
            TarArchiveEntry entry = new TarArchiveEntry(folder + "/" + path);
            entry.setSize(content.length);
            put(entry, mode);
            tar.write(content);
            tar.closeArchiveEntry();
        }

        private void folders(String path) throws IOException {
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                String above = path.substring(0, slash + 1);
                if (folders.add(above)) {
                    put(new TarArchiveEntry(above, TarConstants.LF_DIR), 0755);
                    tar.closeArchiveEntry();
                }
            }
        }

        private void put(TarArchiveEntry entry, int mode) throws IOException {
            entry.setMode(mode);
            entry.setIds(0, 0);
            entry.setUserName("");
            entry.setGroupName("");
            entry.setModTime(modified.toEpochMilli());
            tar.putArchiveEntry(entry);
        }

        void finish() throws IOException {
            tar.finish();
        }

        @Override
        public void close() throws IOException {
            tar.close();
        }
    }

    private static final class Gzip extends GZIPOutputStream {
        Gzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
