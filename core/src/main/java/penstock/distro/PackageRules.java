package penstock.distro;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import penstock.distro.Package.Source;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;
import penstock.problem.Spelling;
import penstock.yaml.YamlList;
import penstock.yaml.YamlMap;
import penstock.yaml.YamlNode;
import penstock.yaml.YamlScalar;

/**
 * What holds for a package (distroinfo's {@code parse_package}): the default, over it the package configuration that {@code conf}
 * names, over it the package's own keys, over it those of the line's tag; then {@code %(...)s} is filled in.
 */
final class PackageRules {
    /** DLRN's further keys, with what happens instead. */
    private static final Map<String, String> NOT_FOLLOWED = Map.of(
            "distgit-path", "the spec is looked for at the packaging repository's root",
            "version-from", "the version is taken from the branch's own tags",
            "build-tags-only", "every commit is built");

    private final RawInfo info;
    private final List<Problem> problems;

    PackageRules(RawInfo info, List<Problem> problems) {
        this.info = info;
        this.problems = problems;
    }

    /** A package before any tag is applied. */
    record Untagged(
            String project,
            SourcePosition at,
            Map<String, YamlNode> values,
            Map<String, Map<String, YamlMap.Entry>> tags) {}

    /** All packages in the order of the files. */
    List<Untagged> untagged() {
        List<Untagged> all = new ArrayList<>();
        info.packages().forEach((project, raw) -> {
            if (Names.isName(project)) {
                all.add(untagged(project, raw));
            } else {
                problems.add(Problem.error("a project can't be called " + shown(project), raw.at(), NAME_HINT));
            }
        });
        return all;
    }

    private static final String NAME_HINT = "letters, digits, dots, hyphens, underscores and plus signs, at most 128";

    private Untagged untagged(String project, RawEntry raw) {
        Map<String, YamlNode> values = new LinkedHashMap<>(info.packageDefault().fields());
        Optional<Map<String, Map<String, YamlMap.Entry>>> tags =
                info.packageDefault().tags();
        if (raw.fields().get("conf") instanceof YamlScalar conf && !conf.isNull()) {
            RawEntry config = info.configs().get(conf.text());
            if (config == null) {
                problems.add(Problem.error(
                        "there is no package configuration " + shown(conf.text()),
                        conf.at(),
                        Spelling.hint(conf.text(), info.configs().keySet())));
            } else {
                values.putAll(config.fields());
                tags = config.tags().or(info.packageDefault()::tags);
            }
        }
        values.putAll(raw.fields());
        return new Untagged(
                project, raw.at(), values, raw.tags().or(orElse(tags)).orElse(Map.of()));
    }

    private static <T> Supplier<Optional<T>> orElse(Optional<T> value) {
        return () -> value;
    }

    /**
     * The package in a line; empty when something it needs is missing or wrong, which is a problem then.
     *
     * @param tag the line's, empty when the distribution has no tags
     * @param sourceRef what is followed unless the package says otherwise
     */
    Optional<Package> resolve(Untagged untagged, String tag, String sourceRef, String distgitRef) {
        Map<String, YamlMap.Entry> override = untagged.tags.getOrDefault(tag, Map.of());
        Map<String, YamlNode> values = new LinkedHashMap<>(untagged.values);
        for (YamlMap.Entry entry : override.values()) {
            RawEntry.checkKey(entry, "the tag " + tag + " of the package " + untagged.project, problems);
            values.put(entry.key().text(), entry.value());
        }
        Reading reading = new Reading(untagged, values);
        Optional<String> name = reading.checked("name", Names::isName, NAME_HINT);
        Optional<String> upstream = reading.checked("upstream", Names::isUrl, URL_HINT);
        Optional<String> distgit = reading.has("master-distgit")
                ? reading.checked("master-distgit", Names::isUrl, URL_HINT)
                : reading.checked("distgit", Names::isUrl, URL_HINT);
        Optional<String> source = reading.ref("source-branch");
        Optional<String> packaging = reading.ref("distro-branch");
        String component = component(reading);
        reading.tellWhatIsNotFollowed();
        List<String> maintainers = reading.maintainers();
        if (reading.failed || name.isEmpty() || upstream.isEmpty() || distgit.isEmpty()) {
            return Optional.empty();
        }
        String ref = source.orElse(sourceRef);
        boolean pinned = source.isPresent() && override.containsKey("source-branch") && Names.isPin(ref);
        return Optional.of(new Package(
                untagged.project,
                name.get(),
                component,
                new Source(upstream.get(), ref, pinned),
                new Source(distgit.get(), packaging.orElse(distgitRef), false),
                maintainers));
    }

