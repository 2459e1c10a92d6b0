package penstock.repo;

import java.util.List;
import java.util.regex.Pattern;
import penstock.build.BuildRequest;

/**
 * Where published things lie, as DLRN has it ({@code Commit.getshardedcommitdir}, {@code process_build_result}). Below one
 * folder for each target and line:
 *
 * <pre>
 * el9s-flamingo/
 *   ab/cd/abcd..._01234567/                    a snapshot: source commit, 8 digits of the distgit commit
 *   ab/cd/abcd..._01234567_89abcdef/           a further build of the same pair: 8 digits of the extended hash
 *   current -> ab/cd/...                       a label
 *   component/NAME/ab/cd/..., component/NAME/current
 *   current/                                   with components: see {@link Aggregate}
 * </pre>
 */
public final class RepoLayout {
    public static final String CURRENT = "current";
    public static final String CONSISTENT = "consistent";
    public static final String REPO_FILE = "delorean.repo";
    /** Where dependencies come from, at the top of a line's folder. */
    public static final String DEPENDENCIES = "delorean-deps.repo";

    public static final String VERSIONS = "versions.csv";
    public static final String COMMIT = "commit.yaml";
    public static final String LOG = "rpmbuild.log";
    /** In a snapshot, the folder with archives of Puppet modules; none where there are none. */
    public static final String MODULES = "modules";
    /** The public keys that clients are to accept, at the top of the tree, beside the lines. */
    public static final String KEYS = "RPM-GPG-KEY-penstock";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+~-]{0,127}");
    private static final String COMPONENTS = "component";
    private static final Pattern SHARD = Pattern.compile("[0-9a-f]{2}");
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{8,128}");
    /** What rpm allows in names, versions and releases once macros are expanded; also no comma, which separates artifacts. */
    private static final String MARKS = "_.+~^-";

    private static final String RPM = ".rpm";
    private static final int LONGEST_RPM = 255;

    private static final Pattern DIRECTORY = Pattern.compile("(?:component/[A-Za-z0-9_][A-Za-z0-9_.+~-]{0,127}/)?"
            + "[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{40}(?:_[0-9a-f]{8}){1,3}");

    private RepoLayout() {}

    /** The folder of a line's repositories for a target: the first segment of every public URL. */
    public static String lineFolder(String target, String line) {
        return requireName(target) + "-" + requireName(line);
    }

    /** The line of such a folder; a folder of another target is taken for the line's name. */
    public static String line(String target, String folder) {
        String prefix = target + "-";
        return folder.startsWith(prefix) ? folder.substring(prefix.length()) : folder;
    }

    /** A snapshot's folder below the line's: {@code [component/NAME/]ab/cd/<source>_<distgit 8>[_<extended>]}. */
    public static String directory(BuildRequest build, String extended) {
        return directory(
                build.pkg().component(), build.source().id(), build.distgit().id(), extended);
    }

    /**
     * As {@link #directory(BuildRequest, String)}.
     *
     * @param component empty when there is none
     * @param extended empty, one hash (8 digits of it are used), or two joined by an underscore (8 digits of each)
     */
    public static String directory(String component, String source, String distgit, String extended) {
        String hashes = digits(source) + "_" + digits(distgit).substring(0, 8) + suffix(extended);
        return inComponent(component, source.substring(0, 2) + "/" + source.substring(2, 4) + "/" + hashes);
    }

    /** A label's path below the line's folder. */
    public static String label(String component, String label) {
        return inComponent(component, requireName(label));
    }

    /** Whether a text is a snapshot's folder as this class makes them, which makes it safe to use as a path. */
    public static boolean isDirectory(String directory) {
        return DIRECTORY.matcher(directory).matches();
    }

    /** Whether a text is the path of a label in a component, {@code component/NAME/LABEL}. */
    public static boolean isLabelOfComponent(String path) {
        String[] parts = path.split("/", -1);
        return parts.length == 3 && parts[0].equals("component") && isName(parts[1]) && isName(parts[2]);
    }

    /** Whether a text can be the file name of an RPM, which makes it safe as a name in a folder, a URL and a list. */
    public static boolean isRpmFile(String file) {
        if (file.length() <= RPM.length() || file.length() > LONGEST_RPM || !file.endsWith(RPM)) {
            return false;
        }
        char first = file.charAt(0);
        if (!isAlphanumeric(first) && first != '_') {
            return false;
        }
        // By hand, since all names of a repository are looked at each time one package of it is published.
        for (int i = 1; i < file.length(); i++) {
            char c = file.charAt(i);
            if (!isAlphanumeric(c) && MARKS.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAlphanumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** Whether a text can name a label, component, line or target: a word that is safe as one segment of a path and URL. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /**
     * Whether a label of this name can be promoted: not those that move by themselves, and none whose folder would be another thing's (the
     * first two digits of snapshots, {@code component}).
     */
    public static boolean isPromotable(String label) {
        return isName(label)
                && !List.of(CURRENT, CONSISTENT, COMPONENTS).contains(label)
                && !SHARD.matcher(label).matches();
    }

    /** A component's folder below the line's. */
    public static String component(String component) {
        return "component/" + requireName(component);
    }

    private static String inComponent(String component, String path) {
        return component.isEmpty() ? path : component(component) + "/" + path;
    }

    private static String suffix(String extended) {
        if (extended.isEmpty()) {
            return "";
        }
        int second = extended.indexOf('_');
        return second < 0
                ? "_" + digits(extended).substring(0, 8)
                : suffix(extended.substring(0, second)) + suffix(extended.substring(second + 1));
    }

    private static String digits(String hash) {
        if (!DIGITS.matcher(hash).matches()) {
            throw new IllegalArgumentException("not a hash of 8 to 128 hex digits: '" + hash + "'");
        }
        return hash;
    }

    private static String requireName(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("not usable as a name in a path: '" + name + "'");
        }
        return name;
    }
}
