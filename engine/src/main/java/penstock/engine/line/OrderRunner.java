package penstock.engine.line;

import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import penstock.build.CauseText;
import penstock.build.Verdict;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.engine.port.OutsideFailure;
import penstock.line.LineEvent;
import penstock.line.Order;
import penstock.line.SnapshotRef;

/**
 * Carries out orders, each on a thread of its own, and says how each ended. This is where an {@link OutsideFailure} ends: it
 * becomes an event. Builds and spec reads wait for processes, so they have virtual threads; publishing hashes and compresses, so
 * it has a platform pool of the cores' size.
 */
final class OrderRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OrderRunner.class);
    private static final long PATIENCE_SECONDS = 20;

    private final Ports ports;
    private final Semaphore builds;
    private final Semaphore reads;
    private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService computing;
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    /** Labels that are being moved; a build that is handed out after them looks at the repository that they lead to. */
    private final ConcurrentHashMap<String, CompletableFuture<Void>> pointing = new ConcurrentHashMap<>();

    private volatile boolean stopping;

    /** @param workers builds at once, of all lines together */
    OrderRunner(Ports ports, int workers) {
        int cores = Runtime.getRuntime().availableProcessors();
        this.ports = ports;
        this.builds = new Semaphore(workers, true);
        this.reads = new Semaphore(cores, true);
        this.computing = Executors.newFixedThreadPool(
                cores, Thread.ofPlatform().name("publish-", 1).factory());
    }

    /** Starts an order; {@code ended} gets its one outcome, from another thread. An order cut off by {@link #close} has none. */
    void start(String line, Order order, Consumer<LineEvent> ended) {
        ExecutorService pool = order instanceof Order.ReadSpec || order instanceof Order.Build ? waiting : computing;
        try {
            pool.execute(tracked(order, () -> run(line, order, ended)));
        } catch (RejectedExecutionException e) {
            LOG.debug("order {} stays open, the factory stops", order.id(), e);
        }
    }

    private Runnable tracked(Order order, Runnable run) {
        return switch (order) {
            case Order.Point _ -> {
                var pointed = new CompletableFuture<Void>();
                pointing.put(order.id(), pointed);
                yield () -> {
                    try {
                        run.run();
                    } finally {
                        pointing.remove(order.id());
                        pointed.complete(null);
                    }
                };
            }
            case Order.Build _ -> {
                var before = CompletableFuture.allOf(pointing.values().toArray(CompletableFuture<?>[]::new));
                yield () -> {
                    before.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                            .exceptionally(_ -> null)
                            .join();
                    run.run();
                };
            }
            case Order.ReadSpec _, Order.Publish _, Order.Promote _ -> run;
        };
    }

    private void run(String line, Order order, Consumer<LineEvent> ended) {
        if (!running.add(order.id())) {
            throw new IllegalStateException("order " + order.id() + " was issued twice");
        }
        try (LogFields _ = LogFields.of(line, order)) {
            Level level = order instanceof Order.ReadSpec ? Level.DEBUG : Level.INFO;
            LOG.atLevel(level).log("{} begins", words(order));
            LineEvent outcome = carryOut(line, order);
            LOG.atLevel(level).log("{} ended: {}", words(order), words(outcome));
            if (stopping && !succeeded(outcome)) {
                LOG.debug("order {} stays open: what cut it off may be the stop of the factory", order.id());
            } else {
                ended.accept(outcome);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.debug("order {} stays open, the factory stops", order.id(), e);
        } finally {
            running.remove(order.id());
        }
    }

    private static boolean succeeded(LineEvent outcome) {
        return switch (outcome) {
            case LineEvent.Failed _ -> false;
            case LineEvent.Built built -> built.outcome().verdict().succeeded();
            default -> true;
        };
    }

    private LineEvent carryOut(String line, Order order) throws InterruptedException {
        try {
            return switch (order) {
                case Order.ReadSpec read -> read(read);
                case Order.Build build -> build(build);
                case Order.Publish publish -> {
                    ports.publisher().publish(publish.snapshot());
                    yield new LineEvent.Published(publish);
                }
                case Order.Point point -> {
                    Optional<String> aggregate = ports.publisher()
                            .point(
                                    point.ref().line(),
                                    point.ref().component(),
                                    point.label(),
                                    point.ref().directory());
                    yield new LineEvent.Pointed(point, aggregate);
                }
                case Order.Promote promote -> promote(line, promote);
            };
        } catch (OutsideFailure e) {
            LOG.debug("order {} failed", order.id(), e);
            return new LineEvent.Failed(order, words(e), e.retryable());
        } catch (RuntimeException | Error e) {
            // An error too: a line that waits for ever for an order that died would be a wait without an excuse.
            LOG.error("a bug: order {} of {} ended in an exception", order.id(), order.project(), e);
            return new LineEvent.Failed(order, "internal error (see the log of the factory): " + e, false);
        }
    }

    private LineEvent promote(String line, Order.Promote order) throws OutsideFailure {
        SortedMap<String, String> directories = new TreeMap<>();
        order.promotion().parts().forEach(part -> directories.put(part.component(), part.directory()));
        return new LineEvent.Promoted(
                order, ports.publisher().point(line, order.promotion().label(), directories));
    }

    private static String words(Order order) {
        return switch (order) {
            case Order.ReadSpec _ -> "reading the spec";
            case Order.Build _ -> "the build";
            case Order.Publish publish -> "publishing " + publish.ref().directory();
            case Order.Point point ->
                "moving " + point.label() + " to " + point.ref().directory();
            case Order.Promote promote ->
                "promoting " + promote.promotion().label() + " to "
                        + promote.promotion().parts().stream()
                                .map(SnapshotRef::directory)
                                .collect(Collectors.joining(", "));
        };
    }

    private static String words(LineEvent outcome) {
        return switch (outcome) {
            case LineEvent.Failed failed -> "failed: " + failed.message();
            case LineEvent.Built built
            when !built.outcome().verdict().succeeded() -> {
                Verdict verdict = built.outcome().verdict();
                yield "failed"
                        + verdict.cause()
                                .map(cause -> ": " + CauseText.of(cause))
                                .orElse("");
            }
            default -> "done";
        };
    }

    private static String words(OutsideFailure failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }

    private LineEvent read(Order.ReadSpec order) throws OutsideFailure, InterruptedException {
        reads.acquire();
        try {
            return new LineEvent.SpecRead(order, ports.specs().read(order.pkg(), order.source(), order.distgit()));
        } finally {
            reads.release();
        }
    }

    /** Tells who watches of a package's present commits; what goes wrong in that keeps nothing from being built. */
    void watch(String line, Package pkg, Commit source, Commit distgit) throws InterruptedException {
        reads.acquire();
        try {
            ports.watch().commits(line, pkg, source, distgit);
        } catch (RuntimeException | Error e) {
            LOG.error("a bug: who watches the commits of {} ended in an exception", pkg.project(), e);
        } finally {
            reads.release();
        }
    }

    private LineEvent build(Order.Build order) throws OutsideFailure, InterruptedException {
        builds.acquire();
        try {
            return new LineEvent.Built(order, ports.builder().build(order.request()));
        } finally {
            builds.release();
        }
    }

    /** Interrupts what runs and waits for it to end. */
    @Override
    public void close() {
        stopping = true;
        waiting.shutdownNow();
        computing.shutdownNow();
        try {
            if (!waiting.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    || !computing.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("orders still run {} seconds after they were told to stop: {}", PATIENCE_SECONDS, running);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
