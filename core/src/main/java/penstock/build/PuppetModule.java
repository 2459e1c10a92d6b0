package penstock.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import penstock.problem.Problem;
import penstock.yaml.Fields;
import penstock.yaml.YamlLimits;
import penstock.yaml.YamlReader;
import penstock.yaml.YamlReading;

/**
 * What {@code metadata.json} says of a Puppet module.
 *
 * @param name {@code openstack-keystone}: author and module, joined by a hyphen
 * @param version as written, a semantic version
 */
public record PuppetModule(String name, String version) {
    private static final YamlLimits LIMITS = new YamlLimits(1 << 20, 20, 100_000);
    /** Puppet's rule for names; an old form has a slash for the hyphen. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]{1,60}[-/][a-z][a-z0-9_]{0,60}");

    private static final Pattern VERSION = Pattern.compile("[0-9]+(\\.[0-9]+)*([-+][0-9A-Za-z.+-]+)?");

    /**
     * What came out of reading one.
     *
     * @param module empty when there is an error
     * @param problems with their lines
     */
    public record Reading(Optional<PuppetModule> module, List<Problem> problems) {
        public Reading {
            problems = List.copyOf(problems);
        }

        /** The errors on one line, for a verdict. */
        public String message() {
            return String.join(
                    "; ",
                    problems.stream()
                            .filter(Problem::isError)
                            .map(Problem::toString)
                            .toList());
        }
    }

    /** Reads a {@code metadata.json}; {@code file} is what the user calls it. */
    public static Reading read(String file, byte[] json) {
        YamlReading reading = new YamlReader(LIMITS, Set.of()).readJson(file, json);
        List<Problem> problems = new ArrayList<>(reading.problems());
        if (reading.root().isEmpty()) {
            return new Reading(Optional.empty(), problems);
        }
        Fields fields = Fields.of(reading.root(), file, "metadata.json", problems);
        Optional<String> name = matching(fields, "name", NAME, "write author-module, as Puppet's Forge wants it");
        Optional<String> version = matching(fields, "version", VERSION, "write three numbers: 1.2.3");
        if (problems.stream().anyMatch(Problem::isError)) {
            return new Reading(Optional.empty(), problems);
        }
        return new Reading(name.flatMap(n -> version.map(v -> new PuppetModule(n.replace('/', '-'), v))), problems);
    }

    private static Optional<String> matching(Fields fields, String key, Pattern pattern, String hint) {
        Optional<String> text = fields.required(key);
        if (text.filter(t -> t.length() > 100 || !pattern.matcher(t).matches()).isPresent()) {
            fields.refuse(key, "not a module's " + key, hint);
        }
        return text;
    }
}
