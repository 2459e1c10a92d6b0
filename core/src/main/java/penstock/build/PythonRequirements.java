package penstock.build;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import penstock.require.python.PythonName;

/**
 * The names of what a Python project requires, as its tree says it: enough to know which packages must be built first. Versions and
 * markers are left to the build, so a name that only some Python needs counts too.
 */
public final class PythonRequirements {
    private static final Pattern NAME = Pattern.compile("^\\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"|'([^']*)'");

    private PythonRequirements() {}

    /** {@code python3dist(oslo-config)}: the name normalised by PEP 503, as rpm's generator writes it. */
    public static String capability(String name) {
        return "python3dist(" + PythonName.of(name).normalised() + ")";
    }

    /**
     * What the installed project requires: {@code dependencies} of pyproject.toml, {@code install_requires} of setup.cfg, and
     * requirements.txt, where PBR takes them from.
     */
    public static List<String> runtime(String pyproject, String setupCfg, String requirements) {
        List<String> names = new ArrayList<>(array(pyproject, "project", "dependencies"));
        names.addAll(continued(setupCfg, "options", "install_requires"));
        for (String line : requirements.split("\\R", -1)) {
            add(names, line);
        }
        return capabilities(names);
    }

    /** What is needed to build it: {@code build-system.requires} of pyproject.toml, else setuptools. */
    public static List<String> buildSystem(String pyproject) {
        List<String> names = array(pyproject, "build-system", "requires");
        return capabilities(names.isEmpty() ? List.of("setuptools") : names);
    }

    private static List<String> capabilities(List<String> names) {
        return names.stream().map(PythonRequirements::capability).distinct().toList();
    }

    /** The strings of a TOML array, on one line or several. */
    private static List<String> array(String toml, String table, String key) {
        List<String> names = new ArrayList<>();
        Pattern start = Pattern.compile("^\\s*" + Pattern.quote(key) + "\\s*=\\s*\\[(.*)$");
        boolean inTable = false;
        boolean inArray = false;
        for (String line : toml.split("\\R", -1)) {
            Matcher m = start.matcher(line);
            String rest = line;
            if (!inArray && line.strip().startsWith("[")) {
                inTable = line.strip().startsWith("[" + table + "]");
            } else if (inTable && !inArray && m.find()) {
                inArray = true;
                rest = m.group(1);
            }
            if (inArray) {
                Matcher quoted = QUOTED.matcher(rest);
                while (quoted.find()) {
                    add(names, quoted.group(1) != null ? quoted.group(1) : quoted.group(2));
                }
                inArray = !QUOTED.matcher(rest).replaceAll("").contains("]");
            }
        }
        return names;
    }

    /** The indented lines below a key of an INI file. */
    private static List<String> continued(String ini, String section, String key) {
        List<String> names = new ArrayList<>();
        boolean inSection = false;
        boolean inKey = false;
        for (String line : ini.split("\\R", -1)) {
            boolean indented = !line.isEmpty() && Character.isWhitespace(line.charAt(0));
            if (line.startsWith("[")) {
                inSection = line.strip().equals("[" + section + "]");
                inKey = false;
            } else if (inSection && !indented && !line.isBlank()) {
                int equals = line.indexOf('=');
                inKey = equals > 0 && line.substring(0, equals).strip().equals(key);
                if (inKey) {
                    add(names, line.substring(equals + 1));
                }
            } else if (inKey && indented) {
                add(names, line);
            }
        }
        return names;
    }

    private static void add(List<String> names, String requirement) {
        Matcher m = NAME.matcher(requirement);
        if (m.find()) {
            names.add(m.group(1));
        }
    }
}
