package penstock.engine.build;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import penstock.build.Artifact;
import penstock.build.BuildKey;
import penstock.build.BuildOutcome;
import penstock.build.BuildRequest;
import penstock.build.Cause;
import penstock.build.PackagedFiles;
import penstock.build.PatchHunks;
import penstock.build.Step;
import penstock.build.Verdict;
import penstock.build.log.LogReading;
import penstock.engine.build.KnownBuilds.KnownBuild;
import penstock.engine.build.RpmHeaders.RpmHeader;
import penstock.engine.build.Workbench.InstalledRpm;
import penstock.engine.build.Workbench.Ran;
import penstock.engine.build.Workbench.Rebuilt;
import penstock.engine.port.Mirror;
import penstock.engine.port.OutsideFailure;

/** The steps of one build, one method each, in their order. */
final class BuildRun {
    private static final int MOST_KNOWN = 5;
    private static final int LARGEST_PATCH = 64 << 20;

    private final Mirror mirror;
    private final BuildTarget target;
    private final PackageBuild.Places places;
    private final BuildSettings settings;
    private final PackageBuild.Variant variant;
    private final BuildRequest request;
    private final BuildLogs.Writing log;
    private int specLinesBefore;
    private Optional<Artifact> module = Optional.empty();

    BuildRun(
            Mirror mirror,
            BuildTarget target,
            PackageBuild.Places places,
            BuildSettings settings,
            PackageBuild.Variant variant,
            BuildRequest request,
            BuildLogs.Writing log) {
        this.mirror = mirror;
        this.target = target;
        this.places = places;
        this.settings = settings;
        this.variant = variant;
        this.request = request;
        this.log = log;
    }

    /** Both commits, read. */
    private record Inputs(SourceTree source, Packaging packaging, String release, String digest) {}

    /** What the loop of build requirements and rebuilds ended in. */
    private record Made(List<Path> rpms, List<String> buildRequires, List<InstalledRpm> root) {}

    BuildOutcome run() throws OutsideFailure, InterruptedException {
        log.enter(Step.SOURCE);
        log.say(request.pkg().name() + ", upstream " + request.source().id() + ", packaging "
                + request.distgit().id() + ", target " + target.name());
        // The bench is made ready while the sources are read.
        try (Workbench bench = target.open(request.options(), places.lines().newest(request.line()), log)) {
            return outcome(readInputs().then(inputs -> onBench(inputs, bench)));
        }
    }

