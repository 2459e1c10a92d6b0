package penstock.engine.build;

import java.util.List;
import penstock.change.Commit;
import penstock.engine.port.Mirror.TreeEntry;

/**
 * A packaging commit, read for a build.
 *
 * @param specName the spec's file name
 * @param spec its text; characters that are no UTF-8 are read as Latin-1, as they are when {@code latin1}
 * @param files what else rpm may need: the tree's regular files
 */
record Packaging(String url, Commit commit, String specName, String spec, boolean latin1, List<TreeEntry> files) {
    Packaging {
        files = List.copyOf(files);
    }

    /** The same with another text of the spec. */
    Packaging with(String text) {
        return new Packaging(url, commit, specName, text, latin1, files);
    }
}
