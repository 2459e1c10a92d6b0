package penstock.engine.follow;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.engine.port.OutsideFailure;
import penstock.follow.Sighting;

/**
 * Follows packages for as long as the factory runs: every repository is looked at again after an interval of its own, which adapts to
 * how often it changes. One thread waits for what is due next; each look has a thread of its own. {@link #follow} may replace the
 * packages at any time.
 */
public final class WatchLoop {
    private static final Logger LOG = LoggerFactory.getLogger(WatchLoop.class);

    private final FollowPorts ports;
    private final FollowSettings settings;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Instant> answered = new ConcurrentHashMap<>();
    private final List<Lookout> lookouts = new CopyOnWriteArrayList<>();
    private @Nullable List<Watch> next;
    private @Nullable Watched now;

    /** @param random spreads the looks; need not be unguessable */
    public WatchLoop(FollowPorts ports, FollowSettings settings, InstantSource clock, RandomGenerator random) {
        this.ports = ports;
        this.settings = settings;
        this.clock = clock;
        this.random = random;
    }

    /** From now on follow these packages, and no others. All of them are looked at once soon. */
    public void follow(List<Watch> watches) {
        locked(() -> next = List.copyOf(watches));
    }

    /** From the next {@link #follow} on, watch this beside the packages' repositories, whichever they are. */
    public void watch(Lookout lookout) {
        lookouts.add(lookout);
    }

    /** Look at a repository without waiting for its interval, as when its host says that something was pushed. */
    public void lookNow(String url) {
        locked(() -> {
            if (now != null) {
                now.due(url, clock.instant());
            }
        });
    }

    /** What is due is worked out anew; to be called when the clock was set. */
    public void wake() {
        locked(() -> {});
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Runs until its thread is interrupted; looks that are under way are given up then. */
    public void run() throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                while (true) {
                    Due due = await();
                    threads.execute(() -> look(due));
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private record Due(Watched watched, String url) {}

    private Due await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (!takeOver()) {
                    changed.await(settings.interval().least().toMillis(), TimeUnit.MILLISECONDS);
                    continue;
                }
                Instant time = clock.instant();
                if (now == null) {
                    changed.await();
                    continue;
                }
                String url = now.poll(time);
                if (url != null) {
                    return new Due(now, url);
                }
                Duration wait =
                        now.nextDue().map(due -> Duration.between(time, due)).orElse(Duration.ofHours(1));
                changed.await(Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Begins to follow a new list; false when what is remembered can't be read: it is tried again. */
    private boolean takeOver() {
        List<Watch> watches = next;
        if (watches == null) {
            return true;
        }
        try {
            Looker looker = new Looker(ports, settings, clock);
            looker.readPositions(watches);
            if (now != null) {
                now.retire();
            }
            now = new Watched(looker, Repositories.of(watches, settings.fallBack()), lookouts, clock.instant());
            next = null;
            return true;
        } catch (OutsideFailure e) {
            LOG.warn("What is followed can't be read yet: {}", e.getMessage());
            return false;
        }
    }

    private void look(Due due) {
        Duration wait = settings.interval().most();
        try {
            Sighting sighting = due.watched.look(due.url);
            if (sighting.failures() == 0) {
                due.watched.lines(due.url).forEach(line -> answered.put(line, clock.instant()));
            }
            wait = settings.interval().next(sighting, clock.instant(), random.nextDouble());
        } catch (OutsideFailure e) {
            LOG.warn(
                    "A finding of {} was not taken, it is offered again: {}",
                    ports.mirror().shown(due.url),
                    e.getMessage());
            wait = settings.interval().least();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (RuntimeException e) {
            LOG.error("A look at {} ended unexpectedly", ports.mirror().shown(due.url), e);
        }
        Instant again = clock.instant().plus(wait);
        locked(() -> due.watched.done(due.url, again));
    }

    /** When a repository of each line last answered; without lines of which none did yet. */
    public Map<String, Instant> answered() {
        return Map.copyOf(answered);
    }

    /** For how long the look has been due that has waited longest. */
    public Duration late() {
        Instant time = clock.instant();
        List<Instant> first = new ArrayList<>();
        locked(() -> {
            if (now != null) {
                now.nextDue().ifPresent(first::add);
            }
        });
        return first.stream()
                .filter(time::isAfter)
                .map(due -> Duration.between(due, time))
                .findFirst()
                .orElse(Duration.ZERO);
    }

    /** How many looks are under way: when the next one is due is worked out when a look ends. */
    int underWay() {
        lock.lock();
        try {
            return now == null ? 0 : now.underWay();
        } finally {
            lock.unlock();
        }
    }

    /** The repositories that are looked at now, for diagnosis. */
    public List<String> following() {
        List<String> urls = new ArrayList<>();
        locked(() -> {
            if (now != null) {
                urls.addAll(now.urls());
            }
        });
        return urls;
    }
}
