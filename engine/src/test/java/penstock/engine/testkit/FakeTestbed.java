package penstock.engine.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import penstock.build.Artifact;
import penstock.build.BuildOutcome;
import penstock.build.BuildRequest;
import penstock.build.Cause;
import penstock.build.Step;
import penstock.build.Verdict;
import penstock.engine.build.LinePart;
import penstock.engine.build.PackageBuild;
import penstock.engine.build.PackageBuilder;
import penstock.engine.port.OutsideFailure;
import penstock.engine.trial.Testbed;
import penstock.require.answer.Packaged;

/**
 * A testbed whose builds end as the test says. A build sees a new package when a repository that {@link #repository} made is among what it
 * sees.
 */
public final class FakeTestbed implements Testbed {
    private final Map<Path, List<Packaged>> repositories = new LinkedHashMap<>();
    private final List<Path> current = new ArrayList<>();
    private final Map<String, List<Packaged>> makes = new HashMap<>();
    private final Map<String, Ends> script = new HashMap<>();
    private final List<Built> built = new CopyOnWriteArrayList<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    /** How a build ends. */
    public interface Ends {
        Verdict end() throws OutsideFailure;
    }

    /** A build that was asked for, and what it saw. */
    public record Built(BuildRequest request, List<LinePart> line, PackageBuild.Variant variant, boolean sawNew) {}

    /** Another repository that {@code current} leads to. */
    public FakeTestbed publish(Packaged... packages) {
        Path repository = Path.of("/published/" + current.size());
        current.add(repository);
        repositories.put(repository, List.of(packages));
        return this;
    }

    /** What the builds of a project make. */
    public FakeTestbed makes(String project, Packaged... packages) {
        makes.put(project, List.of(packages));
        return this;
    }

    /** How the builds of a project end with what {@code current} has; they succeed when nothing is said. */
    public FakeTestbed before(String project, Ends ends) {
        script.put(project + " before", ends);
        return this;
    }

    /** The same where a new package is seen. */
    public FakeTestbed after(String project, Ends ends) {
        script.put(project + " after", ends);
        return this;
    }

    /** Its own fault. */
    public static Ends fails(String message) {
        return () -> Verdict.failed(
                Step.CHECK, new Cause.CommandFailed(message), List.of(new Verdict.LogLine(7, "error: " + message)));
    }

    /** Something that may pass by itself. */
    public static Ends loses() {
        return () -> new Verdict(
                Verdict.Result.FAILED,
                Optional.of(Step.BUILD_REQUIRES),
                Optional.of(new Cause.Download("http://x/", "connection reset")),
                List.of(),
                true);
    }

    /** Every build so far, in the order in which they began. */
    public List<Built> built() {
        return List.copyOf(built);
    }

    /** How many builds ran at the same time at most. */
    public int most() {
        return most.get();
    }

    @Override
    public List<Path> current(String line) {
        return List.copyOf(current);
    }

    @Override
    public List<Packaged> packages(Path repository) {
        return Optional.ofNullable(repositories.get(repository)).orElseThrow();
    }

    @Override
    public synchronized Path repository(List<Artifact> artifacts) {
        String project = artifacts.getFirst().file().replace(".rpm", "");
        Path made = Path.of("/made/" + project);
        repositories.put(made, makes.getOrDefault(project, List.of()));
        return made;
    }

    @Override
    public PackageBuilder builder(List<LinePart> line, PackageBuild.Variant variant) {
        boolean sawNew = line.stream().anyMatch(part -> part.folder().startsWith("/made"));
        return request -> {
            built.add(new Built(request, line, variant, sawNew));
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            try {
                String project = request.pkg().project();
                Verdict verdict = script.getOrDefault(project + (sawNew ? " after" : " before"), () -> Verdict.SUCCESS)
                        .end();
                Artifact rpm = new Artifact(Artifact.Kind.RPM, project + ".rpm", "0".repeat(64), 1);
                return new BuildOutcome(
                        verdict,
                        Optional.empty(),
                        Optional.of(request.pkg().name() + "-1.0-1"),
                        verdict.succeeded() ? List.of(rpm) : List.of(),
                        Optional.empty());
            } finally {
                running.decrementAndGet();
            }
        };
    }
}
