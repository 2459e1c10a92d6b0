package penstock.engine.build;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import penstock.build.Cause;
import penstock.build.PbrHistory;
import penstock.build.PuppetModule;
import penstock.build.PythonProject;
import penstock.build.SourceArchive;
import penstock.build.Step;
import penstock.change.Commit;
import penstock.change.LoggedCommit;
import penstock.distro.Package;
import penstock.engine.port.Mirror;
import penstock.engine.port.Mirror.TreeEntry;
import penstock.engine.port.OutsideFailure;
import penstock.version.PbrVersion;
import penstock.version.Reckoning;
import penstock.version.TagVersion;

/**
 * Reads an upstream commit: what kind of project it is, which version it has, and which files its archive needs beside the tree.
 * A tree with {@code metadata.json} is a Puppet module, one with {@code setup.py}, {@code setup.cfg} or {@code pyproject.toml} a
 * Python project (DLRN's rule, {@code build_srpm.sh}).
 */
final class SourceReader {
    private static final int LARGEST_METADATA = 1 << 20;
    private static final int MOST_FILES = 200_000;

    private final Mirror mirror;

    SourceReader(Mirror mirror) {
        this.mirror = mirror;
    }

    Attempt<SourceTree> read(Package pkg, Commit commit) throws OutsideFailure, InterruptedException {
        String url = pkg.source().url();
        List<TreeEntry> entries = mirror.tree(url, commit.id());
        if (entries.size() > MOST_FILES) {
            return refused("the upstream tree has " + entries.size() + " files; at most " + MOST_FILES + " are taken");
        }
        Optional<String> unsafe = entries.stream()
                .map(TreeEntry::path)
                .filter(path -> !SafePath.is(path))
                .findFirst();
        if (unsafe.isPresent()) {
            return refused("the upstream tree has a file whose name can't be used: " + SafePath.shown(unsafe.get()));
        }
        Tree tree = new Tree(url, commit, entries);
        return tree.has("metadata.json") ? puppet(tree) : other(pkg, tree);
    }

    private record Tree(String url, Commit commit, List<TreeEntry> entries) {
        boolean has(String path) {
            return entries.stream().anyMatch(entry -> entry.path().equals(path));
        }
    }

    private Attempt<SourceTree> puppet(Tree tree) throws OutsideFailure, InterruptedException {
        PuppetModule.Reading reading =
                PuppetModule.read("metadata.json", text(tree, "metadata.json").getBytes(StandardCharsets.UTF_8));
        Optional<PuppetModule> module = reading.module();
        if (module.isEmpty()) {
            return refused(reading.message() + "; mend it upstream");
        }
        List<LoggedCommit> log = log(tree);
        return version(TagVersion.puppet(module.get().version(), log))
                .then(known -> Attempt.done(new SourceTree(
                        tree.url(),
                        tree.commit(),
                        safeName(module.get().name(), "puppet-module"),
                        known.version(),
                        Optional.empty(),
                        tree.entries(),
                        none())));
    }

    private Attempt<SourceTree> other(Package pkg, Tree tree) throws OutsideFailure, InterruptedException {
        String setupCfg = text(tree, "setup.cfg");
        String pyproject = text(tree, "pyproject.toml");
        Optional<PythonProject> python = PythonProject.of(pyproject, setupCfg, text(tree, "setup.py"));
        List<LoggedCommit> log = log(tree);
        Reckoning reckoning =
                python.map(project -> python(project, pyproject, setupCfg, log)).orElseGet(() -> TagVersion.of(log));
        SourceArchive.History history = python.filter(PythonProject::pbr).isPresent()
                ? new SourceArchive.History(
                        PbrHistory.authors(text(tree, "AUTHORS.in"), log), PbrHistory.changeLog(log))
                : new SourceArchive.History("", "");
        return version(reckoning).then(known -> {
            String upstream = known.version().upstreamVersion();
            return Attempt.done(new SourceTree(
                    tree.url(),
                    tree.commit(),
                    python.map(PythonProject::name).orElse(safeName(pkg.project(), "source")),
                    known.version(),
                    python,
                    tree.entries(),
                    SourceArchive.generated(python, upstream, SourceTree.paths(tree.entries()), history)));
        });
    }

    private static Reckoning python(PythonProject project, String pyproject, String setupCfg, List<LoggedCommit> log) {
        return project.fixedVersion(pyproject, setupCfg)
                .map(version -> Reckoning.of(version, "the project's own metadata"))
                .orElseGet(() ->
                        PbrVersion.of(log, project.pbr() ? PythonProject.preVersion(setupCfg) : Optional.empty()));
    }

    private List<LoggedCommit> log(Tree tree) throws OutsideFailure {
        return mirror.log(tree.url(), tree.commit().id(), logged -> false);
    }

    private static Attempt<Reckoning.Known> version(Reckoning reckoning) {
        return switch (reckoning) {
            case Reckoning.Known known -> Attempt.done(known);
            case Reckoning.Refused refused -> refused(refused.message());
        };
    }

    /** A small file of the tree's root; empty when it is not there, is no regular file, or is too large to be what it seems. */
    private String text(Tree tree, String path) throws OutsideFailure {
        boolean regular = tree.entries().stream()
                .anyMatch(entry -> entry.path().equals(path)
                        && entry.mode() != SourceTree.Modes.LINK
                        && entry.mode() != SourceTree.Modes.SUBMODULE);
        if (!regular) {
            return "";
        }
        return mirror.file(tree.url(), tree.commit().id(), path, LARGEST_METADATA)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
    }

    private static SequencedMap<String, byte[]> none() {
        return new java.util.LinkedHashMap<>();
    }

    private static String safeName(String name, String otherwise) {
        return SafePath.isName(name) ? name : otherwise;
    }

    private static <T> Attempt<T> refused(String message) {
        return Attempt.stopped(Step.SOURCE, new Cause.BadSource(message));
    }
}
