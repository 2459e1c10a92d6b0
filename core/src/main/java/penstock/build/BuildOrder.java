package penstock.build;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The order in which a line's packages are built so that each finds what it requires, worked out from expanded specs.
 *
 * <p>Package A needs package B when something that A build-requires, or that A's packages require, is provided by B. (What they
 * require counts because the packages of a build must install, and whoever build-requires A installs it.) Built is what is needed
 * before what needs it. Where packages need each other in a circle no such order exists; rdo's specs know the macro
 * {@code repo_bootstrap}, which leaves out what closes the circle. Drawn, an arrow means "needs":
 *
 * <pre>
 *       config ──▶ stevedore ──▶ pbr             order:  pbr
 *        ▲  │                                            stevedore
 *        │  ▼                                            config    (bootstrap: does without log)
 *       log *config knows repo_bootstrap*                log
 *        │                                               nova
 *       nova ──▶ config, log                             config    (again, now in full)
 * </pre>
 *
 * <ol>
 *   <li>Tarjan's algorithm finds the strongly connected components, those that need nothing else first. One of a single package
 *       is built as it is.
 *   <li>In a larger one the package that knows {@code repo_bootstrap} and that most of the others need is built in bootstrap: its
 *       own needs within the component are cut, and the component is ordered again, until no circle is left.
 *   <li>When none knows it, needs that are not build requirements are cut: such packages can be built in some order, but install
 *       only when all of them are there. What is a circle even then cannot be built; it is told, and its packages follow by name.
 *   <li>What was built in bootstrap is built again at the end, in the same order.
 * </ol>
 *
 * <p>The result depends on the set of specs alone, not on the order in which they are given; a run takes time in proportion to
 * packages and needs, times the number of cuts.
 *
 * @param builds in order
 * @param cycles the circles found, and what became of each
 * @param needs for each package those that must be built before it, cut needs left out
 */
public record BuildOrder(List<Planned> builds, List<Cycle> cycles, SequencedMap<String, Set<String>> needs) {
    public BuildOrder {
        builds = List.copyOf(builds);
        cycles = List.copyOf(cycles);
    }

    /** A package's turn; with {@code bootstrap} it is built with {@code repo_bootstrap 1} and has a second turn later. */
    public record Planned(String name, boolean bootstrap) {}

    /**
     * Packages that need each other.
     *
     * @param members by name
     */
    public record Cycle(List<String> members, Broken broken) {
        public Cycle {
            members = List.copyOf(members);
        }
    }

    /** How a circle was broken. */
    public enum Broken {
        BY_BOOTSTRAP,
        /** None of its build requirements closes it; its packages install only together. */
        AT_RUNTIME_NEEDS,
        NOT_AT_ALL
    }

    /** Orders packages; of two specs with the same name the later one counts. */
    public static BuildOrder of(List<SpecFacts> specs) {
        SequencedMap<String, SpecFacts> byName = new TreeMap<>();
        specs.forEach(spec -> byName.put(spec.name(), spec));
        return new Ordering(List.copyOf(byName.values())).run();
    }

    /** One run. Packages are numbers, by name; an edge goes from what needs to what is needed. */
    private static final class Ordering {
        private final List<SpecFacts> specs;
        private final List<Set<Integer>> hard = new ArrayList<>();
        private final List<Set<Integer>> all = new ArrayList<>();
        private final List<Integer> order = new ArrayList<>();
        private final Set<Integer> bootstrapped = new TreeSet<>();
        private final List<Cycle> cycles = new ArrayList<>();

        Ordering(List<SpecFacts> specs) {
            this.specs = specs;
            Map<String, List<Integer>> providers = new HashMap<>();
            for (int i = 0; i < specs.size(); i++) {
                for (String provided : specs.get(i).provides()) {
                    for (String name : Capability.names(provided)) {
                        providers.computeIfAbsent(name, n -> new ArrayList<>()).add(i);
                    }
                }
            }
            for (int i = 0; i < specs.size(); i++) {
                hard.add(needed(i, specs.get(i).buildRequires(), providers));
                Set<Integer> both = new TreeSet<>(hard.get(i));
                both.addAll(needed(i, specs.get(i).requires(), providers));
                all.add(both);
            }
        }

        private static Set<Integer> needed(int self, List<String> requirements, Map<String, List<Integer>> providers) {
            Set<Integer> needed = new TreeSet<>();
            for (String requirement : requirements) {
                for (String name : Capability.names(requirement)) {
                    needed.addAll(providers.getOrDefault(name, List.of()));
                }
            }
            needed.remove(self);
            return needed;
        }

        BuildOrder run() {
            Set<Integer> everything = new TreeSet<>();
            for (int i = 0; i < specs.size(); i++) {
                everything.add(i);
            }
            place(everything);
            List<Planned> builds = new ArrayList<>();
            order.forEach(i -> builds.add(new Planned(specs.get(i).name(), bootstrapped.contains(i))));
            order.stream()
                    .filter(bootstrapped::contains)
                    .forEach(i -> builds.add(new Planned(specs.get(i).name(), false)));
            return new BuildOrder(builds, cycles, needs());
        }

