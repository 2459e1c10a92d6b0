package penstock.require.file;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import penstock.problem.Problem;
import penstock.require.Declarations;

/** Trees of files for tests, and short forms of what was read. */
final class Trees {
    private Trees() {}

    static Declarations read(String path, String text) {
        return read(Map.of(path, text));
    }

    static Declarations read(Map<String, String> files) {
        return RequirementFiles.read(
                        path -> Optional.ofNullable(files.get(path)).map(text -> text.getBytes(StandardCharsets.UTF_8)))
                .declarations();
    }

    /** {@code 3 runtime: six>=1.0}, with the file when it is not the only one. */
    static List<String> lines(Declarations declarations) {
        boolean several =
                declarations.all().stream().map(d -> d.at().file()).distinct().count() > 1;
        return declarations.all().stream()
                .map(d -> (several ? d.at().file() + ":" : "") + d.at().line() + " " + d.use() + ": "
                        + d.requirement().written())
                .toList();
    }

    /** {@code 3 error: what}. */
    static List<String> problems(Declarations declarations) {
        return declarations.problems().stream()
                .map(p -> p.at().line() + " " + p.severity().name().toLowerCase(java.util.Locale.ROOT) + ": "
                        + p.message())
                .toList();
    }

    static List<Integer> problemLines(Declarations declarations) {
        return declarations.problems().stream()
                .map(Problem::at)
                .map(at -> at.line())
                .toList();
    }
}
