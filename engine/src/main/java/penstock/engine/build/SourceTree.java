package penstock.engine.build;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import penstock.build.PythonProject;
import penstock.change.Commit;
import penstock.engine.port.Mirror.TreeEntry;
import penstock.version.UpstreamVersion;

/**
 * An upstream commit, read for a build.
 *
 * @param url the repository's, as the distribution gives it
 * @param name the archive's name without version: the Python project's, the Puppet module's, else the package's project
 * @param version what the version rule for its kind says
 * @param python empty when it is no Python project
 * @param entries the whole tree
 * @param generated files that the archive has beside the tree
 */
record SourceTree(
        String url,
        Commit commit,
        String name,
        UpstreamVersion version,
        Optional<PythonProject> python,
        List<TreeEntry> entries,
        SequencedMap<String, byte[]> generated) {
    /** The paths of all files, submodules left out. */
    List<String> paths() {
        return paths(entries);
    }

    boolean isPuppetModule() {
        return entries.stream().anyMatch(entry -> entry.path().equals("metadata.json"));
    }

    static List<String> paths(List<TreeEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.mode() != Modes.SUBMODULE)
                .map(TreeEntry::path)
                .toList();
    }

    /** git's modes of tree entries. */
    static final class Modes {
        static final int LINK = 0120000;
        static final int SUBMODULE = 0160000;

        private Modes() {}
    }
}