    private static BuildOutcome outcome(Attempt<BuildOutcome> attempt) {
        return switch (attempt) {
            case Attempt.Done<BuildOutcome>(BuildOutcome outcome) -> outcome;
            case Attempt.Stopped<BuildOutcome>(Verdict verdict) ->
                new BuildOutcome(verdict, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
        };
    }

    private Attempt<Inputs> readInputs() throws OutsideFailure, InterruptedException {
        return Attempt.ofRepository(
                Step.SOURCE,
                () -> new SourceReader(mirror)
                        .read(request.pkg(), request.source())
                        .then(source -> new PackagingReader(mirror)
                                .read(request.pkg(), request.distgit())
                                .then(packaging -> Attempt.done(inputs(source, packaging)))));
    }

    private Inputs inputs(SourceTree source, Packaging committed) throws OutsideFailure {
        String shortId = source.commit().shortId();
        Optional<String> patched = variant.spec().filter(spec -> !spec.equals(committed.spec()));
        Packaging packaging = patched.map(committed::with).orElse(committed);
        String digest = BuildKey.inputs(new BuildKey.Inputs(
                source.commit().tree(),
                source.version().upstreamVersion(),
                source.generated(),
                settings.release().release(java.time.Instant.EPOCH, shortId),
                new BuildKey.Packaging(packaging.commit().tree(), patched),
                target.digest(),
                request.options()));
        log.say("version " + source.version().version() + ", upstream version "
                + source.version().upstreamVersion());
        if (patched.isPresent()) {
            log.say("the spec is not the commit's: a patch of it is tried out");
        }
        Oddities.say(source, log);
        return new Inputs(source, packaging, settings.release().release(request.created(), shortId), digest);
    }

    private Attempt<BuildOutcome> onBench(Inputs inputs, Workbench bench) throws OutsideFailure, InterruptedException {
        Optional<KnownBuild> known = known(inputs, bench);
        return known.isPresent() ? again(known.get(), bench) : build(inputs, bench);
    }

    /** Second step of the look-up: what earlier builds of these inputs required is resolved again. */
    private Optional<KnownBuild> known(Inputs inputs, Workbench bench) throws OutsideFailure, InterruptedException {
        for (KnownBuild earlier : places.known().withInputs(inputs.digest(), MOST_KNOWN)) {
            Optional<List<InstalledRpm>> rpms = resolve(bench, earlier.buildRequires());
            if (rpms.isPresent()
                    && key(inputs, rpms.get()).equals(earlier.key())
                    && hasModule(inputs, earlier)
                    && kept(earlier)) {
                return Optional.of(earlier);
            }
        }
        return Optional.empty();
    }

    /** Builds of earlier times have no archives of modules. */
    private boolean hasModule(Inputs inputs, KnownBuild earlier) {
        return places.modules().isEmpty()
                || !inputs.source().isPuppetModule()
                || earlier.artifacts().stream().anyMatch(artifact -> artifact.kind() == Artifact.Kind.MODULE);
    }

    private Attempt<BuildOutcome> again(KnownBuild earlier, Workbench bench)
            throws OutsideFailure, InterruptedException {
        log.say("built already with the same inputs and the same RPMs in the root: artifacts of build "
                + earlier.buildId() + " are used again");
        return signedNow(earlier).then(known -> taken(known, bench));
    }

    /** What the key that signs now did not sign is signed anew, and is what is used again from now on. */
    private Attempt<KnownBuild> signedNow(KnownBuild earlier) throws OutsideFailure, InterruptedException {
        SignedAgain again = new SignedAgain(places.artifacts(), places.signer(), settings.work());
        return switch (again.of(earlier.artifacts())) {
            case SignedAgain.Result.Refused(Verdict verdict) -> new Attempt.Stopped<>(verdict);
            case SignedAgain.Result.Signed(List<Artifact> artifacts) -> {
                if (artifacts.equals(earlier.artifacts())) {
                    yield Attempt.done(earlier);
                }
                log.say("they were not signed by the key that signs now, so copies of them are");
                KnownBuild own = new KnownBuild(
                        request.id(),
                        earlier.inputs(),
                        earlier.buildRequires(),
                        earlier.key(),
                        earlier.nevra(),
                        artifacts);
                places.known().replace(own);
                yield Attempt.done(own);
            }
        };
    }

    private Attempt<BuildOutcome> taken(KnownBuild known, Workbench bench) throws OutsideFailure, InterruptedException {
        BuildOutcome outcome = new BuildOutcome(
                Verdict.SUCCESS,
                Optional.of(known.key()),
                Optional.of(known.nevra()),
                known.artifacts(),
                Optional.of(known.buildId()).filter(id -> !id.equals(request.id())));
        if (!variant.installsKnown()) {
            return Attempt.done(outcome);
        }
        List<Path> rpms = new ArrayList<>();
        for (Artifact artifact : known.artifacts()) {
            if (artifact.kind() == Artifact.Kind.RPM) {
                places.artifacts().find(artifact.sha256()).ifPresent(rpms::add);
            }
        }
        log.enter(Step.PACKAGE_INSTALL);
        return attempt(bench, bench.installFresh(rpms)).then(_ -> Attempt.done(outcome));
    }

    private Optional<List<InstalledRpm>> resolve(Workbench bench, List<String> requirements)
            throws OutsideFailure, InterruptedException {
        if (requirements.isEmpty()) {
            return Optional.of(List.of());
        }
        return switch (bench.resolve(requirements)) {
            case Ran.Done<List<InstalledRpm>>(List<InstalledRpm> rpms) -> Optional.of(rpms);
            case Ran.Unresolved<List<InstalledRpm>> _ -> Optional.empty();
            case Ran.Failed<List<InstalledRpm>> _ -> Optional.empty();
        };
    }

    private boolean kept(KnownBuild build) throws OutsideFailure {
        for (Artifact artifact : build.artifacts()) {
            if (places.artifacts().findVerified(artifact.sha256()).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static String key(Inputs inputs, List<InstalledRpm> rpms) {
        return BuildKey.key(
                inputs.digest(), rpms.stream().map(InstalledRpm::sha256).toList());
    }

    private Attempt<BuildOutcome> build(Inputs inputs, Workbench bench) throws OutsideFailure, InterruptedException {
        try (SourcesFolder sources = SourcesFolder.make(mirror, settings)) {
            return module(inputs)
                    .then(_ -> prepare(inputs, sources, bench))
                    .then(prepared -> sourceRpm(inputs, sources, bench))
                    .then(sourceRpm -> fromSourceRpm(inputs, sourceRpm, bench));
        }
    }

    private Attempt<Inputs> module(Inputs inputs) throws OutsideFailure, InterruptedException {
        if (places.modules().isEmpty() || !inputs.source().isPuppetModule()) {
            return Attempt.done(inputs);
        }
        ModuleStep step = new ModuleStep(mirror, places, places.modules().get(), settings, log);
        return Attempt.ofRepository(Step.MODULE, () -> step.run(inputs.source(), request, target.name()))
                .then(made -> {
                    module = made;
                    return Attempt.done(inputs);
                });
    }

    private Attempt<SourcesFolder> prepare(Inputs inputs, SourcesFolder sources, Workbench bench)
            throws OutsideFailure, InterruptedException {
        log.enter(Step.SPEC);
        SpecPreparation spec = new SpecPreparation(inputs.source(), inputs.packaging(), inputs.release());
        return spec.edit(request.options(), log)
                .then(edited -> {
                    specLinesBefore = edited.linesBefore();
                    sources.writeSpec(inputs.packaging(), edited.text());
                    return sources.writeFiles(inputs.packaging());
                })
                .then(written -> attempt(
                        bench, bench.expand(sources.path(), inputs.packaging().specName())))
                .then(expanded -> spec.writeArchive(expanded, sources, log));
    }

    private Attempt<Path> sourceRpm(Inputs inputs, SourcesFolder sources, Workbench bench)
            throws OutsideFailure, InterruptedException {
        log.enter(Step.SRPM);
        return attempt(bench, bench.sourceRpm(sources.path(), inputs.packaging().specName()));
    }

    private Attempt<BuildOutcome> fromSourceRpm(Inputs inputs, Path sourceRpm, Workbench bench)
            throws OutsideFailure, InterruptedException {
        Optional<RpmHeader> header = places.headers().read(sourceRpm);
        if (header.isEmpty()) {
            return Attempt.stopped(Step.SRPM, new Cause.CommandFailed("rpmbuild wrote no readable source RPM"));
        }
        return rounds(bench, sourceRpm, header.get().requires())
                .then(made -> installs(bench, made))
                .then(made -> signed(inputs, sourceRpm, header.get(), made));
    }

    /** Installs what is required and rebuilds, until the spec asks for nothing more. */
    private Attempt<Made> rounds(Workbench bench, Path sourceRpm, List<String> first)
            throws OutsideFailure, InterruptedException {
        List<String> required = first;
        for (int round = 0; round < settings.rounds(); round++) {
            List<String> now = required;
            Attempt<Round> attempt = installRequired(bench, now).then(root -> rebuild(bench, sourceRpm, now, root));
            switch (attempt) {
                case Attempt.Stopped<Round>(Verdict verdict) -> {
                    return new Attempt.Stopped<>(verdict);
                }
                case Attempt.Done<Round>(Round.Finished(Made made)) -> {
                    return Attempt.done(made);
                }
                case Attempt.Done<Round>(Round.Wants(List<String> all)) -> required = all;
            }
        }
        return Attempt.stopped(
                Step.BUILD_REQUIRES,
                new Cause.LimitHit("rounds of generated build requirements", Integer.toString(settings.rounds())));
    }

    private sealed interface Round {
        record Finished(Made made) implements Round {}

        record Wants(List<String> requirements) implements Round {}
    }

    private Attempt<List<InstalledRpm>> installRequired(Workbench bench, List<String> required)
            throws OutsideFailure, InterruptedException {
        if (required.isEmpty()) {
            return Attempt.done(List.of());
        }
        log.enter(Step.BUILD_REQUIRES);
        log.say("wanted: " + String.join(", ", FailedLog.some(required, 50)));
        return attempt(bench, bench.require(required));
    }

    private Attempt<Round> rebuild(Workbench bench, Path sourceRpm, List<String> required, List<InstalledRpm> root)
            throws OutsideFailure, InterruptedException {
        log.enter(Step.PREP);
        return switch (bench.rebuild(sourceRpm)) {
            case Rebuilt.Built(List<Path> rpms) ->
                rpms.isEmpty()
                        ? Attempt.stopped(
                                Step.FILES,
                                new Cause.CommandFailed(
                                        "rpmbuild made no package: the spec has no %files, or none that is"
                                                + " for this architecture"))
                        : Attempt.done(new Round.Finished(new Made(rpms, required, root)));
            case Rebuilt.Failed(int exitCode, Optional<String> limit) ->
                new Attempt.Stopped<>(verdict(bench, exitCode, limit));
            case Rebuilt.NeedsMore(List<String> all) -> asked(all, required);
        };
    }

    private static Attempt<Round> asked(List<String> all, List<String> required) {
        return Set.copyOf(all).equals(Set.copyOf(required))
                ? Attempt.stopped(
                        Step.BUILD_REQUIRES,
                        new Cause.CommandFailed("%generate_buildrequires asks again for what was installed: "
                                + String.join(", ", FailedLog.some(all, 10))))
                : Attempt.done(new Round.Wants(all));
    }

    private Attempt<Made> installs(Workbench bench, Made made) throws OutsideFailure, InterruptedException {
        log.enter(Step.PACKAGE_INSTALL);
        return attempt(bench, bench.installFresh(made.rpms())).then(installed -> Attempt.done(made));
    }

    /** What is stored is what is published, so it is signed here. */
    private Attempt<BuildOutcome> signed(Inputs inputs, Path sourceRpm, RpmHeader header, Made made)
            throws OutsideFailure, InterruptedException {
        if (places.signer().isEmpty()) {
            return Attempt.done(store(inputs, sourceRpm, header, made));
        }
        try (SignedRpms signed =
                SignedRpms.make(settings.work(), places.signer().get())) {
            List<Path> all = new ArrayList<>(made.rpms());
            all.add(sourceRpm);
            return signed.sign(all)
                    .then(copies -> Attempt.done(store(
                            inputs,
                            copies.getLast(),
                            header,
                            new Made(copies.subList(0, copies.size() - 1), made.buildRequires(), made.root()))));
        }
    }

    private BuildOutcome store(Inputs inputs, Path sourceRpm, RpmHeader header, Made made)
            throws OutsideFailure, InterruptedException {
        List<String> packaged = new ArrayList<>();
        for (Path rpm : made.rpms()) {
            places.headers().read(rpm).ifPresent(h -> packaged.addAll(h.files()));
        }
        List<Path> files = new ArrayList<>(made.rpms());
        files.add(sourceRpm);
        List<Artifact> artifacts = new ArrayList<>(EachAtOnce.of(
                files,
                file -> Stored.file(
                        places.artifacts(),
                        file.equals(sourceRpm) ? Artifact.Kind.SRPM : Artifact.Kind.RPM,
                        file,
                        name(file))));
        module.ifPresent(artifacts::add);
        Verdict verdict = Verdict.success(missing(inputs, packaged));
        String key = key(inputs, made.root());
        places.known()
                .record(new KnownBuild(
                        request.id(), inputs.digest(), made.buildRequires(), key, header.nevr(), artifacts));
        log.say("key " + key);
        return new BuildOutcome(verdict, Optional.of(key), Optional.of(header.nevr()), artifacts, Optional.empty());
    }

    /** setuptools drops files without a word; whoever looks at the build or its log shall see it. */
    private List<Verdict.LogLine> missing(Inputs inputs, List<String> packaged) throws OutsideFailure {
        SourceTree source = inputs.source();
        List<String> missing = source.python()
                .map(python -> PackagedFiles.missing(source.paths(), packaged, python.pbr()))
                .orElseGet(() ->
                        source.isPuppetModule() ? PackagedFiles.missingOfModule(source.paths(), packaged) : List.of());
        if (missing.isEmpty()) {
            return module.isPresent() ? failedLog().warnings() : List.of();
        }
        log.say("warning: " + missing.size() + " files of the source are in no package: "
                + String.join(", ", FailedLog.some(missing, 20)));
        return failedLog().warnings();
    }

    private <T> Attempt<T> attempt(Workbench bench, Ran<T> ran) throws OutsideFailure, InterruptedException {
        return switch (ran) {
            case Ran.Done<T>(T value) -> Attempt.done(value);
            case Ran.Unresolved<T>(List<Workbench.Missing> missing) ->
                new Attempt.Stopped<>(failedLog().unresolved(context(), missing));
            case Ran.Failed<T>(int exitCode, Optional<String> limit) ->
                new Attempt.Stopped<>(verdict(bench, exitCode, limit));
        };
    }

    private Verdict verdict(Workbench bench, int exitCode, Optional<String> limit)
            throws OutsideFailure, InterruptedException {
        Verdict verdict = failedLog().verdict(context(), exitCode, limit, bench);
        return verdict.cause().orElse(null) instanceof Cause.PatchDoesNotApply cause
                ? new Verdict(
                        verdict.result(),
                        verdict.step(),
                        Optional.of(PatchHunks.located(cause, patch(cause.patch()))),
                        verdict.evidence(),
                        verdict.retryable())
                : verdict;
    }

    /** A patch of the packaging; empty when it has none of this name. */
    private String patch(String name) throws OutsideFailure {
        boolean there = SafePath.is(name)
                && mirror.tree(request.pkg().distgit().url(), request.distgit().id()).stream()
                        .anyMatch(entry -> entry.path().equals(name));
        return there
                ? mirror.file(request.pkg().distgit().url(), request.distgit().id(), name, LARGEST_PATCH)
                        .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                        .orElse("")
                : "";
    }

    private FailedLog failedLog() {
        return new FailedLog(log, settings.transientFailures());
    }

    private LogReading.Context context() {
        return new LogReading.Context(request.pkg().name(), specLinesBefore);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
