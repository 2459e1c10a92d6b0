package penstock.edge.git;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevFlag;
import org.eclipse.jgit.revwalk.RevWalk;
import penstock.change.Commit;
import penstock.change.LoggedCommit;
import penstock.engine.port.OutsideFailure;

/** Questions about commits of one local copy. */
final class History {
    private static final Pattern ABBREVIATED = Pattern.compile("[0-9a-f]{7,40}");

    private final Repository repository;
    private final String shown;

    History(Repository repository, String shown) {
        this.repository = repository;
        this.shown = shown;
    }

    /** See {@link penstock.engine.port.Mirror#resolve}. */
    Optional<Commit> resolve(String name) throws IOException {
        for (String prefix : List.of("", Constants.R_HEADS, Constants.R_TAGS)) {
            Ref ref = refName(prefix + name) ? repository.exactRef(prefix + name) : null;
            if (ref != null && ref.getObjectId() != null) {
                return commit(ref.getObjectId());
            }
        }
        return ABBREVIATED.matcher(name).matches() ? byId(name) : Optional.empty();
    }

    /** What the first of these names that is there leads to. */
    Optional<Commit> first(List<String> names) throws IOException {
        for (String name : names) {
            Optional<Commit> found = resolve(name);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static boolean refName(String name) {
        return name.equals(Constants.HEAD) || Repository.isValidRefName(name);
    }

    private Optional<Commit> byId(String digits) throws IOException {
        if (digits.length() == Constants.OBJECT_ID_STRING_LENGTH) {
            ObjectId id = ObjectId.fromString(digits);
            return repository.getObjectDatabase().has(id) ? commit(id) : Optional.empty();
        }
        List<Commit> found = new ArrayList<>();
        try (ObjectReader reader = repository.newObjectReader()) {
            for (ObjectId id : reader.resolve(AbbreviatedObjectId.fromString(digits))) {
                commit(id).ifPresent(found::add);
            }
        }
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private Optional<Commit> commit(AnyObjectId id) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return Optional.of(Commits.of(walk.parseCommit(id)));
        } catch (IncorrectObjectTypeException e) {
            return Optional.empty();
        }
    }

    /** A commit that must be there. That it is not says nothing against the local copy. */
    ObjectId present(String commit) throws IOException, OutsideFailure {
        if (!ObjectId.isId(commit) || !repository.getObjectDatabase().has(ObjectId.fromString(commit))) {
            throw new OutsideFailure(
                    shown + " has no commit " + PathRules.printable(commit) + " on any branch or tag that was fetched",
                    false);
        }
        return ObjectId.fromString(commit);
    }

    /**
     * See {@link penstock.engine.port.Mirror#firstParentLine}. In nearly every case the line reaches {@code processed} itself, and then
     * no commit before can be reachable from it. Else everything reachable from it is marked; commit times, which anyone can write,
     * are not relied on.
     */
    List<Commit> line(String tip, String processed, int limit) throws IOException, OutsideFailure {
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit base = walk.parseCommit(present(processed));
            List<RevCommit> line = firstParents(walk, walk.parseCommit(present(tip)), base);
            if (!line.isEmpty() && !line.getLast().equals(base)) {
                RevFlag old = mark(walk, base);
                line.removeIf(commit -> commit.has(old));
            }
            line.remove(base);
            List<Commit> chosen = new ArrayList<>();
            for (RevCommit commit : line.subList(0, Math.min(limit, line.size()))) {
                walk.parseBody(commit);
                chosen.add(Commits.of(commit));
            }
            return chosen.reversed();
        }
    }

    /** The first-parent line from the tip down to the base, with it when it is reached, else to the very first commit. */
    private static List<RevCommit> firstParents(RevWalk walk, RevCommit tip, RevCommit base) throws IOException {
        walk.setRetainBody(false);
        List<RevCommit> line = new ArrayList<>();
        RevCommit at = tip;
        while (true) {
            line.add(at);
            if (at.equals(base) || at.getParentCount() == 0) {
                return line;
            }
            at = walk.parseCommit(at.getParent(0));
        }
    }

    private static RevFlag mark(RevWalk walk, RevCommit from) throws IOException {
        RevFlag old = walk.newFlag("reachable from the processed one");
        ArrayDeque<RevCommit> todo = new ArrayDeque<>(List.of(from));
        from.add(old);
        while (!todo.isEmpty()) {
            RevCommit commit = todo.remove();
            walk.parseHeaders(commit);
            for (RevCommit parent : commit.getParents()) {
                if (!parent.has(old)) {
                    parent.add(old);
                    todo.add(parent);
                }
            }
        }
        return old;
    }

    boolean isAncestor(String ancestor, String descendant) throws IOException {
        for (String id : List.of(ancestor, descendant)) {
            if (!ObjectId.isId(id) || !repository.getObjectDatabase().has(ObjectId.fromString(id))) {
                return false;
            }
        }
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit old = walk.parseCommit(ObjectId.fromString(ancestor));
            return walk.isMergedInto(old, walk.parseCommit(ObjectId.fromString(descendant)));
        } catch (IncorrectObjectTypeException e) {
            return false;
        }
    }

    /** See {@link penstock.engine.port.Mirror#log}. */
    List<LoggedCommit> log(String commit, Predicate<LoggedCommit> until) throws IOException, OutsideFailure {
        Map<ObjectId, List<String>> tags = tags();
        List<LoggedCommit> log = new ArrayList<>();
        try (RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(present(commit)));
            for (RevCommit at = walk.next(); at != null; at = walk.next()) {
                LoggedCommit logged = new LoggedCommit(
                        Commits.of(at),
                        tags.getOrDefault(at.getId(), List.of()),
                        at.getFullMessage(),
                        List.of(at.getParents()).stream().map(RevCommit::name).toList());
                at.disposeBody();
                log.add(logged);
                if (until.test(logged)) {
                    return log;
                }
            }
        }
        return log;
    }

    private Map<ObjectId, List<String>> tags() throws IOException {
        Map<ObjectId, List<String>> tags = new HashMap<>();
        for (Ref ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS)) {
            Ref peeled = repository.getRefDatabase().peel(ref);
            ObjectId id = peeled.getPeeledObjectId() == null ? peeled.getObjectId() : peeled.getPeeledObjectId();
            if (id != null) {
                tags.computeIfAbsent(id.copy(), _ -> new ArrayList<>())
                        .add(ref.getName().substring(Constants.R_TAGS.length()));
            }
        }
        return tags;
    }
}
