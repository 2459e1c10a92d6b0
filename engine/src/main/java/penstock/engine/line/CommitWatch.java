package penstock.engine.line;

import penstock.change.Commit;
import penstock.distro.Package;

/** Is told of the present commits of a package when they are found, before anything of them is built. */
@FunctionalInterface
public interface CommitWatch {
    /** Nobody who wants to know. */
    CommitWatch NONE = (line, pkg, source, distgit) -> {};

    /**
     * May be called again for the same commits, from any thread; what fails in it is its own affair.
     *
     * @param source the branch's present head, or what is pinned; after a rewritten history any commit
     */
    void commits(String line, Package pkg, Commit source, Commit distgit) throws InterruptedException;
}