        private SequencedMap<String, Set<String>> needs() {
            SequencedMap<String, Set<String>> needs = new LinkedHashMap<>();
            for (int i : order) {
                Set<String> names = new TreeSet<>();
                all.get(i).forEach(needed -> names.add(specs.get(needed).name()));
                needs.put(specs.get(i).name(), names);
            }
            return needs;
        }

        private void place(Set<Integer> packages) {
            for (List<Integer> component : Components.of(packages, all)) {
                if (component.size() == 1) {
                    order.add(component.getFirst());
                } else {
                    place(new TreeSet<>(component), open(component));
                }
            }
        }

        /** Cuts a circle open: at one package that can be bootstrapped, else at runtime needs. */
        private Broken open(List<Integer> component) {
            Set<Integer> members = new HashSet<>(component);
            Map<Integer, Integer> wanted = wanted(members);
            Optional<Integer> chosen = component.stream()
                    .filter(i -> specs.get(i).knowsBootstrap() && !bootstrapped.contains(i))
                    .max(Comparator.<Integer>comparingInt(i -> wanted.getOrDefault(i, 0))
                            .thenComparing(Comparator.reverseOrder()));
            if (chosen.isPresent()) {
                bootstrapped.add(chosen.get());
                cut(chosen.get(), members);
                return Broken.BY_BOOTSTRAP;
            }
            boolean circleWithoutThem = Components.of(members, hard).stream().anyMatch(c -> c.size() == members.size());
            if (circleWithoutThem) {
                return Broken.NOT_AT_ALL;
            }
            members.forEach(i ->
                    all.get(i).removeIf(n -> members.contains(n) && !hard.get(i).contains(n)));
            return Broken.AT_RUNTIME_NEEDS;
        }

        /** By how many of the members each of them is needed. */
        private Map<Integer, Integer> wanted(Set<Integer> members) {
            Map<Integer, Integer> wanted = new HashMap<>();
            for (int member : members) {
                for (int needed : all.get(member)) {
                    if (members.contains(needed)) {
                        wanted.merge(needed, 1, Integer::sum);
                    }
                }
            }
            return wanted;
        }

        private void cut(int from, Set<Integer> members) {
            all.get(from).removeAll(members);
            hard.get(from).removeAll(members);
        }

        private void place(Set<Integer> members, Broken broken) {
            cycles.add(new Cycle(members.stream().map(i -> specs.get(i).name()).toList(), broken));
            if (broken == Broken.NOT_AT_ALL) {
                members.forEach(i -> cut(i, members));
                order.addAll(members);
            } else {
                place(members);
            }
        }
    }

    /** Strongly connected components by Tarjan's algorithm, without recursion, so that a long chain needs no deep stack. */
    private static final class Components {
        private final Set<Integer> within;
        private final List<Set<Integer>> edges;
        private final Map<Integer, Integer> index = new HashMap<>();
        private final Map<Integer, Integer> low = new HashMap<>();
        private final List<Integer> stack = new ArrayList<>();
        private final Set<Integer> onStack = new HashSet<>();
        private final List<List<Integer>> found = new ArrayList<>();

        private Components(Set<Integer> within, List<Set<Integer>> edges) {
            this.within = within;
            this.edges = edges;
        }

        /** Components in an order in which each comes after those it has edges to. */
        static List<List<Integer>> of(Set<Integer> within, List<Set<Integer>> edges) {
            Components run = new Components(within, edges);
            for (int node : within) {
                if (!run.index.containsKey(node)) {
                    run.visit(node);
                }
            }
            return run.found;
        }

        private record Visit(int node, java.util.Iterator<Integer> rest) {}

        private void visit(int root) {
            List<Visit> path = new ArrayList<>();
            path.add(enter(root));
            while (!path.isEmpty()) {
                Visit top = path.getLast();
                if (top.rest().hasNext()) {
                    int next = top.rest().next();
                    if (!index.containsKey(next)) {
                        path.add(enter(next));
                    } else if (onStack.contains(next)) {
                        low.merge(top.node(), number(index, next), Math::min);
                    }
                } else {
                    path.removeLast();
                    leave(top.node());
                    if (!path.isEmpty()) {
                        low.merge(path.getLast().node(), number(low, top.node()), Math::min);
                    }
                }
            }
        }

        private Visit enter(int node) {
            int number = index.size();
            index.put(node, number);
            low.put(node, number);
            stack.add(node);
            onStack.add(node);
            return new Visit(
                    node, edges.get(node).stream().filter(within::contains).iterator());
        }

        private void leave(int node) {
            if (number(low, node) != number(index, node)) {
                return;
            }
            List<Integer> component = new ArrayList<>();
            int member;
            do {
                member = stack.removeLast();
                onStack.remove(member);
                component.add(member);
            } while (member != node);
            found.add(component.stream().sorted().toList());
        }

        private static int number(Map<Integer, Integer> numbers, int node) {
            return java.util.Objects.requireNonNull(numbers.get(node));
        }
    }
}
