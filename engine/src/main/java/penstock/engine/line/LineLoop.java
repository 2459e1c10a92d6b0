package penstock.engine.line;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.engine.port.OutsideFailure;
import penstock.line.Change;
import penstock.line.LineEvent;
import penstock.line.LineState;
import penstock.line.LineStep;
import penstock.line.Order;
import penstock.line.Promotion;
import penstock.line.Stamp;
import penstock.line.Stepped;

/**
 * Owns one line: takes what happened from its queue, steps, writes, and hands the orders on. What is in the queue at one moment goes
 * into one transaction. When the journal can't be written, nothing moves: the same steps are written again after a wait, and
 * what was not written was not done.
 */
final class LineLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LineLoop.class);
    private static final int BATCH = 256;
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final String line;
    private final Journal journal;
    private final OrderRunner runner;
    private final InstantSource clock;
    private final LineListener listener;
    private final Uuid7 ids = new Uuid7();
    private final BlockingQueue<Input> queue = new LinkedBlockingQueue<>();
    private final List<CompletableFuture<LineState>> resting = new ArrayList<>();
    /** Who waits for promotions, by their ids. */
    private final Map<String, CompletableFuture<Optional<String>>> promoting = new ConcurrentHashMap<>();

    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private volatile LineState state;
    private volatile @Nullable String trouble;

    private sealed interface Input {
        /** @param written ends when the event is stored */
        record Happened(LineEvent event, CompletableFuture<Void> written) implements Input {}

        record AtRest(CompletableFuture<LineState> reached) implements Input {}

        record Stop() implements Input {}
    }

    /** @param held why no build may begin yet */
    record Beginning(Optional<String> held, LineListener listener) {}

    LineLoop(Journal journal, Journal.Restored restored, OrderRunner runner, InstantSource clock, Beginning beginning) {
        this.line = restored.state().name();
        this.journal = journal;
        this.runner = runner;
        this.clock = clock;
        this.listener = beginning.listener();
        this.state = restored.state();
        beginning.held().ifPresent(why -> post(new LineEvent.Held(Optional.of(why))));
        post(new LineEvent.TimePassed());
        this.thread = Thread.ofVirtual().name("line-" + line).start(() -> {
            try (LogFields _ = LogFields.of(line)) {
                loop(restored.open());
            }
        });
    }

    /** The state after the last step that was written. */
    LineState state() {
        return state;
    }

    /** Why the line does not move; empty when all is well. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Queues an event; the result ends when it is stored, or with the reason why the loop ended before. */
    CompletableFuture<Void> happened(LineEvent event) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        put(new Input.Happened(event, written), written);
        return written;
    }

    /** Promotes a label; the result ends when it is stored that it moved, or holds why it did not. */
    CompletableFuture<Optional<String>> promote(Promotion promotion) {
        CompletableFuture<Optional<String>> ended = new CompletableFuture<>();
        promoting.put(promotion.id(), ended);
        happened(new LineEvent.Promoting(promotion)).exceptionally(failure -> {
            ended.completeExceptionally(failure);
            return null;
        });
        return ended;
    }

    private void tellPromoter(Change change) {
        switch (change) {
            case Change.Promoted(Promotion promotion, var _) -> ended(promotion, Optional.empty());
            case Change.NotPromoted(Promotion promotion, String why) -> ended(promotion, Optional.of(why));
            default -> {}
        }
    }

    private void ended(Promotion promotion, Optional<String> why) {
        Optional.ofNullable(promoting.remove(promotion.id())).ifPresent(waiting -> waiting.complete(why));
    }

    /** Lets no build begin, or lets builds begin again. Nothing of it is stored, so there is nothing to wait for. */
    void hold(Optional<String> why) {
        post(new LineEvent.Held(why));
    }

    private void post(LineEvent event) {
        queue.add(new Input.Happened(event, new CompletableFuture<>()));
    }

    /** Ends at the first moment at which the line has nothing left to do of all that was queued before. */
    CompletableFuture<LineState> atRest() {
        CompletableFuture<LineState> reached = new CompletableFuture<>();
        put(new Input.AtRest(reached), reached);
        return reached;
    }

    private void put(Input input, CompletableFuture<?> end) {
        queue.add(input);
        if (stop.getCount() == 0) {
            end.completeExceptionally(stopped());
        }
    }

    private void loop(List<Order> open) {
        try {
            start(open);
            boolean on = true;
            while (on) {
                List<Input> batch = next();
                on = !batch.contains(new Input.Stop());
                take(batch);
            }
            fail(stopped());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(e);
        } catch (OutsideFailure | RuntimeException e) {
            LOG.error("the line {} stops", line, e);
            trouble = "it stopped: " + e.getMessage();
            fail(e);
        }
    }

    private IllegalStateException stopped() {
        return new IllegalStateException("the line " + line + " was stopped");
    }

    private void fail(Exception reason) {
        stop.countDown();
        resting.forEach(future -> future.completeExceptionally(reason));
        promoting.values().forEach(future -> future.completeExceptionally(reason));
        List<Input> rest = new ArrayList<>();
        queue.drainTo(rest);
        for (Input input : rest) {
            switch (input) {
                case Input.Happened happened -> happened.written().completeExceptionally(reason);
                case Input.AtRest(CompletableFuture<LineState> reached) -> reached.completeExceptionally(reason);
                case Input.Stop() -> {}
            }
        }
    }

    private List<Input> next() throws InterruptedException {
        Instant wake = state.nextWake().orElse(Instant.MAX);
        Duration left = wake.equals(Instant.MAX) ? IDLE : Duration.between(clock.instant(), wake);
        long millis = Math.max(0, Math.min(left.toMillis() + 1, IDLE.toMillis()));
        List<Input> batch = new ArrayList<>();
        Input first = queue.poll(millis, TimeUnit.MILLISECONDS);
        if (first == null) {
            batch.add(new Input.Happened(new LineEvent.TimePassed(), new CompletableFuture<>()));
        } else {
            batch.add(first);
            queue.drainTo(batch, BATCH - 1);
        }
        return batch;
    }

    private void take(List<Input> batch) throws OutsideFailure, InterruptedException {
        List<Journal.Entry> entries = new ArrayList<>();
        List<CompletableFuture<Void>> written = new ArrayList<>();
        LineState next = state;
        for (Input input : batch) {
            switch (input) {
                case Input.Happened(LineEvent event, CompletableFuture<Void> future) -> {
                    Instant now = clock.instant();
                    Stamp stamp = new Stamp(ids.next(now), now);
                    Stepped stepped = LineStep.step(next, stamp, event);
                    next = stepped.next();
                    written.add(future);
                    if (!stepped.idle() || event instanceof LineEvent.Done) {
                        entries.add(new Journal.Entry(stamp, event, stepped));
                    }
                }
                case Input.AtRest(CompletableFuture<LineState> reached) -> resting.add(reached);
                case Input.Stop() -> {}
            }
        }
        if (!entries.isEmpty()) {
            write(entries);
        }
        state = next;
        written.forEach(future -> future.complete(null));
        entries.forEach(entry -> {
            listener.stepped(line, entry);
            entry.stepped().changes().forEach(this::tellPromoter);
            start(entry.stepped().orders());
        });
        if (next.atRest() && queue.isEmpty()) {
            LineState reached = next;
            resting.forEach(future -> future.complete(reached));
            resting.clear();
        }
    }

    private void write(List<Journal.Entry> entries) throws OutsideFailure, InterruptedException {
        Duration wait = Duration.ofSeconds(1);
        while (true) {
            try {
                journal.write(line, entries);
                trouble = null;
                return;
            } catch (OutsideFailure e) {
                if (!e.retryable()) {
                    throw e;
                }
                trouble = "its journal can't be written: " + e.getMessage();
                LOG.warn("the line {} waits {} for its journal", line, wait, e);
                if (stop.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw e;
                }
                wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
            }
        }
    }

    /** Labels first: a build that the same step asks for is to see the repository that they lead to. */
    private void start(java.util.Collection<Order> orders) {
        orders.stream().filter(Order.Point.class::isInstance).forEach(this::start);
        orders.stream().filter(order -> !(order instanceof Order.Point)).forEach(this::start);
    }

    private void start(Order order) {
        runner.start(line, order, this::post);
    }

    /** Writes what is queued, takes nothing more, and ends. */
    @Override
    public void close() {
        stop.countDown();
        queue.add(new Input.Stop());
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
