package penstock.engine.line;

import penstock.change.Commit;
import penstock.distro.Package;

/** Is told of the commits of a package before its spec is read, and so before it is built. */
@FunctionalInterface
public interface CommitWatch {
    /** Nobody who wants to know. */
    CommitWatch NONE = (line, pkg, source, distgit) -> {};

    /** May be called again for the same commits, from any thread; what fails in it is its own affair. */
    void commits(String line, Package pkg, Commit source, Commit distgit) throws InterruptedException;
}
