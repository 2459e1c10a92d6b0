package penstock.line;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds packages that wait for one another in a circle, and says which of them goes first.
 *
 * <pre>
 *   a waits for b, b for c, c for a, c for x        {a, b, c} is a cycle, x is not in it
 * </pre>
 *
 * Which one goes first is {@link penstock.build.BuildOrder}'s rule, applied to what is pending now: the package that knows
 * {@code repo_bootstrap} and that most of the others need; where none knows it, the one that needs the fewest of the others to be
 * built. It still waits for what it needs outside the cycle; as that ends, so does its wait. Once it is being built the others
 * wait for it as for any package, and what is left of the cycle is looked at afresh. Only packages that wait for nothing but
 * others take part (Tarjan's strongly connected components over what is pending, not over the distribution).
 */
final class Cycles {
    private final Draft draft;
    private final Map<String, Set<String>> members = new HashMap<>();
    private final Map<String, String> leaders = new HashMap<>();
    private final Map<String, List<String>> edges = new HashMap<>();

    Cycles(Draft draft) {
        this.draft = draft;
    }

    /** Looks for cycles among what the projects wait for; returns the members of all that were found. */
    Collection<String> from(Collection<String> projects) {
        new Search().run(projects);
        return members.keySet();
    }

    boolean inCycle(String project) {
        return members.containsKey(project);
    }

    /** The projects that a waiting package must wait for; of the one that goes first in a cycle, those outside it. */
    List<String> blockers(PackageState state) {
        String project = state.pkg().project();
        List<String> blocking = blocking(state);
        if (!project.equals(leaders.get(project))) {
            return blocking;
        }
        Set<String> cycle = members.getOrDefault(project, Set.of());
        return blocking.stream().filter(other -> !cycle.contains(other)).toList();
    }

    /** How a package is built that nothing blocks. */
    Board.Start start(PackageState state) {
        List<String> others = blocking(state);
        boolean unbuilt = others.stream()
                .anyMatch(other -> draft.packages
                        .get(other)
                        .filter(needed -> !needed.built())
                        .isPresent());
        return others.isEmpty() ? Board.Start.PLAIN : new Board.Start(unbuilt && state.knowsBootstrap(), unbuilt);
    }

    private List<String> blocking(PackageState state) {
        return edges.computeIfAbsent(
                state.pkg().project(),
                _ -> draft.needs(state).stream()
                        .filter(other -> draft.packages
                                .get(other)
                                .filter(draft.stops::blocks)
                                .isPresent())
                        .toList());
    }

    /** A package takes part when it waits, and for nothing but other packages. */
    private Optional<PackageState> node(String project) {
        return draft.packages
                .get(project)
                .filter(state -> state.reading().isEmpty() && !draft.stops.stop(state))
                .filter(state -> state.head()
                        .filter(task -> task.phase() instanceof Task.Waiting(var at) && !at.isAfter(draft.now))
                        .isPresent());
    }

    private void cycle(Set<String> found) {
        List<PackageState> states = found.stream()
                .map(project -> draft.packages.get(project).orElseThrow())
                .toList();
        String leader = states.stream()
                .min(Comparator.comparing((PackageState state) -> !state.knowsBootstrap())
                        .thenComparingLong(
                                state -> state.knowsBootstrap() ? -neededBy(state, states) : needs(state, found))
                        .thenComparingInt(PackageState::index))
                .orElseThrow()
                .pkg()
                .project();
        found.forEach(project -> {
            members.put(project, found);
            leaders.put(project, leader);
        });
    }

    private long neededBy(PackageState state, List<PackageState> others) {
        String project = state.pkg().project();
        return others.stream()
                .filter(other -> blocking(other).contains(project))
                .count();
    }

    private long needs(PackageState state, Set<String> others) {
        return draft.buildNeeds(state).stream().filter(others::contains).count();
    }

    /** Tarjan's algorithm with a stack of its own, since a chain of packages may be longer than a thread's. */
    private final class Search {
        private final Map<String, Integer> numbers = new HashMap<>();
        private final Map<String, Integer> lows = new HashMap<>();
        private final Deque<String> open = new ArrayDeque<>();
        private final Set<String> isOpen = new HashSet<>();
        private final Deque<Frame> frames = new ArrayDeque<>();

        private record Frame(String project, Iterator<String> others) {}

        void run(Collection<String> projects) {
            for (String project : projects) {
                enter(project);
                while (!frames.isEmpty()) {
                    advance(frames.getLast());
                }
            }
        }

        private void enter(String project) {
            Optional<PackageState> state = node(project);
            if (state.isEmpty() || numbers.containsKey(project)) {
                return;
            }
            numbers.put(project, numbers.size());
            lows.put(project, numbers.size() - 1);
            open.push(project);
            isOpen.add(project);
            frames.addLast(new Frame(project, blocking(state.orElseThrow()).iterator()));
        }

        private void advance(Frame frame) {
            if (!frame.others.hasNext()) {
                frames.removeLast();
                leave(frame.project);
                if (!frames.isEmpty()) {
                    lower(frames.getLast().project, lows.getOrDefault(frame.project, 0));
                }
                return;
            }
            String other = frame.others.next();
            if (isOpen.contains(other)) {
                lower(frame.project, numbers.getOrDefault(other, 0));
            } else {
                enter(other);
            }
        }

        private void lower(String project, int low) {
            lows.merge(project, low, Math::min);
        }

        private void leave(String project) {
            if (!lows.getOrDefault(project, 0).equals(numbers.getOrDefault(project, 0))) {
                return;
            }
            Set<String> found = new TreeSet<>();
            String member;
            do {
                member = open.pop();
                isOpen.remove(member);
                found.add(member);
            } while (!member.equals(project));
            if (found.size() > 1) {
                cycle(found);
            }
        }
    }
}
