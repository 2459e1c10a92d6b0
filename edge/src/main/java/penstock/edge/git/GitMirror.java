package penstock.edge.git;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;
import penstock.change.Commit;
import penstock.change.LoggedCommit;
import penstock.engine.port.Mirror;
import penstock.engine.port.OutsideFailure;
import penstock.engine.require.SourceHistories;

/**
 * {@link Mirror} by JGit: bare repositories in a folder, one for each URL after rewriting. Reads file://, git://, http(s)://,
 * ssh:// URLs and absolute paths.
 */
public final class GitMirror implements Mirror, SourceHistories {
    private final UrlRewriting rewriting;
    private final MirrorLimits limits;
    private final FarSide farSide;
    private final LocalMirrors mirrors;

    /** @param folder of the local copies, made when it is first needed; belongs to this process alone */
    public GitMirror(Path folder, UrlRewriting rewriting, MirrorLimits limits) {
        PlainSystem.install();
        this.rewriting = rewriting;
        this.limits = limits;
        this.farSide = new FarSide(limits);
        this.mirrors = new LocalMirrors(folder, farSide);
    }

    @Override
    public Map<String, String> remoteRefs(String url, Collection<String> wanted) throws OutsideFailure {
        return farSide.refs(Address.of(url, rewriting), wanted);
    }

    @Override
    public String host(String url) {
        return Address.host(rewriting.apply(url));
    }

    @Override
    public String shown(String url) {
        return Address.shown(url, rewriting.apply(url));
    }

    @Override
    public void fetch(String url) throws OutsideFailure {
        mirrors.fetch(Address.of(url, rewriting));
    }

    @Override
    public Optional<Commit> resolve(String url, String ref) throws OutsideFailure {
        Address address = Address.of(url, rewriting);
        if (!mirrors.exists(address)) {
            return Optional.empty();
        }
        return history(url, history -> history.resolve(ref));
    }

    @Override
    public List<Commit> firstParentLine(String url, String tip, String processed, int limit) throws OutsideFailure {
        return history(url, history -> history.line(tip, processed, limit));
    }

    @Override
    public boolean isAncestor(String url, String ancestor, String descendant) throws OutsideFailure {
        return history(url, history -> history.isAncestor(ancestor, descendant));
    }

    @Override
    public List<LoggedCommit> log(String url, String commit, Predicate<LoggedCommit> until) throws OutsideFailure {
        return history(url, history -> history.log(commit, until));
    }

    @Override
    public Optional<byte[]> file(String url, String commit, String path, int maxBytes) throws OutsideFailure {
        return tree(url, commit, tree -> tree.file(path, maxBytes));
    }

    @Override
    public List<TreeEntry> tree(String url, String commit) throws OutsideFailure {
        return tree(url, commit, Tree::entries);
    }

    @Override
    public void archive(
            String url,
            String commit,
            String prefix,
            SequencedMap<String, byte[]> extra,
            Instant modified,
            OutputStream to)
            throws OutsideFailure, IOException {
        Address address = Address.of(url, rewriting);
        try {
            mirrors.ask(address, false, repository -> {
                Tree tree = treeOf(repository, address, commit);
                new TreeArchive(repository, tree, limits).write(prefix, extra, modified, to);
                return tree;
            });
        } catch (TreeArchive.Unwritable e) {
            throw e.thrown();
        } catch (IOException e) {
            throw Failures.local(address, e);
        }
    }

    @Override
    public <T> T read(String url, Reading<T> reading) throws OutsideFailure {
        Address address = Address.of(url, rewriting);
        try {
            return mirrors.ask(
                    address, true, repository -> reading.of(new LocalRepository(repository, address.shown())));
        } catch (IOException e) {
            throw Failures.local(address, e);
        }
    }

    @Override
    public <T> Optional<T> follow(String url, List<String> refs, FollowedReading<T> reading) throws OutsideFailure {
        Address address = Address.of(url, rewriting);
        if (!mirrors.exists(address)) {
            return Optional.empty();
        }
        try {
            return mirrors.ask(address, true, repository -> {
                Optional<Commit> tip = new History(repository, address.shown()).first(refs);
                return tip.isEmpty()
                        ? Optional.empty()
                        : Optional.of(reading(new LocalRepository(repository, address.shown()), tip.get(), reading));
            });
        } catch (IOException e) {
            throw Failures.local(address, e);
        }
    }

    /** All that is read belongs to a commit that is there: what is missing of it is damage. */
    private static <T> T reading(LocalRepository history, Commit tip, FollowedReading<T> reading)
            throws IOException, OutsideFailure {
        try {
            return reading.of(history, tip);
        } catch (OutsideFailure failure) {
            if (failure.getCause() instanceof IOException damage && Failures.damage(damage)) {
                throw damage;
            }
            throw failure;
        }
    }

    private interface OfHistory<T> {
        T ask(History history) throws IOException, OutsideFailure;
    }

    private <T> T history(String url, OfHistory<T> question) throws OutsideFailure {
        Address address = Address.of(url, rewriting);
        try {
            return mirrors.ask(address, true, repository -> question.ask(new History(repository, address.shown())));
        } catch (IOException e) {
            throw Failures.local(address, e);
        }
    }

    private interface OfTree<T> {
        T ask(Tree tree) throws IOException, OutsideFailure;
    }

    private <T> T tree(String url, String commit, OfTree<T> question) throws OutsideFailure {
        Address address = Address.of(url, rewriting);
        try {
            return mirrors.ask(address, true, repository -> question.ask(treeOf(repository, address, commit)));
        } catch (IOException e) {
            throw Failures.local(address, e);
        }
    }

    private Tree treeOf(org.eclipse.jgit.lib.Repository repository, Address address, String commit)
            throws IOException, OutsideFailure {
        return new Tree(repository, new History(repository, address.shown()).present(commit), address.shown(), limits);
    }
}
