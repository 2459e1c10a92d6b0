package penstock.app.rdo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import penstock.distro.DistroReading;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.port.OutsideFailure;

/**
 * rdoinfo's development line, cut to some packages.
 *
 * @param line the line as rdoinfo has it, with the packages that are kept
 * @param kept in the line's order
 * @param unknown names that were asked for and no package with both bundles has
 */
public record RdoCut(ReleaseLine line, List<Kept> kept, List<String> unknown) {
    public RdoCut {
        kept = List.copyOf(kept);
        unknown = List.copyOf(unknown);
    }

    /**
     * @param pkg its source pinned where a commit was asked for
     * @param upstream the bare repository
     * @param distgit the bare repository
     */
    public record Kept(Package pkg, Path upstream, Path distgit) {}

    /** Finds the bare repository of a bundle. */
    interface Repositories {
        /** @param kind {@code upstream} or {@code distgit} */
        Optional<Path> find(String kind, String name) throws OutsideFailure;
    }

    static RdoCut of(DistroReading reading, Repositories repositories, List<String> wanted) throws OutsideFailure {
        var line = reading.distribution().developed().stream()
                .filter(one -> one.name().equals(one.release()))
                .findFirst()
                .orElseThrow(() -> new OutsideFailure("rdoinfo has no release in development", false));
        var kept = new ArrayList<Kept>();
        for (var pkg : line.packages()) {
            var upstream = repositories.find("upstream", bundle(pkg.source()));
            var distgit = upstream.isEmpty() ? upstream : repositories.find("distgit", bundle(pkg.distgit()));
            if (distgit.isPresent()) {
                kept.add(new Kept(pkg, upstream.orElseThrow(), distgit.get()));
            }
        }
        return chosen(line, kept, wanted);
    }

    private static RdoCut chosen(ReleaseLine line, List<Kept> all, List<String> wanted) throws OutsideFailure {
        var unknown = new ArrayList<String>();
        var chosen = new ArrayList<Kept>();
        var full = line.cutTo(pkg -> all.stream().anyMatch(one -> one.pkg().equals(pkg)));
        for (var name : wanted) {
            int at = name.indexOf('@');
            var found = full.find(at < 0 ? name : name.substring(0, at));
            if (found.isEmpty()) {
                unknown.add(name);
            }
            for (var pkg : found) {
                var one = all.stream()
                        .filter(k -> k.pkg().equals(pkg))
                        .findFirst()
                        .orElseThrow();
                chosen.add(at < 0 ? one : pinned(one, name.substring(at + 1)));
            }
        }
        var kept = wanted.isEmpty() ? all : chosen.stream().distinct().toList();
        return new RdoCut(full, kept, unknown);
    }

    private static Kept pinned(Kept one, String named) throws OutsideFailure {
        var commit = RdoFolder.commit(one.upstream(), named)
                .orElseThrow(() -> new OutsideFailure(
                        one.pkg().source().repositoryName() + " has no commit " + named + " in its bundle", false));
        var pkg = one.pkg();
        var source = new Package.Source(pkg.source().url(), commit, true);
        return new Kept(
                new Package(pkg.project(), pkg.name(), pkg.component(), source, pkg.distgit(), pkg.maintainers()),
                one.upstream(),
                one.distgit());
    }

    private static String bundle(Package.Source source) {
        return source.repositoryName();
    }

    /** A distroinfo file of the line with its kept packages; everything that defaults give is written out. */
    public String distroinfo() {
        var text = new StringBuilder(
                "# rdoinfo's line %s, cut to the packages whose repositories are here.\n".formatted(line.name()));
        text.append("releases:\n- name: %s\n  status: development\n  branch: rpm-master\n  upstream_branch: master\n"
                .formatted(quoted(line.name())));
        text.append("  repos:\n  - name: deb13\n    distrepos: []\npackages:\n");
        for (var one : kept) {
            var pkg = one.pkg();
            text.append("- project: ").append(quoted(pkg.project())).append('\n');
            text.append("  name: ").append(quoted(pkg.name())).append('\n');
            text.append("  upstream: ").append(quoted(pkg.source().url())).append('\n');
            text.append("  master-distgit: ")
                    .append(quoted(pkg.distgit().url()))
                    .append('\n');
            text.append("  distro-branch: ").append(quoted(pkg.distgit().ref())).append('\n');
            text.append("  maintainers: [")
                    .append(String.join(
                            ", ", pkg.maintainers().stream().map(RdoCut::quoted).toList()))
                    .append("]\n");
            text.append("  tags: {")
                    .append(quoted(line.name()))
                    .append(": {source-branch: ")
                    .append(quoted(pkg.source().ref()))
                    .append("}}\n");
        }
        return text.toString();
    }

    /** {@code penstock.yaml} for it. */
    String configuration(Path distroinfo, boolean withTests) {
        var text = new StringBuilder("# Written by examples/rdo/run; docs/config.md explains every key.\n");
        text.append("distribution:\n  repository: ")
                .append(quoted(distroinfo.toString()))
                .append("\n  entry_point: cut.yml\n");
        text.append("build:\n  with_tests: ").append(withTests).append("\nrewrite:\n");
        for (var one : kept) {
            rewrite(text, one.pkg().source().url(), one.upstream());
            rewrite(text, one.pkg().distgit().url(), one.distgit());
        }
        return text.toString();
    }

    private static void rewrite(StringBuilder text, String url, Path to) {
        text.append("- from: ")
                .append(quoted(url))
                .append("\n  to: ")
                .append(quoted("file://" + to.toAbsolutePath()))
                .append('\n');
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
