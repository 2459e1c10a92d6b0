package penstock.engine.follow;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import penstock.engine.port.OutsideFailure;
import penstock.follow.Finding;

/**
 * Looks once at every package. A repository where nothing is new costs one question, whatever number of packages share it, and nothing else:
 * no local copy is opened, nothing is written. Each package waits for its own two repositories alone.
 */
public final class Follower {
    private final FollowPorts ports;
    private final FollowSettings settings;
    private final InstantSource clock;

    public Follower(FollowPorts ports, FollowSettings settings, InstantSource clock) {
        this.ports = ports;
        this.settings = settings;
        this.clock = clock;
    }

    /** How many packages a pass found so. */
    public record Summary(int unchanged, int moved, int broken) {}

    /**
     * Returns when every package was looked at and its finding taken.
     *
     * @throws OutsideFailure when what is remembered can't be read or written, or a finding was not taken; the other packages were looked at
     *     all the same
     */
    public Summary pass(List<Watch> watches) throws OutsideFailure, InterruptedException {
        Looker looker = new Looker(ports, settings, clock);
        looker.readPositions(watches);
        Repositories repositories = Repositories.of(watches, settings.fallBack());
        Map<Watch, Finding> findings;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            findings = new Round(looker, repositories, threads).look(watches);
        }
        repositories.watches().forEach((url, needing) -> {
            List<Watch> broken = needing.stream()
                    .filter(watch -> findings.get(watch) instanceof Finding.Broken)
                    .toList();
            looker.remember(url, broken);
        });
        looker.memory().write();
        return summary(findings.values());
    }

    private static Summary summary(Collection<Finding> findings) {
        int[] counts = new int[3];
        for (Finding finding : findings) {
            switch (finding) {
                case Finding.Unchanged _ -> counts[0]++;
                case Finding.Moved _ -> counts[1]++;
                case Finding.Broken _ -> counts[2]++;
            }
        }
        return new Summary(counts[0], counts[1], counts[2]);
    }

    /** One pass's threads: one for each repository, and one for each package that waits for its two. */
    private static final class Round {
        private final Looker looker;
        private final Repositories repositories;
        private final ExecutorService threads;
        private final Map<String, Future<?>> asked = new ConcurrentHashMap<>();
        private final Map<String, FutureTask<Boolean>> fetched = new ConcurrentHashMap<>();

        Round(Looker looker, Repositories repositories, ExecutorService threads) {
            this.looker = looker;
            this.repositories = repositories;
            this.threads = threads;
        }

        Map<Watch, Finding> look(List<Watch> watches) throws OutsideFailure, InterruptedException {
            repositories
                    .wanted()
                    .forEach((url, wanted) -> asked.put(url, threads.submit(() -> {
                        looker.know(url, looker.ask(url, wanted));
                        return url;
                    })));
            Map<Watch, Finding> findings = new ConcurrentHashMap<>();
            List<Callable<Finding>> looks = new ArrayList<>();
            for (Watch watch : watches) {
                looks.add(() -> {
                    for (var source : Repositories.sources(watch)) {
                        await(asked.get(source.url()));
                    }
                    Finding finding = looker.look(watch, this::fetchOnce);
                    findings.put(watch, finding);
                    return finding;
                });
            }
            ConcurrentLinkedQueue<Exception> failures = new ConcurrentLinkedQueue<>();
            for (Future<Finding> look : threads.invokeAll(looks)) {
                await(look, failures);
            }
            raise(failures);
            return findings;
        }

        private static void await(@org.jspecify.annotations.Nullable Future<?> future)
                throws InterruptedException, ExecutionException {
            if (future != null) {
                future.get();
            }
        }

        private static void await(Future<?> look, Collection<Exception> failures) throws InterruptedException {
            try {
                look.get();
            } catch (ExecutionException e) {
                failures.add(e.getCause() instanceof Exception cause ? cause : e);
            }
        }

        private static void raise(ConcurrentLinkedQueue<Exception> failures) throws OutsideFailure {
            Exception first = failures.peek();
            if (first instanceof OutsideFailure failure) {
                throw failure;
            }
            if (first != null) {
                throw new IllegalStateException("a look at a package ended unexpectedly", first);
            }
        }

        /** Packages that share a repository share its fetch. */
        private void fetchOnce(String url) throws OutsideFailure, InterruptedException {
            FutureTask<Boolean> mine = new FutureTask<>(() -> {
                looker.fetch(url);
                return true;
            });
            FutureTask<Boolean> running = fetched.putIfAbsent(url, mine);
            if (running == null) {
                mine.run();
            }
            try {
                (running == null ? mine : running).get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof OutsideFailure failure) {
                    throw new OutsideFailure(String.valueOf(failure.getMessage()), failure.retryable(), failure);
                }
                throw new IllegalStateException("a fetch ended unexpectedly", e.getCause());
            }
        }
    }
}
