package penstock.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import penstock.problem.Problem;
import penstock.problem.Spelling;
import penstock.yaml.Fields;
import penstock.yaml.YamlMap;

/** Reads {@code targets}. */
final class TargetReader {
    private static final List<String> KINDS = List.of("debian-root", "dnf-root", "directory", "host");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern SUITE = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    private static final Pattern RELEASE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,30}");
    private static final Pattern REPOSITORY = Pattern.compile("(?:https?|file)://[!-~]{1,2000}");
    private static final Pattern PACKAGE = Pattern.compile("[A-Za-z0-9/(][A-Za-z0-9+._/()-]{0,200}");
    private static final Pattern DIST = Pattern.compile("[.A-Za-z0-9_+~^]{0,30}");
    private final List<Problem> problems;

    TargetReader(List<Problem> problems) {
        this.problems = problems;
    }

    /** The targets as written; one Debian root called {@code debian} when there are none. */
    SequencedMap<String, TargetConfig> read(Fields top) {
        SequencedMap<String, TargetConfig> targets = new LinkedHashMap<>();
        for (YamlMap.Entry entry : top.entries("targets")) {
            String name = entry.key().text();
            Fields fields = Fields.of(Optional.of(entry.value()), entry.key().file(), "the target " + name, problems);
            if (!NAME.matcher(name).matches()) {
                problems.add(Problem.error(
                        "a target's name has letters, digits, dots, hyphens and underscores",
                        entry.key().at(),
                        ""));
            }
            target(fields).ifPresent(target -> targets.put(name, target));
            fields.done(Problem.Severity.ERROR);
        }
        if (targets.isEmpty()) {
            targets.put("debian", new TargetConfig.DebianRoot("trixie", List.of(), List.of(), ".deb13", Map.of()));
        }
        return targets;
    }

    private Optional<TargetConfig> target(Fields fields) {
        return fields.required("kind").flatMap(kind -> switch (kind) {
            case "debian-root" -> Optional.of(debian(fields));
            case "dnf-root" -> dnf(fields);
            case "directory" -> directory(fields);
            case "host" -> Optional.of(host(fields));
            default -> {
                fields.refuse("kind", "no kind of target is called " + kind, Spelling.hint(kind, KINDS));
                yield Optional.empty();
            }
        });
    }

    private TargetConfig debian(Fields fields) {
        String suite = fields.text("suite").orElse("trixie");
        if (!SUITE.matcher(suite).matches()) {
            fields.refuse("suite", "not the name of a Debian suite: " + suite, "trixie, forky, sid");
        }
        return new TargetConfig.DebianRoot(
                suite, fields.texts("mirrors"), fields.texts("packages"), dist(fields, ".deb13"), overrides(fields));
    }

    private Optional<TargetConfig> dnf(Fields fields) {
        onlyDebian(fields, "overrides");
        List<String> repositories = fields.texts("repositories");
        if (repositories.isEmpty()) {
            fields.refuse("repositories", "a dnf-root needs repositories", "the base URLs of the distribution's own");
        }
        refuseOthers(fields, "repositories", repositories, REPOSITORY, "the URL (http, https or file) of a repository");
        List<String> packages = fields.texts("packages");
        refuseOthers(fields, "packages", packages, PACKAGE, "the name of a package or of what it provides");
        return fields.required("release").map(release -> {
            refuseOthers(fields, "release", List.of(release), RELEASE, "a release such as 9-stream or 42");
            return new TargetConfig.DnfRoot(release, repositories, packages, dist(fields, ""));
        });
    }

    private static Optional<TargetConfig> directory(Fields fields) {
        onlyDebian(fields, "overrides");
        onlyDebian(fields, "dist");
        return fields.required("path").map(TargetConfig.Directory::new);
    }

    private static TargetConfig host(Fields fields) {
        if (fields.node("overrides").isPresent()) {
            fields.refuse("overrides", "overrides has no effect on this kind of target", "install the package instead");
        }
        return new TargetConfig.Host(dist(fields, ""));
    }

    private static void refuseOthers(Fields fields, String key, List<String> texts, Pattern good, String what) {
        texts.stream()
                .filter(text -> !good.matcher(text).matches())
                .forEach(text -> fields.refuse(key, "not " + what + ": " + text, ""));
    }

    /** Such a root has packages and macros of its own, which are not changed from outside. */
    private static void onlyDebian(Fields fields, String key) {
        if (fields.node(key).isPresent()) {
            fields.refuse(key, key + " has no effect on this kind of target", "change it in the root itself");
        }
    }

    private static String dist(Fields fields, String usual) {
        String dist = fields.text("dist").orElse(usual);
        if (!DIST.matcher(dist).matches()) {
            fields.refuse("dist", "%dist can't be " + dist, "it has letters, digits and ._+~^, and at most 30 of them");
        }
        return dist;
    }

    private Map<String, String> overrides(Fields fields) {
        Map<String, String> overrides = new LinkedHashMap<>();
        Fields table = fields.fields("overrides", "overrides");
        for (YamlMap.Entry entry : fields.entries("overrides")) {
            String required = entry.key().text();
            overrides.put(required, table.text(required).orElse(""));
        }
        return overrides;
    }
}
