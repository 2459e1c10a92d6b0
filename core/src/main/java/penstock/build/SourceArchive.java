package penstock.build;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The files that the source archive of a Python project carries beside the tree, as an sdist would have them. Without
 * {@code PKG-INFO} PBR and setuptools_scm find no version; without {@code SOURCES.txt} setuptools packs, in a tree without git,
 * only what it finds by itself, and loses the rest without a word.
 *
 * <pre>
 *   oslo.config-10.6.1.dev3/
 *     ...the commit's tree...
 *     PKG-INFO                           name and version
 *     oslo.config.egg-info/PKG-INFO      the same
 *     oslo.config.egg-info/SOURCES.txt   every file of the tree and the generated ones
 *     AUTHORS, ChangeLog                 for PBR
 * </pre>
 */
public final class SourceArchive {
    private SourceArchive() {}

    /**
     * The generated files of an archive, path to content.
     *
     * @param python empty for what is no Python project: then there are none
     * @param upstreamVersion for PKG-INFO
     * @param tree the paths of the commit's files, in git's order
     * @param history AUTHORS and ChangeLog; used for a PBR project where the tree has no such file
     */
    public static SequencedMap<String, byte[]> generated(
            Optional<PythonProject> python, String upstreamVersion, Collection<String> tree, History history) {
        SequencedMap<String, byte[]> files = new LinkedHashMap<>();
        if (python.isEmpty()) {
            return files;
        }
        byte[] pkgInfo =
                utf8("Metadata-Version: 2.1\nName: " + python.get().name() + "\nVersion: " + upstreamVersion + "\n");
        String eggInfo = eggInfo(python.get(), tree);
        putUnlessThere(files, tree, "PKG-INFO", pkgInfo);
        if (python.get().pbr()) {
            putUnlessThere(files, tree, "AUTHORS", utf8(history.authors()));
            putUnlessThere(files, tree, "ChangeLog", utf8(history.changeLog()));
        }
        putUnlessThere(files, tree, eggInfo + "/PKG-INFO", pkgInfo);
        List<String> sources = new ArrayList<>(tree);
        sources.removeIf(path -> path.indexOf('\n') >= 0 || path.indexOf('\r') >= 0);
        sources.addAll(files.keySet());
        sources.add(eggInfo + "/SOURCES.txt");
        putUnlessThere(files, tree, eggInfo + "/SOURCES.txt", utf8(String.join("\n", sources) + "\n"));
        return files;
    }

    /** The texts of {@link PbrHistory}; both empty where they are not needed. */
    public record History(String authors, String changeLog) {}

    /** In a project whose packages all lie below {@code src/}, that is where setuptools keeps it. */
    private static String eggInfo(PythonProject python, Collection<String> tree) {
        boolean below = false;
        for (String path : tree) {
            if (path.endsWith("/__init__.py")) {
                int slashes = path.length() - path.replace("/", "").length();
                if (slashes == 1 && !path.startsWith("tests/") && !path.startsWith("doc")) {
                    return python.eggInfo();
                }
                below |= path.startsWith("src/");
            }
        }
        return (below ? "src/" : "") + python.eggInfo();
    }

    private static void putUnlessThere(
            SequencedMap<String, byte[]> files, Collection<String> tree, String path, byte[] content) {
        if (!tree.contains(path)) {
            files.put(path, content);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
