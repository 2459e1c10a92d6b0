package penstock.promote;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import penstock.config.MailAddress;
import penstock.config.Quantity;
import penstock.problem.Problem;
import penstock.problem.Spelling;
import penstock.repo.RepoLayout;
import penstock.yaml.Fields;
import penstock.yaml.YamlMap;
import penstock.yaml.YamlNode;
import penstock.yaml.YamlReader;
import penstock.yaml.YamlReading;
import penstock.yaml.YamlScalar;

/** Reads the rules of labels ({@code promotion.yaml}, docs/promotion.md). Every mistake is found at once; an unknown key is one. */
public final class RulesReader {
    private static final int MOST_RUNS = 100;
    /** No line is called so. */
    private static final String EACH = "";

    private final String file;
    private final List<Problem> problems = new ArrayList<>();

    private RulesReader(String file) {
        this.file = file;
    }

    /** @param file what the user calls it */
    public static RulesReading read(String file, byte[] text) {
        return new RulesReader(file).read(text);
    }

    private RulesReading read(byte[] text) {
        YamlReading reading = new YamlReader().read(file, text);
        problems.addAll(reading.problems());
        List<Rule> rules = new ArrayList<>();
        if (reading.root().isPresent()) {
            Fields top = Fields.of(reading.root(), file, "the file of promotion rules", problems);
            Map<String, Set<String>> taken = new HashMap<>();
            for (YamlNode item : top.items("labels")) {
                Fields fields = Fields.of(Optional.of(item), file, "a label's rule", problems);
                rule(fields).ifPresent(rule -> {
                    overlap(fields, rule, taken);
                    rules.add(rule);
                });
            }
            if (!top.has("labels")) {
                problems.add(Problem.error("no label has a rule", top.at(), "add labels: with a list of rules"));
            }
            top.done(Problem.Severity.ERROR);
        }
        problems.sort(Comparator.comparingInt(problem -> problem.at().line()));
        RulesReading made = new RulesReading(rules, problems);
        return made.isUsable() ? made : new RulesReading(List.of(), problems);
    }

    /** @param taken the lines that each label has a rule for, {@link #EACH} among them where it is for all */
    private static void overlap(Fields fields, Rule rule, Map<String, Set<String>> taken) {
        Set<String> lines = rule.lines().isEmpty() ? Set.of(EACH) : new TreeSet<>(rule.lines());
        Set<String> before = taken.computeIfAbsent(rule.label(), _ -> new TreeSet<>());
        boolean two = lines.contains(EACH) ? !before.isEmpty() : before.contains(EACH);
        if (two || !Collections.disjoint(before, lines)) {
            fields.refuse("label", rule.label() + " has two rules for one line", "keep one, or name other lines");
        }
        before.addAll(lines);
    }

    private Optional<Rule> rule(Fields fields) {
        Optional<String> label = fields.required("label").filter(name -> isLabel(fields, name));
        List<String> lines = fields.texts("lines");
        Optional<Rule.Source> source = source(fields, label);
        List<Rule.Criterion> criteria = criteria(fields);
        Optional<Duration> soak = duration(fields, "soak");
        Rule.Timing timing =
                new Rule.Timing(soak.orElse(Duration.ZERO), duration(fields, "fresh"), duration(fields, "alarm"));
        boolean soaks = fields.has("soak") && soak.filter(Duration::isZero).isEmpty();
        if (fields.items("jobs").isEmpty() && !soaks) {
            fields.refuse("jobs", "nothing is asked of a candidate", "add jobs:, or soak: with a time");
        }
        List<Rule.Waiver> waivers = waivers(fields, criteria);
        List<String> readers = fields.texts("notify");
        readers.forEach(address -> MailAddress.check(fields, "notify", address));
        fields.done(Problem.Severity.ERROR);
        return label.flatMap(
                name -> source.map(from -> new Rule(name, lines, from, criteria, timing, waivers, readers)));
    }

    private static boolean isLabel(Fields fields, String name) {
        if (!RepoLayout.isPromotable(name)) {
            fields.refuse(
                    "label",
                    "not a label that can be promoted: " + name,
                    "letters, digits and ._+~-, and not one that moves by itself or names a folder");
            return false;
        }
        return true;
    }

    private static Optional<Rule.Source> source(Fields fields, Optional<String> label) {
        String from = fields.text("from").orElse(RepoLayout.CONSISTENT);
        if (!RepoLayout.isName(from) || label.filter(from::equals).isPresent()) {
            fields.refuse("from", "no label to take candidates from: " + from, "consistent, current or another label");
        }
        Rule.Scope scope = fields.text("candidates")
                .flatMap(text -> switch (text) {
                    case "each component" -> Optional.of(Rule.Scope.COMPONENT);
                    case "all components" -> Optional.of(Rule.Scope.LINE);
                    default -> {
                        fields.refuse(
                                "candidates",
                                "candidates is 'each component' or 'all components', not " + text,
                                "leave it out for each component");
                        yield Optional.<Rule.Scope>empty();
                    }
                })
                .orElse(Rule.Scope.COMPONENT);
        return Optional.of(new Rule.Source(from, scope));
    }

