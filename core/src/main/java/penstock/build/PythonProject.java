package penstock.build;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Locale;
import java.util.Optional;

/**
 * What the root of a Python project's tree says of it.
 *
 * @param name as the project writes it ({@code oslo.config}), which PBR compares with PKG-INFO's letter by letter
 * @param pbr whether PBR makes its version, AUTHORS and ChangeLog
 */
public record PythonProject(String name, boolean pbr) {
    private static final Pattern SETUP_CFG_NAME = Pattern.compile("^name\\s*[=:]\\s*(\\S+)\\s*$");
    private static final Pattern SETUP_CFG_VERSION = Pattern.compile("^version\\s*[=:]\\s*([0-9]\\S*)\\s*$");
    private static final Pattern TOML_NAME = Pattern.compile("^\\s*name\\s*=\\s*[\"']([^\"']+)[\"']");
    private static final Pattern TOML_VERSION = Pattern.compile("^\\s*version\\s*=\\s*[\"']([0-9][^\"']*)[\"']");
    private static final Pattern SETUP_PY_NAME = Pattern.compile("\\bname\\s*=\\s*[\"']([^\"']+)[\"']");
    private static final Pattern PBR = Pattern.compile("\\bpbr\\b");
    private static final Pattern SAFE = Pattern.compile("[0-9A-Za-z](?:[0-9A-Za-z._-]{0,98}[0-9A-Za-z])?");

    /**
     * Reads the files that say so; those that are not in the tree are empty texts.
     *
     * @return empty when the tree is no Python project, or gives no name that can stand in a file's name (PEP 508)
     */
    public static Optional<PythonProject> of(String pyproject, String setupCfg, String setupPy) {
        boolean pbr = PBR.matcher(pyproject).find()
                || PBR.matcher(setupPy).find()
                || PBR.matcher(setupCfg).find();
        return inSection(setupCfg, "metadata", SETUP_CFG_NAME)
                .or(() -> inSection(pyproject, "project", TOML_NAME))
                .or(() -> inSection(pyproject, "tool.poetry", TOML_NAME))
                .or(() -> find(SETUP_PY_NAME.matcher(setupPy)))
                .filter(name -> SAFE.matcher(name).matches())
                .map(name -> new PythonProject(name, pbr));
    }

    /** The version that a {@code setup.cfg} sets, the least one that comes next for PBR; mostly absent. */
    public static Optional<String> preVersion(String setupCfg) {
        return inSection(setupCfg, "metadata", SETUP_CFG_VERSION);
    }

    /**
     * The version that a project without PBR sets for itself, whatever its tags say: that of {@code [project]}, {@code [tool.poetry]} or
     * {@code setup.cfg}. Empty when it is worked out by a program ({@code dynamic}, {@code attr:}), and for PBR.
     */
    public Optional<String> fixedVersion(String pyproject, String setupCfg) {
        return pbr
                ? Optional.empty()
                : inSection(pyproject, "project", TOML_VERSION)
                        .or(() -> inSection(pyproject, "tool.poetry", TOML_VERSION))
                        .or(() -> inSection(setupCfg, "metadata", SETUP_CFG_VERSION));
    }

    /** The name of setuptools' metadata folder: hyphens become underscores, dots stay ({@code oslo.config.egg-info}). */
    public String eggInfo() {
        return name.replace('-', '_') + ".egg-info";
    }

    private static Optional<String> inSection(String text, String section, Pattern key) {
        boolean inside = false;
        for (String line : text.split("\\R", -1)) {
            String header = line.strip().toLowerCase(Locale.ROOT);
            if (header.startsWith("[")) {
                inside = header.replace(" ", "").startsWith("[" + section + "]");
            } else if (inside) {
                Optional<String> value = find(key.matcher(line));
                if (value.isPresent()) {
                    return value;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> find(Matcher matcher) {
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
