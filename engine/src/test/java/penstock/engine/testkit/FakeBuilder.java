package penstock.engine.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import penstock.build.Artifact;
import penstock.build.BuildOutcome;
import penstock.build.BuildRequest;
import penstock.build.Cause;
import penstock.build.Step;
import penstock.build.Verdict;
import penstock.engine.build.PackageBuilder;
import penstock.engine.port.OutsideFailure;

/**
 * A builder that succeeds at once, but for the packages that it was told to fail. Equal requests give equal outcomes.
 */
public final class FakeBuilder implements PackageBuilder {
    private final Map<String, Failing> failing = new ConcurrentHashMap<>();
    private final List<BuildRequest> built = new CopyOnWriteArrayList<>();

    /** How a package fails. */
    public enum Failing {
        /** Its own fault. */
        BROKEN,
        /** A transient failure is recognised in its log. */
        TRANSIENT,
        /** Something outside the package fails; the same call may succeed later. */
        OUTSIDE
    }

    public FakeBuilder fail(String project, Failing how) {
        failing.put(project, how);
        return this;
    }

    public FakeBuilder mend(String project) {
        failing.remove(project);
        return this;
    }

    @Override
    public BuildOutcome build(BuildRequest request) throws OutsideFailure {
        built.add(request);
        Failing how = failing.get(request.pkg().project());
        if (how == Failing.OUTSIDE) {
            throw new OutsideFailure("the disk is full", true);
        }
        if (how != null) {
            Verdict verdict = new Verdict(
                    Verdict.Result.FAILED,
                    Optional.of(Step.BUILD),
                    Optional.of(new Cause.CommandFailed("it broke")),
                    List.of(new Verdict.LogLine(7, "error: it broke")),
                    how == Failing.TRANSIENT);
            return new BuildOutcome(
                    verdict, Optional.of(digest(request.id())), Optional.empty(), List.of(), Optional.empty());
        }
        return success(request);
    }

    /** A success with one RPM, whose file is in no store. */
    public static BuildOutcome success(BuildRequest request) {
        String nvr = request.pkg().name() + "-1.0-0."
                + request.created().getEpochSecond() + "."
                + request.source().shortId();
        Artifact rpm = new Artifact(Artifact.Kind.RPM, nvr + ".noarch.rpm", digest(nvr), 1000);
        return new BuildOutcome(
                Verdict.SUCCESS, Optional.of(digest(request.id())), Optional.of(nvr), List.of(rpm), Optional.empty());
    }

    private static String digest(String text) {
        String half = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
        return half + new StringBuilder(half).reverse();
    }

    /** Every request so far, in the order in which they began. */
    public List<BuildRequest> built() {
        return List.copyOf(built);
    }
}
