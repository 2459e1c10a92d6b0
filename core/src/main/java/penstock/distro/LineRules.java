package penstock.distro;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import penstock.distro.PackageRules.Untagged;
import penstock.distro.ReleaseLine.DistRepo;
import penstock.distro.ReleaseLine.TargetRepo;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;
import penstock.yaml.Fields;
import penstock.yaml.YamlMap;
import penstock.yaml.YamlNode;

/**
 * Which lines there are. rdoinfo does not list them: DLRN is configured with a release and a tag. Here a line is a tag that packages have
 * and whose name is a release's ({@code flamingo}) or starts with it and a hyphen ({@code flamingo-uc}). Where no package has such a tag
 * for any release, each release is a line with all packages.
 */
final class LineRules {
    private static final List<String> STATUSES =
            List.of("development", "maintained", "extended_maintenance", "unmaintained", "eol");
    private final RawInfo info;
    private final List<Problem> problems;

    LineRules(RawInfo info, List<Problem> problems) {
        this.info = info;
        this.problems = problems;
    }

    private record Release(
            String name,
            String status,
            String sourceRef,
            String distgitRef,
            List<TargetRepo> repos,
            SourcePosition at) {}

    Distribution distribution() {
        PackageRules rules = new PackageRules(info, problems);
        List<Untagged> packages = rules.untagged();
        List<Release> releases = new ArrayList<>();
        info.releases().forEach((name, maps) -> release(name, maps).ifPresent(releases::add));
        Map<String, Release> lines = lines(releases, packages);
        boolean tagged = !lines.isEmpty();
        if (!tagged) {
            releases.forEach(release -> lines.put(release.name, release));
        }
        List<ReleaseLine> result = new ArrayList<>();
        lines.forEach((tag, release) -> result.add(new ReleaseLine(
                tag,
                release.name,
                release.status,
                release.repos,
                packages.stream()
                        .filter(p -> !tagged || p.tags().containsKey(tag))
                        .flatMap(p -> rules.resolve(p, tag, release.sourceRef, release.distgitRef).stream())
                        .toList())));
        return new Distribution(withoutTwins(result), info.components());
    }

    /** A package name belongs to one project of a line; a further one is left out. */
    private List<ReleaseLine> withoutTwins(List<ReleaseLine> lines) {
        return lines.stream()
                .map(line -> {
                    Map<String, String> owners = new LinkedHashMap<>();
                    line.packages().forEach(p -> owners.putIfAbsent(p.name(), p.project()));
                    return line.cutTo(p -> {
                        String owner = owners.getOrDefault(p.name(), p.project());
                        if (!owner.equals(p.project())) {
                            problems.add(Problem.error(
                                    "the packages " + owner + " and " + p.project() + " have the same name " + p.name(),
                                    Optional.ofNullable(info.packages().get(p.project()))
                                            .map(RawEntry::at)
                                            .orElse(SourcePosition.of("")),
                                    "give one of them another name"));
                        }
                        return owner.equals(p.project());
                    });
                })
                .toList();
    }

    private Map<String, Release> lines(List<Release> releases, Collection<Untagged> packages) {
        TreeSet<String> tags = new TreeSet<>();
        packages.forEach(p -> tags.addAll(p.tags().keySet()));
        Map<String, Release> lines = new LinkedHashMap<>();
        for (Release release : releases) {
            for (String tag : tags) {
                boolean nearest = releases.stream()
                        .filter(r -> belongs(tag, r.name))
                        .max(Comparator.comparingInt(r -> r.name.length()))
                        .filter(r -> r.name.equals(release.name))
                        .isPresent();
                if (nearest && Names.isName(tag)) {
                    lines.put(tag, release);
                }
            }
        }
        if (!lines.isEmpty()) {
            releases.stream()
                    .filter(release -> !lines.containsValue(release))
                    .forEach(release -> problems.add(Problem.warning(
                            "no package has the tag " + release.name + ", the release has no line", release.at, "")));
        }
        return lines;
    }

    private static boolean belongs(String tag, String release) {
        return tag.equals(release) || tag.startsWith(release + "-");
    }

    private Optional<Release> release(String name, List<YamlMap> maps) {
        SourcePosition at = maps.getFirst().at();
        if (!Names.isName(name)) {
            problems.add(Problem.error("a release can't be called so", at, "letters, digits, dots and hyphens"));
            return Optional.empty();
        }
        String what = "the release " + name;
        String status = "";
        String source = "";
        String distgit = "";
        List<TargetRepo> repos = new ArrayList<>();
        for (YamlMap map : maps) {
            Fields fields = new Fields(map, what, problems);
            fields.text("name");
            fields.text("identifier");
            fields.text("tags_map");
            status = fields.text("status").orElse(status);
            source = ref(fields, "upstream_branch").orElse(source);
            distgit = ref(fields, "branch").orElse(distgit);
            fields.items("repos").forEach(repo -> repo(repo, what).ifPresent(repos::add));
            fields.done(Problem.Severity.WARNING);
        }
        if (status.isEmpty()) {
            problems.add(Problem.warning(what + " has no status", at, "one of " + String.join(", ", STATUSES)));
        }
        return Optional.of(new Release(
                name,
                status,
                orUsual(source, "master", what + " has no upstream_branch", at),
                orUsual(distgit, "rpm-master", what + " has no branch", at),
                repos,
                at));
    }

    /** DLRN's defaults for what a release does not say. */
    private String orUsual(String given, String usual, String message, SourcePosition at) {
        if (given.isEmpty()) {
            problems.add(
                    Problem.warning(message, at, usual + " is followed in packages that name no branch themselves"));
        }
        return given.isEmpty() ? usual : given;
    }

    private static Optional<String> ref(Fields fields, String key) {
        return fields.text(key).filter(ref -> {
            if (!Names.isRef(ref)) {
                fields.refuse(key, "not a branch: " + ref, "a branch, a tag or a full commit id");
            }
            return Names.isRef(ref);
        });
    }

    private Optional<TargetRepo> repo(YamlNode node, String release) {
        Fields fields = Fields.of(Optional.of(node), node.file(), "a repository of " + release, problems);
        Optional<String> name = fields.required("name");
        List.of("branch", "buildsys", "buildsys-tags", "special").forEach(fields::node);
        List<DistRepo> dependencies = new ArrayList<>();
        for (YamlNode item : fields.items("distrepos")) {
            Fields repo = Fields.of(Optional.of(item), node.file(), "a distrepo of " + release, problems);
            Optional<String> repoName = repo.required("name");
            String url = repo.text("url").orElse("");
            if (url.isEmpty()) {
                problems.add(Problem.warning(
                        "the distrepo " + repoName.orElse("") + " of " + release + " has no url",
                        repo.at(),
                        "nothing is taken from it"));
            } else if (!Names.isUrl(url)) {
                repo.refuse("url", "not an address: " + url, "http, https or file");
                url = "";
            }
            repo.done(Problem.Severity.WARNING);
            String address = url;
            repoName.ifPresent(n -> dependencies.add(new DistRepo(n, address)));
        }
        fields.done(Problem.Severity.WARNING);
        return name.map(n -> new TargetRepo(n, dependencies));
    }
}
