package penstock.config;

import java.util.Optional;
import penstock.problem.Problem;
import penstock.repo.RepoLayout;
import penstock.yaml.Fields;

/** Reads {@code dlrn}: which line's API has no name. */
final class DlrnReader {
    private DlrnReader() {}

    static Optional<String> line(Fields top) {
        Fields fields = top.fields("dlrn", "dlrn");
        Optional<String> line = fields.text("line").filter(name -> !name.isEmpty());
        if (line.filter(name -> !RepoLayout.isName(name)).isPresent()) {
            fields.refuse("line", "no line can be called that", "name one as `penstock status` shows it");
        }
        fields.done(Problem.Severity.ERROR);
        return line;
    }
}
