package penstock.require.spec;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import penstock.build.SpecLines;

/**
 * What rpm's generators add to what a spec states.
 *
 * @param buildRequires the line of {@code %pyproject_buildrequires}; its options are in {@code options}
 * @param options of it, all branches together: {@code -t}, {@code -e}, {@code %{default_toxenv},docs}
 * @param runtime what the spec says of the generator of requirements from Python metadata: on, off, or nothing
 * @param runtimeLine the line that says so; 0 for none
 * @param excluded the projects that {@code excluded_brs} takes out of the files before, normalised as written there
 */
public record Generation(
        Optional<Integer> buildRequires,
        List<String> options,
        Optional<Boolean> runtime,
        int runtimeLine,
        SortedSet<String> excluded) {
    private static final Pattern BUILD_REQUIRES = Pattern.compile("%(\\{?)pyproject_buildrequires\\b(.*)$");
    private static final Pattern OFF = Pattern.compile(
            "%\\{\\??python_disable_dependency_generator}|%\\{?\\??py_req_cleanup\\b|\\brm\\s+(-\\S+\\s+)*\\S*requirements\\.txt");
    private static final Pattern ON = Pattern.compile("%\\{\\??python_enable_dependency_generator}");
    private static final Pattern WHEEL = Pattern.compile("%\\{?pyproject_(wheel|install)\\b");

    public Generation {
        options = List.copyOf(options);
        excluded = Collections.unmodifiableSortedSet(new TreeSet<>(excluded));
    }

    static Generation of(List<SpecLines.Line> lines, Macros macros) {
        Optional<Integer> buildRequires = Optional.empty();
        List<String> options = new ArrayList<>();
        int off = 0;
        int on = 0;
        int wheel = 0;
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i).text();
            if (text.stripLeading().startsWith("#") || (text.indexOf('%') < 0 && !text.contains("requirements"))) {
                continue;
            }
            if (text.indexOf("py") < 0 && text.indexOf("requirements") < 0) {
                continue;
            }
            Matcher found = BUILD_REQUIRES.matcher(text);
            if (found.find()) {
                buildRequires = Optional.of(buildRequires.orElse(i + 1));
                String rest = found.group(2).strip();
                boolean braced = !found.group(1).isEmpty() && rest.endsWith("}");
                options.addAll(Arrays.asList((braced ? rest.substring(0, rest.length() - 1) : rest).split("\\s+")));
            }
            off = first(off, OFF, text, i);
            on = first(on, ON, text, i);
            wheel = first(wheel, WHEEL, text, i);
        }
        int line = off > 0 ? off : on > 0 ? on : wheel;
        SortedSet<String> excluded = new TreeSet<>(Arrays.asList(
                macros.value("excluded_brs").toLowerCase(Locale.ROOT).strip().split("\\s+")));
        excluded.remove("");
        options.removeIf(String::isEmpty);
        return new Generation(
                buildRequires, options, line == 0 ? Optional.empty() : Optional.of(off == 0), line, excluded);
    }

    private static int first(int found, Pattern pattern, String text, int index) {
        return found == 0 && pattern.matcher(text).find() ? index + 1 : found;
    }

    /** Whether the requirements at run time are generated, where rpm does so when nothing is said or where it does not. */
    public boolean ofRuntime(boolean byDefault) {
        return runtime.orElse(byDefault);
    }

    /** Whether the requirements at run time are generated for the build, too: they are unless it is said that they are not. */
    public boolean ofRuntimeToBuild() {
        return buildRequires.isPresent() && !options.contains("-R") && !options.contains("-N");
    }

    /** Whether what tests need is generated for the build: from tox, an extra or a group. */
    public boolean ofTests() {
        return buildRequires.isPresent()
                && options.stream()
                        .anyMatch(option -> option.equals("-t")
                                || option.startsWith("-e")
                                || option.startsWith("-x")
                                || option.startsWith("-g")
                                || option.endsWith("requirements.txt"));
    }

    /** Whether what the documentation needs is: a tox environment, extra or file named after docs. */
    public boolean ofDocs() {
        return buildRequires.isPresent()
                && options.stream()
                        .anyMatch(option -> option.toLowerCase(Locale.ROOT).contains("doc"));
    }
}
