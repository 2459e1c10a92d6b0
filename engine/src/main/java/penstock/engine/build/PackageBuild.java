package penstock.engine.build;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import penstock.build.Artifact;
import penstock.build.BuildOutcome;
import penstock.build.BuildRequest;
import penstock.engine.port.ArtifactStore;
import penstock.engine.port.Mirror;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.PublishedModules;
import penstock.engine.publish.Signer;

/**
 * One package from two commits to stored RPMs:
 *
 * <pre>
 *   source ─▶ known already? ─▶ spec ─▶ source RPM ─▶ build requires ─▶ rebuild ─▶ install fresh ─▶ store
 *                  │ yes                                   ▲   %generate_buildrequires │
 *                  ▼                                       └─────── asks for more ─────┘
 *            earlier artifacts
 * </pre>
 *
 * A Puppet module is packed for the Forge as well, and read by Puppet's own parser, before its spec is.
 *
 * Every step marks its place in the log, whatever goes wrong with the package ends in a verdict, and what goes wrong outside in
 * an {@link OutsideFailure}. {@link BuildRun} has the steps.
 */
public final class PackageBuild implements PackageBuilder {
    private final Mirror mirror;
    private final BuildTarget target;
    private final Places places;
    private final BuildSettings settings;
    private final Variant variant;

    /**
     * Where a build finds and leaves things.
     *
     * @param artifacts takes what was built, and the log
     * @param logs the logs while they grow
     * @param known builds that can be used again
     * @param lines the repositories of what was published
     * @param headers of the RPMs that were built
     * @param signer signs the RPMs after they left the sandbox and before they are stored; empty when they stay unsigned
     * @param modules makes archives of Puppet modules; empty when none are made
     */
    public record Places(
            ArtifactStore artifacts,
            BuildLogs logs,
            KnownBuilds known,
            LineRepository lines,
            RpmHeaders headers,
            Optional<Signer> signer,
            Optional<Modules> modules) {
        /** Without signatures, and without archives of Puppet modules. */
        public Places(
                ArtifactStore artifacts, BuildLogs logs, KnownBuilds known, LineRepository lines, RpmHeaders headers) {
            this(artifacts, logs, known, lines, headers, Optional.empty(), Optional.empty());
        }
    }

    /**
     * What makes the archive of a Puppet module.
     *
     * @param published the modules at hand
     */
    public record Modules(ModulePacker packer, ModuleCheck check, PublishedModules published) {}

    /**
     * How a build that is only tried out differs from the one that a line would make.
     *
     * @param spec the text of the spec in the place of the packaging commit's; empty for that one
     * @param installsKnown whether what was built earlier is installed again. A line has no use for that: it looks at a package when it builds
     *     it
     */
    public record Variant(Optional<String> spec, boolean installsKnown) {
        public static final Variant NONE = new Variant(Optional.empty(), false);
    }

    public PackageBuild(Mirror mirror, BuildTarget target, Places places, BuildSettings settings) {
        this(mirror, target, places, settings, Variant.NONE);
    }

    public PackageBuild(Mirror mirror, BuildTarget target, Places places, BuildSettings settings, Variant variant) {
        this.variant = variant;
        this.mirror = mirror;
        this.target = target;
        this.places = places;
        this.settings = settings;
    }

    @Override
    public BuildOutcome build(BuildRequest request) throws OutsideFailure, InterruptedException {
        try (BuildLogs.Writing log = places.logs().create(request.id())) {
            BuildOutcome outcome;
            try {
                outcome = new BuildRun(mirror, target, places, settings, variant, request, log).run();
            } catch (OutsideFailure e) {
                log.say("stopped by a failure outside the package: " + e.getMessage());
                throw e;
            }
            FailedLog.say(log, outcome.verdict());
            return withLog(outcome, log);
        }
    }

    private BuildOutcome withLog(BuildOutcome outcome, BuildLogs.Writing log) throws OutsideFailure {
        List<Artifact> artifacts = new ArrayList<>(outcome.artifacts());
        Path finished = log.finish();
        artifacts.add(Stored.file(places.artifacts(), Artifact.Kind.LOG, finished, "build.log"));
        Stored.discard(finished);
        return new BuildOutcome(outcome.verdict(), outcome.key(), outcome.nevra(), artifacts, outcome.reusedFrom());
    }
}
