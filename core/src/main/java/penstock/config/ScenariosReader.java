package penstock.config;

import com.google.re2j.Pattern;
import java.util.Optional;
import penstock.problem.Problem;
import penstock.yaml.Fields;

/** Reads {@code scenarios:}. */
final class ScenariosReader {
    private static final Pattern FOLDER =
            Pattern.compile("(?:[A-Za-z0-9_][A-Za-z0-9._-]{0,100}(?:/[A-Za-z0-9_][A-Za-z0-9._-]{0,100}){0,10})?");

    private ScenariosReader() {}

    static Optional<ScenariosConfig> read(Fields top) {
        if (!top.has("scenarios")) {
            return Optional.empty();
        }
        Fields fields = top.fields("scenarios", "scenarios");
        Optional<String> repository = fields.required("repository");
        String ref = fields.text("ref").orElse("master");
        String folder = fields.text("folder").orElse("");
        if (!FOLDER.matches(folder)) {
            fields.refuse(
                    "folder", "not a folder of the project: " + folder, "write its path without a slash around it");
        }
        fields.done(Problem.Severity.ERROR);
        return repository.map(url -> new ScenariosConfig(url, ref, folder));
    }
}