    private static final String URL_HINT = "http, https, git, ssh, file, user@host:path, or an absolute path";

    private String component(Reading reading) {
        if (!reading.has("component")) {
            return "";
        }
        Optional<String> component = reading.checked("component", Names::isName, NAME_HINT);
        Set<String> known = new TreeSet<>(info.components());
        component
                .filter(name -> !known.isEmpty() && !known.contains(name))
                .ifPresent(name -> problems.add(Problem.warning(
                        "the component " + name + " of " + reading.what() + " is not among components",
                        reading.at("component"),
                        Spelling.hint(name, known))));
        return component.orElse("");
    }

    private static String shown(String text) {
        String cut = text.length() > 80 ? text.substring(0, 80) + "..." : text;
        return cut.replaceAll("\\p{Cntrl}", "\u00b7");
    }

    /** One package's values being looked at. */
    private final class Reading {
        private final Untagged untagged;
        private final Map<String, YamlNode> values;
        private boolean failed;

        Reading(Untagged untagged, Map<String, YamlNode> values) {
            this.untagged = untagged;
            this.values = values;
        }

        String what() {
            return "the package " + untagged.project;
        }

        boolean has(String key) {
            YamlNode node = values.get(key);
            return node != null && !RawEntry.isNothing(node);
        }

        SourcePosition at(String key) {
            YamlNode node = values.get(key);
            return node == null ? untagged.at : node.at();
        }

        /** A text that must be there and look as it should. */
        Optional<String> checked(String key, Predicate<String> good, String hint) {
            if (!has(key)) {
                return refused(
                        untagged.at, what() + " has no " + key, "add it to the package, its conf or package-default");
            }
            return filled(key)
                    .flatMap(text -> good.test(text)
                            ? Optional.of(text)
                            : refused(at(key), key + " of " + what() + " can't be " + shown(text), hint));
        }

        Optional<String> ref(String key) {
            return has(key) ? checked(key, Names::isRef, "a branch, a tag or a full commit id") : Optional.empty();
        }

        private Optional<String> filled(String key) {
            if (!(values.get(key) instanceof YamlScalar scalar)) {
                return refused(at(key), key + " of " + what() + " must be a text, not a list or map", "");
            }
            if (!(scalar.value() instanceof YamlScalar.Value.Text)) {
                return refused(
                        scalar.at(),
                        key + " of " + what() + " must be a text, this is " + scalar.described(),
                        "put it in quotes");
            }
            try {
                return Optional.of(Template.fill(scalar, values));
            } catch (Template.Unfilled e) {
                problems.add(e.problem());
                failed = true;
                return Optional.empty();
            }
        }

        void tellWhatIsNotFollowed() {
            NOT_FOLLOWED.forEach((key, meaning) -> {
                if (has(key)) {
                    problems.add(Problem.warning(key + " of " + what() + " is not followed", at(key), meaning));
                }
            });
        }

        /** As distroinfo has it: at least one, each with an at sign. */
        List<String> maintainers() {
            if (!has("maintainers")) {
                refused(untagged.at, what() + " has no maintainers", "add at least one mail address");
                return List.of();
            }
            if (!(values.get("maintainers") instanceof YamlList list)) {
                refused(
                        at("maintainers"),
                        "maintainers of " + what() + " must be a list",
                        "write - address on each line");
                return List.of();
            }
            List<String> addresses = new ArrayList<>();
            for (YamlNode item : list.items()) {
                if (item instanceof YamlScalar address
                        && address.text().matches("[^\\s\\p{Cntrl}@<>,;]{1,100}@[^\\s\\p{Cntrl}@<>,;]{1,100}")) {
                    addresses.add(address.text());
                } else {
                    refused(item.at(), "this maintainer of " + what() + " is no mail address", "write name@host");
                }
            }
            return addresses;
        }

        private <T> Optional<T> refused(SourcePosition at, String message, String hint) {
            problems.add(Problem.error(message, at, hint));
            failed = true;
            return Optional.empty();
        }
    }
}
