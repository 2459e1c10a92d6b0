package penstock.app.dlrn;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import penstock.distro.ReleaseLine;
import penstock.dlrn.Refused;
import penstock.engine.access.AuditedFactory;
import penstock.engine.port.OutsideFailure;
import penstock.repo.RepoLayout;

/**
 * The line that a request is about. DLRN serves one builder an API: here each line has its own root, {@code /api-TARGET-LINE}, and one line
 * may have the root without a name.
 */
final class Builders {
    private final AuditedFactory factory;
    private final Settings settings;

    /**
     * @param target that lines are built for
     * @param baseUrl where the published tree is
     * @param line whose API has no name; empty for the only one there is
     */
    record Settings(String target, String baseUrl, Optional<String> line) {
        /** The address of something in a line. */
        String address(String line, String path) {
            return baseUrl + "/" + RepoLayout.lineFolder(target, line) + "/" + path;
        }
    }

    Builders(AuditedFactory factory, Settings settings) {
        this.factory = factory;
        this.settings = settings;
    }

    Settings settings() {
        return settings;
    }

    String line(Context context) throws Refused, OutsideFailure {
        String folder = context.pathParamMap().get("builder");
        return folder == null ? unnamed() : named(folder);
    }

    private String named(String folder) throws Refused, OutsideFailure {
        String prefix = settings.target() + "-";
        String line = folder.startsWith(prefix) ? folder.substring(prefix.length()) : "";
        if (!RepoLayout.isName(line) || !isKnown(line)) {
            throw new Refused(404, "There is no such builder");
        }
        return line;
    }

    private boolean isKnown(String line) throws OutsideFailure {
        return followed().contains(line) || factory.begun().contains(line);
    }

    private List<String> followed() {
        return factory.lines().stream().map(ReleaseLine::name).toList();
    }

    private String unnamed() throws Refused, OutsideFailure {
        if (settings.line().isPresent()) {
            return settings.line().get();
        }
        List<String> lines = followed().size() == 1 ? followed() : factory.begun();
        if (lines.size() != 1) {
            throw new Refused(404, "There are several builders: ask under /api-" + settings.target() + "-LINE/api/");
        }
        return lines.getFirst();
    }

    /** The names of the packages that the line builds. */
    List<String> packages(String line) {
        return factory.lines().stream()
                .filter(one -> one.name().equals(line))
                .flatMap(one -> one.packages().stream())
                .map(pkg -> pkg.name())
                .toList();
    }

    /** Whether the line builds such a package. */
    boolean builds(String line, String project) {
        return factory.lines().stream()
                .filter(one -> one.name().equals(line))
                .flatMap(one -> one.packages().stream())
                .anyMatch(pkg -> pkg.project().equals(project));
    }

    /** What the line's packages are called as projects; a name that none has stays as it is. */
    String project(String line, String name) {
        return factory.lines().stream()
                .filter(one -> one.name().equals(line))
                .flatMap(one -> one.packages().stream())
                .filter(pkg -> pkg.name().equals(name))
                .findFirst()
                .map(pkg -> pkg.project())
                .orElse(name);
    }
}
