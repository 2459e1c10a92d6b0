package penstock.scenario;

import com.google.re2j.Pattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import penstock.problem.Problem;
import penstock.yaml.Fields;
import penstock.yaml.YamlLimits;
import penstock.yaml.YamlNode;
import penstock.yaml.YamlReader;
import penstock.yaml.YamlReading;

/** Reads {@code scenario.yaml}; every mistake in it is found at once. */
public final class ScenarioReader {
    private static final YamlLimits LIMITS = new YamlLimits(1 << 20, 30, 100_000);
    private static final Pattern PACKAGE = Pattern.compile("[A-Za-z0-9/][A-Za-z0-9+._/()~^-]{0,200}");
    private static final Pattern MODULE = Pattern.compile("[A-Za-z0-9]{1,60}[-/][a-z][a-z0-9_]{0,60}");
    private static final Pattern PATH =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,100}(?:/[A-Za-z0-9_][A-Za-z0-9._-]{0,100}){0,10}/?");
    private static final Pattern URL =
            Pattern.compile("http://(?:127\\.0\\.0\\.1|localhost|\\[::1\\])(?::[0-9]{1,5})?(?:/[!-~]{0,500})?");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,5})(s|m|h)");
    private static final Duration USUAL = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofHours(6);
    private static final Duration MOMENT = Duration.ofSeconds(10);
    private static final int MOST_CHECKS = 200;
    private static final int LONGEST_COMMAND = 4000;

    private final Fields top;
    private final List<Problem> problems;

    private ScenarioReader(Fields top, List<Problem> problems) {
        this.top = top;
        this.problems = problems;
    }

    /**
     * What came out of reading one.
     *
     * @param scenario empty when there is an error
     */
    public record Reading(Optional<Scenario> scenario, List<Problem> problems) {
        public Reading {
            problems = List.copyOf(problems);
        }
    }

    /**
     * @param name the scenario's, of the folder that it is in
     * @param file what the user calls the file
     * @param yaml its bytes
     */
    public static Reading read(String name, String file, byte[] yaml) {
        YamlReading reading = new YamlReader(LIMITS, Set.of()).read(file, yaml);
        List<Problem> problems = new ArrayList<>(reading.problems());
        if (reading.root().isEmpty() && problems.stream().anyMatch(Problem::isError)) {
            return new Reading(Optional.empty(), problems);
        }
        Fields top = Fields.of(reading.root(), file, "the scenario", problems);
        Scenario scenario = new ScenarioReader(top, problems).scenario(name);
        return new Reading(
                problems.stream().anyMatch(Problem::isError) ? Optional.empty() : Optional.of(scenario), problems);
    }

    private Scenario scenario(String name) {
        Scenario scenario = new Scenario(
                name,
                top.text("description").orElse(""),
                matching("packages", PACKAGE, "write the names of packages, as dnf takes them"),
                top.has("modules")
                        ? Optional.of(matching("modules", MODULE, "write author-module").stream()
                                .map(module -> module.replace('/', '-'))
                                .toList())
                        : Optional.empty(),
                puppet(),
                checks(),
                time(top, "time", LONGEST).orElse(USUAL));
        if (scenario.puppet().noop() && top.has("checks")) {
            top.refuse(
                    "checks",
                    "with noop: true nothing is deployed that checks could be made of",
                    "leave out one of them");
        }
        top.done(Problem.Severity.ERROR);
        return scenario;
    }

    private Scenario.Puppet puppet() {
        String manifest = path("manifest").orElse("site.pp");
        Optional<String> hiera = path("hiera");
        String facts = top.has("facts") ? FactsJson.of(top.node("facts").orElseThrow(), problems) : "{}";
        return new Scenario.Puppet(manifest, hiera, facts, top.flag("noop").orElse(false));
    }

    private Optional<String> path(String key) {
        return top.text(key).filter(path -> {
            boolean usable = PATH.matches(path) && !path.contains("..");
            if (!usable) {
                top.refuse(key, "not a path below the scenario's folder: " + path, "write one such as site.pp");
            }
            return usable;
        });
    }

    private List<String> matching(String key, Pattern pattern, String hint) {
        List<String> found = top.texts(key);
        found.stream()
                .filter(text -> !pattern.matches(text))
                .forEach(text -> top.refuse(key, "'" + text + "' can't be one of the " + key, hint));
        return found;
    }

    private List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        List<YamlNode> items = top.items("checks");
        if (items.size() > MOST_CHECKS) {
            top.refuse("checks", "there are " + items.size() + " checks; at most " + MOST_CHECKS + " are made", "");
        }
        for (YamlNode item : items) {
            Fields fields = Fields.of(Optional.of(item), item.file(), "a check", problems);
            check(fields).ifPresent(checks::add);
            fields.done(Problem.Severity.ERROR);
        }
        return checks;
    }

    private Optional<Check> check(Fields fields) {
        Duration within = time(fields, "within", Duration.ofMinutes(30)).orElse(MOMENT);
        Optional<String> command = fields.text("command");
        Optional<Integer> port = fields.number("port", 1, 65_535);
        Optional<String> url = fields.text("http");
        if (kinds(fields) != 1) {
            problems.add(Problem.error(
                    "a check is one of command, port and http", fields.at(), "write each check as an item of its own"));
            return Optional.empty();
        }
        if (port.isPresent()) {
            return Optional.of(new Check.Port(port.get(), within));
        }
        String contains = fields.text("contains").orElse("");
        if (command.isPresent()) {
            if (command.get().length() > LONGEST_COMMAND) {
                fields.refuse("command", "longer than " + LONGEST_COMMAND + " characters", "put it into a file");
            }
            return Optional.of(new Check.Command(
                    command.get(), fields.number("status", 0, 255).orElse(0), contains, within));
        }
        return url.filter(text -> usable(fields, text))
                .map(text ->
                        new Check.Http(text, fields.number("status", 100, 599).orElse(200), contains, within));
    }

    private static int kinds(Fields fields) {
        return (int)
                List.of("command", "port", "http").stream().filter(fields::has).count();
    }

    private static boolean usable(Fields fields, String url) {
        boolean usable = URL.matches(url);
        if (!usable) {
            fields.number("status", 100, 599);
            fields.refuse(
                    "http",
                    "not an address of the machine itself: " + url,
                    "it has no network: write http://127.0.0.1:PORT/PATH");
        }
        return usable;
    }

    private static Optional<Duration> time(Fields fields, String key, Duration longest) {
        return fields.text(key).flatMap(text -> {
            var parts = TIME.matcher(text);
            Optional<Duration> time = parts.matches() ? Optional.of(duration(parts)) : Optional.empty();
            if (time.filter(t -> !t.isZero() && t.compareTo(longest) <= 0).isEmpty()) {
                fields.refuse(
                        key,
                        "not a time, or over " + longest.toMinutes() + "m: " + text,
                        "write a number with s, m or h: 90s, 10m");
                return Optional.empty();
            }
            return time;
        });
    }

    private static Duration duration(com.google.re2j.Matcher parts) {
        long number = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }
}
