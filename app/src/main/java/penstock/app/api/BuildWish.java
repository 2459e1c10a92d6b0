package penstock.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import penstock.build.BuildOptions;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.line.Wanted;
import penstock.problem.Spelling;

/** Reads {@code {"builds": [{"package": "oslo-config", "commit": "stable/x"}], "with_tests": false}}, all mistakes at once. */
final class BuildWish {
    static final int MOST = 20;
    /** A beginning of what git check-ref-format(1) allows. */
    private static final Pattern COMMIT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/+-]{0,199}");

    private final ReleaseLine line;
    private final List<Refusal.Mistake> mistakes = new ArrayList<>();

    BuildWish(ReleaseLine line) {
        this.line = line;
    }

    List<Refusal.Mistake> mistakes() {
        return List.copyOf(mistakes);
    }

    private void mistake(String message, String at, String hint) {
        if (mistakes.size() < 100) {
            mistakes.add(new Refusal.Mistake(message, at, hint));
        }
    }

    List<Wanted> read(JsonNode body) {
        if (!body.isObject()) {
            mistake("the body must be an object", "", "{\"builds\": [{\"package\": \"oslo-config\"}]}");
            return List.of();
        }
        keys(body, "", List.of("builds", "with_tests"));
        JsonNode tests = body.path("with_tests");
        if (!tests.isMissingNode() && !tests.isBoolean()) {
            mistake("with_tests is true or false", "/with_tests", "");
        }
        JsonNode builds = body.path("builds");
        if (!builds.isArray() || builds.isEmpty() || builds.size() > MOST) {
            mistake("builds is a list of 1 to " + MOST + " packages", "/builds", "");
            return List.of();
        }
        List<Wanted> wanted = new ArrayList<>();
        for (int i = 0; i < builds.size(); i++) {
            one(builds.get(i), "/builds/" + i, tests.asBoolean(false)).ifPresent(wanted::add);
        }
        return wanted;
    }

    private Optional<Wanted> one(JsonNode node, String at, boolean withTests) {
        if (!node.isObject()) {
            mistake("a build is an object with a package", at, "{\"package\": \"oslo-config\"}");
            return Optional.empty();
        }
        keys(node, at, List.of("package", "commit"));
        JsonNode commit = node.path("commit");
        boolean head = commit.isMissingNode() || commit.isNull();
        if (!head
                && !(commit.isTextual()
                        && COMMIT.matcher(commit.asText()).matches()
                        && !commit.asText().contains(".."))) {
            mistake("commit is a branch, a tag or a commit", at + "/commit", "leave it out for the branch's head");
            return Optional.empty();
        }
        return pkg(node.path("package"), at + "/package")
                .map(pkg -> new Wanted(
                        line.name(),
                        pkg.project(),
                        head ? Optional.empty() : Optional.of(commit.asText()),
                        new BuildOptions(false, withTests)));
    }

    private Optional<Package> pkg(JsonNode name, String at) {
        if (!name.isTextual() || name.asText().length() > 100) {
            mistake("package is the name of a package", at, "");
            return Optional.empty();
        }
        List<Package> found = line.find(name.asText());
        if (found.size() != 1) {
            mistake(
                    found.isEmpty()
                            ? "the line " + line.name() + " has no such package"
                            : "this name is that of several packages",
                    at,
                    found.isEmpty()
                            ? line.hint(name.asText())
                            : "name one of "
                                    + String.join(
                                            ", ",
                                            found.stream().map(Package::project).toList()));
            return Optional.empty();
        }
        return Optional.of(found.getFirst());
    }

    private void keys(JsonNode node, String at, List<String> known) {
        for (String key : (Iterable<String>) node::fieldNames) {
            if (!known.contains(key)) {
                String shown = key.length() <= 50 ? key : key.substring(0, 47) + "...";
                mistake("the key " + shown + " is unknown", at, Spelling.hint(shown, known));
            }
        }
    }
}
