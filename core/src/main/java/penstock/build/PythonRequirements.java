package penstock.build;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import penstock.require.Declarations;
import penstock.require.Declared;
import penstock.require.Ecosystem;
import penstock.require.Use;
import penstock.require.file.RequirementFiles;
import penstock.require.python.PythonName;

/**
 * The names of what a Python project requires, as its tree says it: enough to know which packages must be built first. Versions and
 * markers are left to the build, so a name that only some Python needs counts too.
 */
public final class PythonRequirements {
    private PythonRequirements() {}

    /** {@code python3dist(oslo-config)}: the name normalised by PEP 503, as rpm's generator writes it. */
    public static String capability(String name) {
        return "python3dist(" + PythonName.of(name).normalised() + ")";
    }

    /** What the installed project requires; a file that is not there is an empty text. */
    public static List<String> runtime(String pyproject, String setupCfg, String requirements) {
        return capabilities(
                read(Map.of("pyproject.toml", pyproject, "setup.cfg", setupCfg, "requirements.txt", requirements)),
                Use.RUNTIME);
    }

    /** What is needed to build it: {@code build-system.requires} of pyproject.toml, else setuptools. */
    public static List<String> buildSystem(String pyproject) {
        List<String> names = capabilities(read(Map.of("pyproject.toml", pyproject)), Use.BUILD_SYSTEM);
        return names.isEmpty() ? List.of(capability("setuptools")) : names;
    }

    private static List<String> capabilities(Declarations declarations, Use use) {
        return declarations.of(use).stream()
                .filter(declared -> declared.ecosystem() == Ecosystem.PYTHON)
                .map(Declared::name)
                .map(PythonRequirements::capability)
                .distinct()
                .toList();
    }

    private static Declarations read(Map<String, String> files) {
        return RequirementFiles.read(path -> Optional.ofNullable(files.get(path))
                        .filter(text -> !text.isEmpty())
                        .map(text -> text.getBytes(StandardCharsets.UTF_8)))
                .declarations();
    }
}
