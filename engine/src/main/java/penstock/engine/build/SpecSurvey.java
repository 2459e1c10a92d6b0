package penstock.engine.build;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import penstock.build.BuildOptions;
import penstock.build.PythonRequirements;
import penstock.build.SpecEdit;
import penstock.build.SpecFacts;
import penstock.build.Step;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.engine.build.Workbench.Ran;
import penstock.engine.port.Mirror;
import penstock.engine.port.OutsideFailure;

/** Reads specs as their builds will: same edits, same macros, in the target's sandbox. */
public final class SpecSurvey implements SpecReader {
    private static final int LARGEST_METADATA = 1 << 20;

    private final Mirror mirror;
    private final BuildTarget target;
    private final BuildSettings settings;

    public SpecSurvey(Mirror mirror, BuildTarget target, BuildSettings settings) {
        this.mirror = mirror;
        this.target = target;
        this.settings = settings;
    }

    @Override
    public SpecFacts read(Package pkg, Commit source, Commit distgit) throws OutsideFailure, InterruptedException {
        Attempt<SpecFacts> facts = Attempt.ofRepository(
                Step.SOURCE,
                () -> new SourceReader(mirror)
                        .read(pkg, source)
                        .then(tree -> new PackagingReader(mirror)
                                .read(pkg, distgit)
                                .then(packaging -> query(tree, packaging)
                                        .then(spec -> Attempt.done(with(tree, packaging, spec))))));
        return switch (facts) {
            case Attempt.Done<SpecFacts>(SpecFacts value) -> value;
            case Attempt.Stopped<SpecFacts> _ -> new SpecFacts(pkg.name(), List.of(), List.of(), List.of(), false);
        };
    }

    private Attempt<SpecFacts> query(SourceTree tree, Packaging packaging) throws OutsideFailure, InterruptedException {
        String release = settings.release()
                .release(tree.commit().committed(), tree.commit().shortId());
        SpecPreparation spec = new SpecPreparation(tree, packaging, release);
        try (SourcesFolder sources = SourcesFolder.make(mirror, settings)) {
            return spec.edit(BuildOptions.PLAIN, Silence.LOG).then(edited -> run(packaging, edited, sources));
        }
    }

    private Attempt<SpecFacts> run(Packaging packaging, SpecEdit.Edited edited, SourcesFolder sources)
            throws OutsideFailure, InterruptedException {
        sources.writeSpec(packaging, edited.text());
        return sources.writeFiles(packaging).then(written -> {
            try (Workbench bench = target.open(BuildOptions.PLAIN, Optional.<Path>empty(), Silence.LOG)) {
                return bench.query(sources.path(), packaging.specName()) instanceof Ran.Done<SpecFacts>(SpecFacts facts)
                        ? Attempt.done(facts)
                        : Attempt.stopped(Step.SPEC, new penstock.build.Cause.SpecSyntax("rpm can't read it", 0));
            }
        });
    }

    /** Adds what {@code %pyproject_buildrequires} and the dependency generator will say once the package is built. */
    private SpecFacts with(SourceTree tree, Packaging packaging, SpecFacts spec) throws OutsideFailure {
        if (tree.python().isEmpty()) {
            return spec;
        }
        List<String> provides = new ArrayList<>(spec.provides());
        provides.add(PythonRequirements.capability(tree.python().get().name()));
        List<String> buildRequires = new ArrayList<>(spec.buildRequires());
        List<String> requires = new ArrayList<>(spec.requires());
        List<String> runtime = PythonRequirements.runtime(
                text(tree, "pyproject.toml"), text(tree, "setup.cfg"), text(tree, "requirements.txt"));
        requires.addAll(runtime);
        if (packaging.spec().contains("%pyproject_buildrequires")) {
            buildRequires.addAll(runtime);
            buildRequires.addAll(PythonRequirements.buildSystem(text(tree, "pyproject.toml")));
        }
        return new SpecFacts(spec.name(), buildRequires, provides, requires, spec.knowsBootstrap());
    }

    private String text(SourceTree tree, String path) throws OutsideFailure {
        return tree.paths().contains(path)
                ? mirror.file(tree.url(), tree.commit().id(), path, LARGEST_METADATA)
                        .map(bytes -> new String(bytes, java.nio.charset.StandardCharsets.UTF_8))
                        .orElse("")
                : "";
    }

    /** Nobody reads what the tools print here: the package's build prints it again, into its own log. */
    private enum Silence implements BuildLog {
        LOG;

        @Override
        public void write(byte[] bytes, int offset, int length) {}

        @Override
        public void enter(Step step) {}

        @Override
        public void say(String line) {}
    }
}
