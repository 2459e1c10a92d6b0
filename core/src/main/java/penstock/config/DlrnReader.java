package penstock.config;

import java.util.List;
import java.util.Optional;
import penstock.dlrn.ImportSources;
import penstock.problem.Problem;
import penstock.repo.RepoLayout;
import penstock.yaml.Fields;

/** Reads {@code dlrn}. */
final class DlrnReader {
    private DlrnReader() {}

    static DlrnConfig read(Fields top) {
        Fields fields = top.fields("dlrn", "dlrn");
        Optional<String> line = fields.text("line").filter(name -> !name.isEmpty());
        if (line.filter(name -> !RepoLayout.isName(name)).isPresent()) {
            fields.refuse("line", "no line can be called that", "name one as `penstock status` shows it");
        }
        List<String> hosts = fields.texts("import_from");
        hosts.stream()
                .filter(host -> !ImportSources.isHost(host))
                .forEach(host -> fields.refuse(
                        "import_from",
                        "no host is called " + host,
                        "name hosts as they are in addresses, such as trunk.example.org or builder.example.org:8080"));
        fields.done(Problem.Severity.ERROR);
        return new DlrnConfig(line, new ImportSources(hosts));
    }
}
