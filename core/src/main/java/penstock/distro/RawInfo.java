package penstock.distro;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;
import penstock.yaml.Fields;
import penstock.yaml.YamlMap;
import penstock.yaml.YamlNode;

/**
 * The sections of all files, merged as distroinfo's {@code merge_infos} does: packages by project, releases by name.
 *
 * @param releases what the files say of each release, by name
 */
record RawInfo(
        Map<String, List<YamlMap>> releases,
        RawEntry packageDefault,
        Map<String, RawEntry> configs,
        Map<String, RawEntry> packages,
        List<String> components) {

    static RawInfo merge(List<YamlMap> files, List<Problem> problems) {
        RawInfo info = new RawInfo(
                new LinkedHashMap<>(),
                new RawEntry(
                        files.isEmpty()
                                ? SourcePosition.of("")
                                : files.getFirst().at()),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new ArrayList<>());
        files.forEach(file -> info.add(file, problems));
        if (!files.isEmpty()) {
            info.requireSections(files.getFirst(), problems);
        }
        return info;
    }

    private void requireSections(YamlMap entryPoint, List<Problem> problems) {
        if (releases.isEmpty()) {
            problems.add(Problem.error("no file has releases", entryPoint.at(), "add releases: with a list"));
        }
        if (packages.isEmpty()) {
            problems.add(Problem.error("no file has packages", entryPoint.at(), "add packages: with a list"));
        }
    }

    private void add(YamlMap file, List<Problem> problems) {
        Fields fields = new Fields(file, "a distroinfo file", problems);
        fields.node("import");
        fields.node("remote-info");
        named(fields, "releases", "name", problems)
                .forEach(map -> releases.computeIfAbsent(text(map, "name"), n -> new ArrayList<>())
                        .add(map));
        fields.node("package-default")
                .ifPresent(node -> map(node, "package-default", problems)
                        .ifPresent(map -> packageDefault.merge(map, "package-default", problems)));
        for (YamlMap.Entry entry : fields.entries("package-configs")) {
            String what = "the package configuration " + entry.key().text();
            map(entry.value(), what, problems)
                    .ifPresent(map -> configs.computeIfAbsent(
                                    entry.key().text(),
                                    n -> new RawEntry(entry.key().at()))
                            .merge(map, what, problems));
        }
        for (YamlMap map : named(fields, "packages", "project", problems)) {
            String project = text(map, "project");
            packages.computeIfAbsent(project, n -> new RawEntry(map.at()))
                    .merge(map, "the package " + project, problems);
        }
        named(fields, "components", "name", problems).forEach(map -> components.add(text(map, "name")));
        fields.done(Problem.Severity.ERROR);
    }

    /** The maps of a list that have a name; the others are errors. */
    private static List<YamlMap> named(Fields fields, String section, String key, List<Problem> problems) {
        List<YamlMap> maps = new ArrayList<>();
        for (YamlNode item : fields.items(section)) {
            map(item, "each of " + section, problems)
                    .filter(map -> new Fields(map, "each of " + section, problems)
                            .required(key)
                            .isPresent())
                    .ifPresent(maps::add);
        }
        return maps;
    }

    private static Optional<YamlMap> map(YamlNode node, String what, List<Problem> problems) {
        if (node instanceof YamlMap map) {
            return Optional.of(map);
        }
        if (!RawEntry.isNothing(node)) {
            problems.add(Problem.error(what + " must be a map, this is " + node.described(), node.at(), ""));
        }
        return Optional.empty();
    }

    private static String text(YamlMap map, String key) {
        return new Fields(map, key, new ArrayList<>()).text(key).orElse("");
    }
}
