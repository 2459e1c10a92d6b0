package penstock.engine.follow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.engine.port.OutsideFailure;
import penstock.follow.Finding;
import penstock.follow.Sighting;

/**
 * One list of packages while it is followed. When repositories are due is guarded by the loop's lock; looks run on threads of their
 * own.
 */
final class Watched {
    private static final Logger LOG = LoggerFactory.getLogger(Watched.class);

    /** A clock that is set back by more makes everything due, as what was due then would not be for that long; less is a moment's delay. */
    private static final Duration STEP = Duration.ofMinutes(1);

    private final Looker looker;
    private final Repositories repositories;
    private final Map<String, Lookout> lookouts = new HashMap<>();
    private final Map<String, Instant> due = new HashMap<>();
    private final PriorityQueue<Entry> queue = new PriorityQueue<>(Comparator.comparing(Entry::when));
    /** Repositories with an answer that all of their packages were looked at with, and none was broken. */
    private final Map<String, Answer> settled = new ConcurrentHashMap<>();
    /** A package is looked at by one thread, though its two repositories may answer at one time. */
    private final Map<Watch, ReentrantLock> locks = new ConcurrentHashMap<>();

    private final Set<String> busy = new HashSet<>();
    /** The latest moment that {@link #poll} was asked about. */
    private Instant seen;

    private volatile boolean retired;

    private record Entry(Instant when, String url) {}

    Watched(Looker looker, Repositories repositories, Collection<Lookout> lookouts, Instant now) {
        this.looker = looker;
        this.repositories = repositories;
        this.seen = now;
        lookouts.forEach(lookout -> this.lookouts.put(lookout.url(), lookout));
        urls().forEach(url -> due(url, now));
    }

    /** The lines with packages that need a repository. */
    List<String> lines(String url) {
        return repositories.watches().getOrDefault(url, List.of()).stream()
                .map(Watch::line)
                .distinct()
                .toList();
    }

    Set<String> urls() {
        Set<String> urls = new LinkedHashSet<>(lookouts.keySet());
        urls.addAll(repositories.wanted().keySet());
        return urls;
    }

    /** A repository is to be looked at then, or earlier if that was asked; again after a look that is under way. */
    void due(String url, Instant when) {
        if (!repositories.wanted().containsKey(url) && !lookouts.containsKey(url)) {
            return;
        }
        Instant earlier = due.merge(url, when, (one, other) -> one.isBefore(other) ? one : other);
        if (!busy.contains(url)) {
            queue.add(new Entry(earlier, url));
        }
    }

    /** A repository that is due, taken out until {@link #done}: two looks at one time could answer in the wrong order. */
    @Nullable
    String poll(Instant now) {
        if (now.isBefore(seen.minus(STEP))) {
            LOG.warn("The clock was set back from {} to {}: every repository is looked at now", seen, now);
            allDue(now);
        }
        seen = now;
        while (true) {
            Entry first = queue.peek();
            if (first == null || first.when.isAfter(now)) {
                return null;
            }
            queue.poll();
            if (due.remove(first.url, first.when)) {
                busy.add(first.url);
                return first.url;
            }
        }
    }

    private void allDue(Instant now) {
        due.replaceAll((_, _) -> now);
        queue.clear();
        due.keySet().stream().filter(url -> !busy.contains(url)).forEach(url -> queue.add(new Entry(now, url)));
    }

    /** How many repositories are being looked at. */
    int underWay() {
        return busy.size();
    }

    /** A look ended. */
    void done(String url, Instant again) {
        busy.remove(url);
        due(url, again);
    }

    /** Another list is followed from now on: what is under way finds nothing any more. */
    void retire() {
        retired = true;
    }

    Optional<Instant> nextDue() {
        return Optional.ofNullable(queue.peek()).map(Entry::when);
    }

    /** Asks a repository, and looks at its packages unless it answers what they were looked at with before. */
    Sighting look(String url) throws OutsideFailure, InterruptedException {
        Lookout lookout = lookouts.get(url);
        if (lookout != null) {
            Sighting sighting = lookout.look();
            if (!repositories.wanted().containsKey(url)) {
                return sighting;
            }
        }
        Collection<String> wanted = Optional.<Collection<String>>ofNullable(
                        repositories.wanted().get(url))
                .orElse(List.of());
        Answer answer = looker.ask(url, wanted);
        looker.know(url, answer);
        if (answer.equals(settled.get(url))) {
            return looker.remember(url, List.of());
        }
        settled.remove(url);
        List<Watch> broken = new ArrayList<>();
        for (Watch watch : repositories.watches().getOrDefault(url, List.of())) {
            boolean ready = Repositories.sources(watch).stream().allMatch(source -> looker.knows(source.url()));
            if (ready && !retired && look(watch) instanceof Finding.Broken) {
                broken.add(watch);
            }
        }
        if (broken.isEmpty() && answer instanceof Answer.Refs) {
            settled.put(url, answer);
        }
        Sighting sighting = looker.remember(url, broken);
        looker.memory().write();
        return sighting;
    }

    private Finding look(Watch watch) throws OutsideFailure, InterruptedException {
        ReentrantLock lock = locks.computeIfAbsent(watch, _ -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            return looker.look(watch, looker::fetch);
        } finally {
            lock.unlock();
        }
    }
}
