package penstock.build;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares what a Python project's or a Puppet module's tree has with what its packages hold. setuptools leaves files out without a word when the
 * archive does not list them, so an exit status of 0 proves nothing.
 */
public final class PackagedFiles {
    private static final Pattern SITE =
            Pattern.compile("^/usr/(?:local/)?lib(?:64)?/python[0-9.]+/(?:site|dist)-packages/(.+)$");
    private static final Pattern NOT_PACKAGED = Pattern.compile("(^|/)tests?/|\\.(po|pot|orig|pyc)$|(^|/)\\.");

    /** What belongs to the work on a project and not to its program, though it lies in a package's folder. */
    private static final Pattern NOT_NEEDED =
            Pattern.compile("(?i)(^|/)(README|Makefile|LICENSE|COPYING|HACKING|NOTES)[^/]*$");

    private static final Pattern MODULE = Pattern.compile("/modules/[^/]+/(.+)$");
    private static final Pattern LOADED =
            Pattern.compile("^(?:manifests|lib|templates|files|types|functions|facts\\.d|plans|tasks)/");

    private PackagedFiles() {}

    /**
     * The files of the tree that no package has, of importable packages (a top folder, or one below {@code src/}, with
     * {@code __init__.py}) of which at least one module was packaged: modules, and of a PBR project, which installs all that it has
     * there, other files too, unless some package has a file of that name elsewhere (specs move templates and catalogues). Tests may be left out.
     *
     * @param data whether other files than modules are asked for
     * @param tree the commit's paths
     * @param packaged full paths in all the built RPMs
     * @return sorted paths of the tree; empty when nothing is missing, or nothing of it was packaged as a Python package
     */
    public static List<String> missing(Collection<String> tree, Collection<String> packaged, boolean data) {
        Set<String> installed = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (String path : packaged) {
            names.add(path.substring(path.lastIndexOf('/') + 1));
            Matcher m = SITE.matcher(path);
            if (m.find()) {
                installed.add(m.group(1));
            }
        }
        List<String> missing = new ArrayList<>();
        for (String root : roots(tree)) {
            List<String> modules = tree.stream()
                    .filter(path -> path.startsWith(root) && path.endsWith(".py"))
                    .filter(path -> !NOT_PACKAGED.matcher(path).find())
                    .toList();
            boolean some = modules.stream().anyMatch(path -> installed.contains(inSite(path)));
            if (some) {
                modules.stream()
                        .filter(path -> !installed.contains(inSite(path)) && !names.contains(moved(path)))
                        .forEach(missing::add);
                tree.stream()
                        .filter(path -> data && path.startsWith(root) && !path.endsWith(".py"))
                        .filter(path -> !NOT_PACKAGED.matcher(path).find()
                                && !NOT_NEEDED.matcher(path).find())
                        .filter(path -> !names.contains(path.substring(path.lastIndexOf('/') + 1)))
                        .forEach(missing::add);
            }
        }
        return missing.stream().sorted().toList();
    }

    /** A dashboard's plugin has modules moved out of site-packages by its spec; {@code __init__.py} is every folder's. */
    private static String moved(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.startsWith("__") ? "" : name;
    }

    /**
     * The files of a Puppet module's tree that no package has below {@code modules/NAME/}: those of the folders that Puppet loads.
     *
     * @param tree the commit's paths
     * @param packaged full paths in all the built RPMs
     * @return sorted paths of the tree
     */
    public static List<String> missingOfModule(Collection<String> tree, Collection<String> packaged) {
        Set<String> installed = new HashSet<>();
        for (String path : packaged) {
            Matcher m = MODULE.matcher(path);
            if (m.find()) {
                installed.add(m.group(1));
            }
        }
        return tree.stream()
                .filter(path -> LOADED.matcher(path).find())
                .filter(path -> !installed.contains(path))
                .sorted()
                .toList();
    }

    private static Set<String> roots(Collection<String> tree) {
        Set<String> roots = new TreeSet<>();
        for (String path : tree) {
            String inside = inSite(path);
            int slash = inside.indexOf('/');
            if (slash > 0 && inside.substring(slash).equals("/__init__.py")) {
                roots.add(path.substring(0, path.length() - "__init__.py".length()));
            }
        }
        return roots;
    }

    private static String inSite(String path) {
        return path.startsWith("src/") ? path.substring("src/".length()) : path;
    }
}