    private List<Rule.Criterion> criteria(Fields fields) {
        List<Rule.Criterion> criteria = new ArrayList<>();
        for (YamlNode item : fields.items("jobs")) {
            if (item instanceof YamlMap map) {
                Fields job = new Fields(map, "a job", problems);
                criterion(job).ifPresent(criteria::add);
                job.done(Problem.Severity.ERROR);
            } else {
                name(item).ifPresent(name -> criteria.add(new Rule.Criterion(List.of(Rule.Job.once(name)))));
            }
        }
        return criteria;
    }

    private Optional<Rule.Criterion> criterion(Fields fields) {
        if (fields.has("any of")) {
            List<Rule.Job> jobs = new ArrayList<>();
            for (YamlNode item : fields.items("any of")) {
                if (item instanceof YamlMap map) {
                    Fields one = new Fields(map, "a job", problems);
                    job(one).ifPresent(jobs::add);
                    one.done(Problem.Severity.ERROR);
                } else {
                    name(item).map(Rule.Job::once).ifPresent(jobs::add);
                }
            }
            if (jobs.isEmpty()) {
                fields.refuse("any of", "there is no job to choose", "write a list of jobs");
            }
            return jobs.isEmpty() ? Optional.empty() : Optional.of(new Rule.Criterion(jobs));
        }
        return job(fields).map(job -> new Rule.Criterion(List.of(job)));
    }

    private Optional<Rule.Job> job(Fields fields) {
        boolean scenario = fields.has("scenario");
        Optional<String> name = (scenario ? fields.text("scenario") : fields.required("job"))
                .filter(text -> isJob(fields, scenario ? "scenario" : "job", text));
        int passes = fields.number("passes", 1, MOST_RUNS).orElse(1);
        int runs = fields.number("runs", 1, MOST_RUNS).orElse(passes);
        if (runs < passes) {
            fields.refuse("runs", passes + " passes of " + runs + " runs can't be", "runs is at least passes");
        }
        return name.map(text -> new Rule.Job(text, scenario, passes, Math.max(runs, passes)));
    }

    private Optional<String> name(YamlNode item) {
        if (item instanceof YamlScalar scalar
                && scalar.value() instanceof YamlScalar.Value.Text(String text)
                && Rule.Job.isName(text)) {
            return Optional.of(text);
        }
        problems.add(Problem.error("not the name of a job, this is " + item.described(), item.at(), Rule.Job.NAMES));
        return Optional.empty();
    }

    private static boolean isJob(Fields fields, String key, String text) {
        if (!Rule.Job.isName(text)) {
            fields.refuse(key, "not the name of a job: " + text, Rule.Job.NAMES);
            return false;
        }
        return true;
    }

    private List<Rule.Waiver> waivers(Fields rule, List<Rule.Criterion> criteria) {
        Set<String> jobs = criteria.stream()
                .flatMap(criterion -> criterion.anyOf().stream())
                .map(Rule.Job::name)
                .collect(Collectors.toCollection(TreeSet::new));
        List<Rule.Waiver> waivers = new ArrayList<>();
        for (YamlNode item : rule.items("waivers")) {
            Fields fields = Fields.of(Optional.of(item), file, "a waiver", problems);
            Optional<String> job = fields.required("job");
            job.filter(name -> !jobs.contains(name))
                    .ifPresent(name ->
                            fields.refuse("job", "the rule asks for no job " + name, Spelling.hint(name, jobs)));
            Optional<String> author = fields.required("author");
            Optional<String> reason = fields.required("reason");
            Optional<Instant> until = fields.required("until").flatMap(text -> until(fields, text));
            fields.done(Problem.Severity.ERROR);
            if (job.isPresent() && author.isPresent() && reason.isPresent() && until.isPresent()) {
                waivers.add(new Rule.Waiver(job.get(), author.get(), reason.get(), until.get()));
            }
        }
        return waivers;
    }

    /** A day is meant with its end. */
    private static Optional<Instant> until(Fields fields, String text) {
        try {
            return Optional.of(LocalDate.parse(text).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            fields.refuse(
                    "until", "not a day: " + text, "write one such as 2026-12-24; it is good to the end of that day");
            return Optional.empty();
        }
    }

    private static Optional<Duration> duration(Fields fields, String key) {
        return fields.text(key).flatMap(text -> {
            Optional<Duration> duration = Quantity.duration(text);
            if (duration.isEmpty()) {
                fields.refuse(key, "not a duration: " + text, "write a number and s, m, h or d: 2h");
            }
            return duration;
        });
    }
}
