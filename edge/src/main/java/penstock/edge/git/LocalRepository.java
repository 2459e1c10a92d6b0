package penstock.edge.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.RevWalkUtils;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import penstock.change.Commit;
import penstock.engine.port.OutsideFailure;
import penstock.engine.require.SourceHistory;

/** A repository on this machine that belongs to somebody else, bare or with a working tree, read where it lies; or a bundle of one. */
public final class LocalRepository implements SourceHistory {
    private final Repository repository;
    private final String shown;
    private final Optional<Path> scratch;
    /** Whoever reads this beside another may find the other's, and looks again. */
    private volatile Optional<Tree> latest = Optional.empty();

    LocalRepository(Repository repository, String shown) {
        this(repository, shown, Optional.empty());
    }

    private LocalRepository(Repository repository, String shown, Optional<Path> scratch) {
        this.repository = repository;
        this.shown = shown;
        this.scratch = scratch;
    }

    /**
     * The repository that a folder is, or that it is in, or that a file is a bundle of ({@code git bundle}); empty when there is none. A
     * bundle is unpacked into a folder of its own that goes when this is closed.
     */
    public static Optional<LocalRepository> open(Path folder) throws OutsideFailure {
        PlainSystem.install();
        if (Files.isRegularFile(folder)) {
            Bundle bundle = Bundle.unpack(folder);
            return Optional.of(
                    new LocalRepository(bundle.repository(), folder.toString(), Optional.of(bundle.place())));
        }
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        FileRepositoryBuilder builder = new FileRepositoryBuilder();
        builder.findGitDir(folder.toAbsolutePath().normalize().toFile());
        if (builder.getGitDir() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LocalRepository(builder.build(), folder.toString()));
        } catch (IOException e) {
            throw unreadable(folder.toString(), e);
        }
    }

    @Override
    public Optional<Commit> resolve(String name) throws OutsideFailure {
        return ask(() -> {
            try (RevWalk walk = new RevWalk(repository)) {
                ObjectId id = repository.resolve(name + "^{commit}");
                return id == null ? Optional.empty() : Optional.of(Commits.of(walk.parseCommit(id)));
            } catch (AmbiguousObjectException
                    | IncorrectObjectTypeException
                    | MissingObjectException
                    | RevisionSyntaxException none) {
                return Optional.empty();
            }
        });
    }

    @Override
    public List<String> names() throws OutsideFailure {
        return ask(() ->
                repository
                        .getRefDatabase()
                        .getRefsByPrefix(Constants.R_HEADS, Constants.R_TAGS, Constants.R_REMOTES)
                        .stream()
                        .map(Ref::getName)
                        .map(Repository::shortenRefName)
                        .sorted()
                        .distinct()
                        .toList());
    }

    @Override
    public Optional<byte[]> file(String commit, String path, int maxBytes) throws OutsideFailure {
        return ask(() -> tree(commit).beginning(path, maxBytes));
    }

    /** Who asks for one file of a commit asks for its others next. */
    private Tree tree(String commit) throws IOException {
        Optional<Tree> known = latest.filter(tree -> tree.commit().name().equals(commit));
        if (known.isPresent()) {
            return known.get();
        }
        Tree tree = new Tree(repository, ObjectId.fromString(commit), shown, MirrorLimits.USUAL);
        latest = Optional.of(tree);
        return tree;
    }

    @Override
    public int count(String old, String latest) throws OutsideFailure {
        return ask(() -> {
            try (RevWalk walk = new RevWalk(repository)) {
                walk.setRetainBody(false);
                return RevWalkUtils.count(walk, commit(walk, latest), commit(walk, old));
            }
        });
    }

    @Override
    public List<Step> changing(String old, String latest, Collection<String> paths) throws OutsideFailure {
        return ask(() -> {
            List<Step> steps = new ArrayList<>();
            try (RevWalk walk = new RevWalk(repository)) {
                walk.setTreeFilter(AndTreeFilter.create(PathFilterGroup.createFromStrings(paths), TreeFilter.ANY_DIFF));
                walk.sort(RevSort.TOPO);
                walk.markStart(commit(walk, latest));
                walk.markUninteresting(commit(walk, old));
                for (RevCommit at : walk) {
                    // With a filter on trees JGit has put in each parent's place the nearest commit before it that
                    // changed a file.
                    List<String> before = List.of(at.getParents()).stream()
                            .map(RevCommit::name)
                            .toList();
                    steps.add(new Step(Commits.of(at), before));
                }
            }
            return steps.reversed();
        });
    }

    @Override
    public List<Commit> mainLine(String latest, Collection<String> paths) throws OutsideFailure {
        return ask(() -> {
            List<Commit> line = new ArrayList<>();
            try (RevWalk walk = new RevWalk(repository)) {
                // Without a filter on trees: with one JGit follows the parent that has the same files, be it the first
                // or not.
                walk.setFirstParent(true);
                walk.markStart(commit(walk, latest));
                Optional<RevCommit> later = Optional.empty();
                List<String> laters = List.of();
                for (RevCommit at : walk) {
                    List<String> files = files(at, paths);
                    if (later.isPresent() && !files.equals(laters)) {
                        line.add(Commits.of(later.get()));
                    }
                    later = Optional.of(at);
                    laters = files;
                }
                if (later.isPresent() && !laters.isEmpty()) {
                    line.add(Commits.of(later.get()));
                }
            }
            return line.reversed();
        });
    }

    @Override
    public Commit asOf(String latest, Instant time) throws OutsideFailure {
        return ask(() -> {
            try (RevWalk walk = new RevWalk(repository)) {
                walk.setFirstParent(true);
                RevCommit at = commit(walk, latest);
                walk.markStart(at);
                int looked = 0;
                for (RevCommit earlier : walk) {
                    at = earlier;
                    looked++;
                    if (earlier.getCommitTime() <= time.getEpochSecond() || looked == FAR) {
                        break;
                    }
                }
                return Commits.of(at);
            }
        });
    }

    /** What tells two trees' files apart: of these paths each that is there with its id, or the id of the whole tree. */
    private List<String> files(RevCommit commit, Collection<String> paths) throws IOException {
        if (paths.isEmpty()) {
            return List.of(commit.getTree().name());
        }
        List<String> files = new ArrayList<>();
        try (TreeWalk tree = new TreeWalk(repository)) {
            tree.addTree(commit.getTree());
            tree.setRecursive(true);
            tree.setFilter(PathFilterGroup.createFromStrings(paths));
            while (tree.next()) {
                files.add(tree.getPathString() + " " + tree.getObjectId(0).name());
            }
        }
        return files;
    }

    @Override
    public List<String> top(String commit) throws OutsideFailure {
        return ask(() -> {
            List<String> names = new ArrayList<>();
            try (TreeWalk tree = new TreeWalk(repository)) {
                tree.addTree(tree(commit).root());
                while (tree.next()) {
                    if (tree.getFileMode(0).equals(FileMode.REGULAR_FILE)
                            || tree.getFileMode(0).equals(FileMode.EXECUTABLE_FILE)) {
                        PathRules.name(tree.getRawPath()).ifPresent(names::add);
                    }
                }
            }
            return names;
        });
    }

    private static RevCommit commit(RevWalk walk, String id) throws IOException {
        return walk.parseCommit(ObjectId.fromString(id));
    }

    private interface Question<T> {
        T ask() throws IOException;
    }

    private <T> T ask(Question<T> question) throws OutsideFailure {
        try {
            return question.ask();
        } catch (IOException e) {
            throw unreadable(shown, e);
        }
    }

    private static OutsideFailure unreadable(String shown, IOException e) {
        return new OutsideFailure(
                "the git repository " + shown + " can't be read: " + e.getMessage() + "; `git fsck` tells more",
                false,
                e);
    }

    @Override
    public void close() {
        repository.close();
        scratch.ifPresent(Bundle::remove);
    }
}
