package penstock.engine.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.build.BuildOutcome;
import penstock.build.BuildRequest;
import penstock.dependents.Effect;
import penstock.dependents.Ending;
import penstock.engine.build.PackageBuilder;
import penstock.engine.port.OutsideFailure;
import penstock.engine.require.PackageTrees;
import penstock.engine.trial.DependentReport.Commits;
import penstock.engine.trial.DependentReport.Dependent;
import penstock.engine.trial.DependentReport.Side;

/**
 * Builds dependents on both sides, some at the same time. The two builds of one follow each other: where they come to the same key, the
 * second is the first one's.
 */
final class BothSides {
    private static final Logger LOG = LoggerFactory.getLogger(BothSides.class);
    /** What may pass by itself is tried once more. */
    private static final int TRIES = 2;

    private final PackageBuilder before;
    private final PackageBuilder after;
    private final DependentTrial.Progress progress;
    private final Set<String> running = new ConcurrentSkipListSet<>();
    private final AtomicInteger ended = new AtomicInteger();

    BothSides(PackageBuilder before, PackageBuilder after, DependentTrial.Progress progress) {
        this.before = before;
        this.after = after;
        this.progress = progress;
    }

    /** The two builds of a dependent at its commits. */
    record Requests(Commits commits, BuildRequest before, BuildRequest after) {}

    /**
     * What came of each, in their order.
     *
     * @param requests of a package; empty when it can't be built
     * @param atOnce how many packages at the same time
     */
    List<Dependent> all(List<PackageTrees> packages, Function<PackageTrees, Optional<Requests>> requests, int atOnce)
            throws InterruptedException {
        try (ExecutorService pool = Executors.newFixedThreadPool(
                Math.max(1, atOnce), Thread.ofVirtual().factory())) {
            try {
                List<Future<Dependent>> begun = new ArrayList<>();
                for (PackageTrees one : packages) {
                    begun.add(pool.submit(() -> one(one, requests.apply(one), packages.size())));
                }
                List<Dependent> all = new ArrayList<>();
                for (Future<Dependent> one : begun) {
                    all.add(result(one));
                }
                return all;
            } finally {
                // After a failure, or when this is to stop, what still runs is cut off.
                pool.shutdownNow();
            }
        }
    }

    private static Dependent result(Future<Dependent> work) throws InterruptedException {
        try {
            return work.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException bug
                    ? bug
                    : new IllegalStateException(failed.getCause());
        }
    }

    private Dependent one(PackageTrees trees, Optional<Requests> wanted, int all) throws InterruptedException {
        if (wanted.isEmpty()) {
            Side side = new Side(
                    Optional.empty(),
                    new Ending.Unknown(String.join(
                            "; ",
                            trees.problems().stream()
                                    .map(problem -> problem.message())
                                    .toList())));
            return new Dependent(trees.pkg(), Optional.empty(), side, side);
        }
        Requests requests = wanted.orElseThrow();
        String name = trees.pkg().name();
        running.add(name);
        now();
        try {
            Side old = side(before, requests.before());
            Side latest = side(after, requests.after());
            Dependent tried = new Dependent(trees.pkg(), Optional.of(requests.commits()), old, latest);
            progress.tell(ended.incrementAndGet() + " of " + all + ": " + name + " " + words(tried.effect()));
            return tried;
        } finally {
            running.remove(name);
            now();
        }
    }

    private void now() {
        if (!running.isEmpty()) {
            progress.now("building " + String.join(", ", running));
        }
    }

    private static Side side(PackageBuilder builder, BuildRequest request) throws InterruptedException {
        Ending ending = new Ending.Unknown("it was not tried");
        for (int i = 0; i < TRIES && ending instanceof Ending.Unknown; i++) {
            ending = ending(builder, request);
        }
        return new Side(Optional.of(request.id()), ending);
    }

    private static Ending ending(PackageBuilder builder, BuildRequest request) throws InterruptedException {
        try {
            BuildOutcome outcome = builder.build(request);
            return Ending.of(outcome.verdict());
        } catch (OutsideFailure e) {
            LOG.debug(
                    "the build {} of {} failed outside",
                    request.id(),
                    request.pkg().project(),
                    e);
            return new Ending.Unknown(String.valueOf(e.getMessage()));
        }
    }

    private static String words(Effect effect) {
        return switch (effect) {
            case NEWLY_BROKEN -> "is newly broken";
            case NEWLY_FIXED -> "is newly fixed";
            case PASSING -> "passes with both";
            case FAILING -> "fails with both";
            case UNDECIDED -> "could not be judged";
        };
    }
}
