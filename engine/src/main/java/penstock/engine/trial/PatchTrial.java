package penstock.engine.trial;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import penstock.build.BuildOptions;
import penstock.build.BuildRequest;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.build.LinePart;
import penstock.engine.build.PackageBuild;
import penstock.engine.port.OutsideFailure;
import penstock.engine.require.LineCheck;
import penstock.engine.require.LineCheck.PackageCheck;
import penstock.require.spec.SpecDraft;

/** Builds a package with the patch that makes its spec require what upstream does. */
public final class PatchTrial {
    private final LineCheck check;
    private final Testbed bed;
    private final InstantSource clock;

    public PatchTrial(LineCheck check, Testbed bed, InstantSource clock) {
        this.check = check;
        this.bed = bed;
        this.clock = clock;
    }

    /**
     * What came of it.
     *
     * @param check of the package at its newest commits, with the patch
     * @param build with it; empty when there is no patch, or a commit is not known here
     */
    public record Tried(PackageCheck check, Optional<TrialBuild> build) {}

    /** Of one package at the newest commits that are known here, against what {@code current} has. */
    public Tried of(ReleaseLine line, Package pkg, BuildOptions options) throws OutsideFailure, InterruptedException {
        PackageCheck checked = check.of(line, List.of(pkg)).getFirst();
        Optional<SpecDraft> patch = checked.patch().filter(draft -> !draft.isEmpty());
        if (patch.isEmpty()
                || checked.trees().source().isEmpty()
                || checked.trees().distgit().isEmpty()) {
            return new Tried(checked, Optional.empty());
        }
        BuildRequest request = new TrialRequests(clock, line.name(), options)
                .of(
                        pkg,
                        checked.trees().source().orElseThrow(),
                        checked.trees().distgit().orElseThrow());
        PackageBuild.Variant variant =
                new PackageBuild.Variant(Optional.of(patch.orElseThrow().spec().text()), true);
        List<LinePart> current =
                bed.current(line.name()).stream().map(LinePart::whole).toList();
        return new Tried(
                checked,
                Optional.of(
                        new TrialBuild(request, bed.builder(current, variant).build(request))));
    }
}
