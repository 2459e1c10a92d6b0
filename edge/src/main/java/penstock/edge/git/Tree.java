package penstock.edge.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import penstock.engine.port.Mirror.TreeEntry;
import penstock.engine.port.OutsideFailure;

/** The tree of one commit of a local copy. */
final class Tree {
    /** The longest target of a link that Linux takes. */
    private static final int LONGEST_LINK = 4096;

    private final Repository repository;
    private final ObjectId commit;
    private final ObjectId root;
    private final String about;
    private final MirrorLimits limits;

    Tree(Repository repository, ObjectId commit, String shown, MirrorLimits limits) throws IOException {
        this.repository = repository;
        this.commit = commit;
        this.about = shown + " at " + commit.name();
        this.limits = limits;
        try (RevWalk walk = new RevWalk(repository)) {
            RevTree tree = walk.parseTree(commit);
            this.root = tree.getId();
        }
    }

    /** The repository and commit, for messages. */
    String about() {
        return about;
    }

    ObjectId commit() {
        return commit;
    }

    ObjectId root() {
        return root;
    }

    /** See {@link penstock.engine.port.Mirror#file}. */
    Optional<byte[]> file(String path, int maxBytes) throws IOException, OutsideFailure {
        if (!wellFormed(path)) {
            return Optional.empty();
        }
        try (TreeWalk walk = TreeWalk.forPath(repository, path, root)) {
            if (walk == null || !regular(walk.getFileMode(0))) {
                return Optional.empty();
            }
            long size = walk.getObjectReader().getObjectSize(walk.getObjectId(0), Constants.OBJ_BLOB);
            if (size > maxBytes) {
                throw new OutsideFailure(
                        about + ": " + path + " has " + size + " bytes, more than the " + maxBytes + " that are taken",
                        false);
            }
            return Optional.of(walk.getObjectReader()
                    .open(walk.getObjectId(0), Constants.OBJ_BLOB)
                    .getBytes(maxBytes));
        }
    }

    /** See {@link penstock.engine.require.SourceHistory#file}. */
    Optional<byte[]> beginning(String path, int maxBytes) throws IOException {
        if (!wellFormed(path)) {
            return Optional.empty();
        }
        try (TreeWalk walk = TreeWalk.forPath(repository, path, root)) {
            if (walk == null || !regular(walk.getFileMode(0))) {
                return Optional.empty();
            }
            ObjectLoader blob = walk.getObjectReader().open(walk.getObjectId(0), Constants.OBJ_BLOB);
            if (!blob.isLarge() && blob.getSize() <= maxBytes) {
                return Optional.of(blob.getBytes());
            }
            try (InputStream bytes = blob.openStream()) {
                return Optional.of(bytes.readNBytes(maxBytes));
            }
        }
    }

    private static boolean wellFormed(String path) {
        return !path.isEmpty() && !path.startsWith("/") && !path.endsWith("/") && !path.contains("//");
    }

    private static boolean regular(FileMode mode) {
        return (mode.getBits() & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
    }

    /** See {@link penstock.engine.port.Mirror#tree}. */
    List<TreeEntry> entries() throws IOException, OutsideFailure {
        List<TreeEntry> entries = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(root);
            while (walk.next()) {
                String path = PathRules.path(walk.getRawPath(), about);
                if (!seen.add(path)) {
                    throw new OutsideFailure(about + " has '" + path + "' twice; correct it in the repository", false);
                }
                if (seen.size() > limits.entries()) {
                    throw new OutsideFailure(about + " has more than " + limits.entries() + " entries", false);
                }
                if (walk.isSubtree()) {
                    walk.enterSubtree();
                } else {
                    entries.add(new TreeEntry(
                            mode(walk.getFileMode(0), path),
                            path,
                            walk.getObjectId(0).name()));
                }
            }
        }
        return entries;
    }

    /** Other permission bits than git's own two, as old tools wrote them, are read as git reads them. */
    private int mode(FileMode mode, String path) throws OutsideFailure {
        if (mode.getObjectType() != Constants.OBJ_BLOB && mode.getObjectType() != Constants.OBJ_COMMIT) {
            throw new OutsideFailure(
                    about + ": " + path + " is no file, link, folder or submodule; correct it in the repository",
                    false);
        }
        return mode.getBits();
    }

    /** Where a link leads, checked to stay inside. */
    String linkTarget(ObjectReader reader, TreeEntry link) throws IOException, OutsideFailure {
        ObjectId id = ObjectId.fromString(link.id());
        if (reader.getObjectSize(id, Constants.OBJ_BLOB) > LONGEST_LINK) {
            throw new OutsideFailure(about + ": the link " + link.path() + " has no sensible target", false);
        }
        String target = new String(reader.open(id, Constants.OBJ_BLOB).getBytes(LONGEST_LINK), StandardCharsets.UTF_8);
        if (PathRules.leadsOut(link.path(), target)) {
            throw new OutsideFailure(
                    about + ": the link " + link.path() + " leads out of the tree, to '" + PathRules.printable(target)
                            + "'; remove it in the repository",
                    false);
        }
        return target;
    }
}
