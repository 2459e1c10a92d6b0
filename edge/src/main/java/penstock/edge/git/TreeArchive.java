package penstock.edge.git;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import penstock.engine.port.Mirror.TreeEntry;
import penstock.engine.port.OutsideFailure;

/**
 * Writes a tree as a tar that depends on nothing but the tree and what is asked for: order, owners, modes and times are given. The
 * whole tree is checked before the first byte is written. {@code .gitattributes} have no say.
 */
final class TreeArchive {
    private static final int LINK = FileMode.SYMLINK.getBits();
    private static final int SUBMODULE = FileMode.GITLINK.getBits();

    private final Repository repository;
    private final Tree tree;
    private final MirrorLimits limits;

    TreeArchive(Repository repository, Tree tree, MirrorLimits limits) {
        this.repository = repository;
        this.tree = tree;
        this.limits = limits;
    }

    /** See {@link penstock.engine.port.Mirror#archive}. What the stream throws comes out as {@link Unwritable}. */
    void write(String prefix, SequencedMap<String, byte[]> extra, Instant modified, OutputStream to)
            throws IOException, OutsideFailure {
        List<TreeEntry> entries = tree.entries();
        try (ObjectReader reader = repository.newObjectReader()) {
            Map<String, String> links = check(reader, entries);
            checkExtra(entries, extra);
            TarArchiveOutputStream tar = new TarArchiveOutputStream(new Sink(to), StandardCharsets.UTF_8.name());
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            Output output = new Output(tar, prefix, modified);
            output.folder("");
            SequencedMap<String, byte[]> left = new LinkedHashMap<>(extra);
            for (TreeEntry entry : entries) {
                output.folders(entry.path());
                byte[] replaced = left.remove(entry.path());
                if (replaced != null) {
                    output.file(entry.path(), entry.mode(), replaced);
                } else if (entry.mode() == SUBMODULE) {
                    output.folder(entry.path() + "/");
                } else if (entry.mode() == LINK) {
                    output.link(entry.path(), links.getOrDefault(entry.path(), ""));
                } else {
                    output.blob(entry, reader);
                }
            }
            for (Map.Entry<String, byte[]> more : left.entrySet()) {
                output.folders(more.getKey());
                output.file(more.getKey(), FileMode.REGULAR_FILE.getBits(), more.getValue());
            }
            tar.finish();
            tar.flush();
        }
    }

    /** Sizes and links; returns where the links lead. */
    private Map<String, String> check(ObjectReader reader, List<TreeEntry> entries) throws IOException, OutsideFailure {
        Map<String, String> links = new LinkedHashMap<>();
        long sum = 0;
        for (TreeEntry entry : entries) {
            if (entry.mode() == LINK) {
                links.put(entry.path(), tree.linkTarget(reader, entry));
            } else if (entry.mode() != SUBMODULE) {
                sum += reader.getObjectSize(ObjectId.fromString(entry.id()), Constants.OBJ_BLOB);
            }
            if (sum > limits.archiveBytes()) {
                throw new OutsideFailure(
                        tree.about() + ": its files are larger than " + limits.archiveBytes() + " bytes with "
                                + entry.path(),
                        false);
            }
        }
        return links;
    }

    /** An added file must not be written through a link of the tree, nor where a file would have to be a folder. */
    private void checkExtra(List<TreeEntry> entries, SequencedMap<String, byte[]> extra) throws OutsideFailure {
        Set<String> notFolders = new HashSet<>();
        entries.forEach(entry -> notFolders.add(entry.path()));
        for (String path : extra.keySet()) {
            PathRules.path(path.getBytes(StandardCharsets.UTF_8), tree.about());
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                if (notFolders.contains(path.substring(0, slash))) {
                    throw new OutsideFailure(
                            tree.about() + ": " + path + " can't be added, " + path.substring(0, slash)
                                    + " is no folder",
                            false);
                }
            }
        }
    }

    /** The tar with what all of its entries have in common. */
    private static final class Output {
        private final TarArchiveOutputStream tar;
        private final String prefix;
        private final Instant modified;
        private final Set<String> folders = new HashSet<>();

        Output(TarArchiveOutputStream tar, String prefix, Instant modified) {
            this.tar = tar;
            this.prefix = prefix;
            this.modified = modified;
        }

        /** The folders above a path, each once. */
        void folders(String path) throws IOException {
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                folder(path.substring(0, slash + 1));
            }
        }

        /** @param path empty, or ends with a slash */
        void folder(String path) throws IOException {
            if (folders.add(path) && !(prefix + path).isEmpty()) {
                put(new TarArchiveEntry(prefix + path, TarConstants.LF_DIR), 0755);
                tar.closeArchiveEntry();
            }
        }

        void link(String path, String target) throws IOException {
            TarArchiveEntry entry = new TarArchiveEntry(prefix + path, TarConstants.LF_SYMLINK);
            entry.setLinkName(target);
            put(entry, 0777);
            tar.closeArchiveEntry();
        }

        void file(String path, int mode, byte[] content) throws IOException {
            TarArchiveEntry entry = new TarArchiveEntry(prefix + path);
            entry.setSize(content.length);
            put(entry, permissions(mode));
            tar.write(content);
            tar.closeArchiveEntry();
        }

        void blob(TreeEntry blob, ObjectReader reader) throws IOException {
            ObjectId id = ObjectId.fromString(blob.id());
            TarArchiveEntry entry = new TarArchiveEntry(prefix + blob.path());
            entry.setSize(reader.getObjectSize(id, Constants.OBJ_BLOB));
            put(entry, permissions(blob.mode()));
            reader.open(id, Constants.OBJ_BLOB).copyTo(tar);
            tar.closeArchiveEntry();
        }

        private static int permissions(int mode) {
            return mode == FileMode.EXECUTABLE_FILE.getBits() ? 0755 : 0644;
        }

        private void put(TarArchiveEntry entry, int permissions) throws IOException {
            entry.setMode(permissions);
            entry.setModTime(java.nio.file.attribute.FileTime.from(modified));
            entry.setIds(0, 0);
            entry.setNames("root", "root");
            tar.putArchiveEntry(entry);
        }
    }

    /** What the caller's own stream threw, told apart from what the repository did. */
    static final class Unwritable extends IOException {
        private static final long serialVersionUID = 1;
        private final IOException thrown;

        Unwritable(IOException thrown) {
            super(thrown);
            this.thrown = thrown;
        }

        IOException thrown() {
            return thrown;
        }
    }

    /** The caller's stream; closing the tar leaves it open. */
    private static final class Sink extends FilterOutputStream {
        Sink(OutputStream to) {
            super(to);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw new Unwritable(e);
            }
        }

        @Override
        public void close() {}
    }
}
