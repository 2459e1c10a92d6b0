package penstock.distro;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;
import penstock.problem.Spelling;
import penstock.yaml.YamlMap;
import penstock.yaml.YamlNode;
import penstock.yaml.YamlScalar;

/**
 * A package, a package configuration or the package default, with what several files say of it merged: maps key by key, a later value
 * over an earlier one, nothing ({@code key:}) over nothing.
 */
final class RawEntry {
    /** What distroinfo, DLRN and rdopkg know of a package. */
    static final Set<String> KEYS = Set.of(
            "project",
            "name",
            "conf",
            "upstream",
            "distgit",
            "master-distgit",
            "patches",
            "review-patches",
            "review-origin",
            "centos-distgit",
            "distgit-path",
            "component",
            "maintainers",
            "tags",
            "buildsys-tags",
            "source-branch",
            "distro-branch",
            "version-from",
            "build-tags-only",
            "architectures");

    private final SourcePosition at;
    private final Map<String, YamlNode> fields = new LinkedHashMap<>();
    private @Nullable Map<String, Map<String, YamlMap.Entry>> tags;

    RawEntry(SourcePosition at) {
        this.at = at;
    }

    SourcePosition at() {
        return at;
    }

    /** Without {@code tags} and {@code buildsys-tags}; a value of nothing is kept, for it hides a default. */
    Map<String, YamlNode> fields() {
        return fields;
    }

    /** The tags with what each overrides; empty when this says nothing of tags. */
    Optional<Map<String, Map<String, YamlMap.Entry>>> tags() {
        return Optional.ofNullable(tags);
    }

    void merge(YamlMap map, String what, List<Problem> problems) {
        for (YamlMap.Entry entry : map.entries()) {
            String key = entry.key().text();
            switch (key) {
                case "tags" -> mergeTags(entry.value(), what, problems);
                // Which builds a tag of the build system has: nothing that is built here depends on it.
                case "buildsys-tags" -> {}
                default -> {
                    checkKey(entry, what, problems);
                    put(fields, entry);
                }
            }
        }
    }

    private void mergeTags(YamlNode node, String what, List<Problem> problems) {
        Map<String, Map<String, YamlMap.Entry>> all = tags == null ? new LinkedHashMap<>() : tags;
        tags = all;
        if (isNothing(node)) {
            return;
        }
        if (!(node instanceof YamlMap map)) {
            problems.add(Problem.error(
                    "tags of " + what + " must be a map, this is " + node.described(),
                    node.at(),
                    "write tag: on each line"));
            return;
        }
        for (YamlMap.Entry tag : map.entries()) {
            Map<String, YamlMap.Entry> override = all.computeIfAbsent(tag.key().text(), t -> new LinkedHashMap<>());
            if (tag.value() instanceof YamlMap values) {
                for (YamlMap.Entry entry : values.entries()) {
                    if (!isNothing(entry.value())
                            || !override.containsKey(entry.key().text())) {
                        override.put(entry.key().text(), entry);
                    }
                }
            } else if (!isNothing(tag.value())) {
                problems.add(Problem.error(
                        "the tag " + tag.key().text() + " of " + what + " must be a map of what it overrides, this is "
                                + tag.value().described(),
                        tag.value().at(),
                        "leave it empty, or write keys and values below it"));
            }
        }
    }

    /** A key nobody knows is allowed (a substitution may use it), but mostly misspelt. */
    static void checkKey(YamlMap.Entry entry, String what, List<Problem> problems) {
        String key = entry.key().text();
        if (!KEYS.contains(key)) {
            problems.add(Problem.warning(
                    "the key " + key + " of " + what + " is unknown",
                    entry.key().at(),
                    Spelling.hint(key, KEYS)));
        }
    }

    private static void put(Map<String, YamlNode> into, YamlMap.Entry entry) {
        String key = entry.key().text();
        if (!isNothing(entry.value()) || !into.containsKey(key)) {
            into.put(key, entry.value());
        }
    }

    static boolean isNothing(YamlNode node) {
        return node instanceof YamlScalar scalar && scalar.isNull();
    }
}
