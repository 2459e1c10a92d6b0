package penstock.line;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import penstock.build.BuildOptions;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.follow.Finding;
import penstock.repo.SnapshotEntry;

/**
 * The one function of a release line: what happened, to what is to be done. The rules are DLRN's where it has any (see
 * docs/decisions/0050-state.md):
 *
 * <ul>
 *   <li>the first time, only the newest commit of a package; then every one, in order, one at a time;
 *   <li>a pair of source and packaging commit is built once, unless it failed for a passing reason, or for want of something that is published
 *       since, or a person asks for it;
 *   <li>a package waits while one that it needs has something to be built first; of a cycle, one goes first with
 *       {@code repo_bootstrap} and is built again afterwards; packages that need a failed one are tried all the same;
 *   <li>a paused package takes up nothing and nobody waits for it; what is asked for is built all the same;
 *   <li>each success becomes a snapshot, {@code current} points to the newest, {@code consistent} follows when nothing fails.
 * </ul>
 *
 * <p>A step costs what it changes: the packages that the event is about and those that need them, each found through an index.
 */
public final class LineStep {
    private LineStep() {}

    public static Stepped step(LineState state, Stamp stamp, LineEvent event) {
        Draft draft = new Draft(state, stamp);
        boolean knewAll = draft.first.isEmpty();
        switch (event) {
            case LineEvent.Configured(List<Package> packages) -> configured(draft, packages);
            case LineEvent.Looking(List<String> projects) -> looking(draft, projects);
            case LineEvent.Found(Finding _, Optional<Package> as) when stale(draft, as) -> {}
            case LineEvent.Found(Finding finding, Optional<Package> _) -> found(draft, finding);
            case LineEvent.Asked asked -> asked(draft, asked);
            case LineEvent.Promoting(Promotion promotion) -> Promotions.begin(draft, promotion);
            case LineEvent.Done done -> Outcomes.done(draft, done);
            case LineEvent.Held(var why) -> draft.stops = draft.stops.held(why);
            case LineEvent.TimePassed() -> {}
            case LineEvent.Decided decided -> {
                Decisions.take(draft, decided);
                return draft.done();
            }
        }
        new Schedule(draft).run((!knewAll && draft.first.isEmpty()) || event instanceof LineEvent.Held);
        return draft.done();
    }

    private static void configured(Draft draft, List<Package> packages) {
        Map<String, Integer> places = new HashMap<>();
        for (Package pkg : packages) {
            places.put(pkg.project(), places.size());
        }
        if (draft.packages.values().stream().anyMatch(state -> relisted(state, packages, places))) {
            draft.count();
        }
        for (PackageState state : draft.packages.values()) {
            Integer place = places.get(state.pkg().project());
            if (place == null) {
                gone(draft, state);
            }
        }
        draft.gone(Stops.LINE, Optional.empty());
        if (draft.stops.left()) {
            draft.stop(draft.packages.values(), draft.stops.left(false));
        }
        for (Package pkg : packages) {
            draft.gone(pkg.project(), Optional.empty());
            int place = places.getOrDefault(pkg.project(), 0);
            Optional<PackageState> known = draft.packages.get(pkg.project());
            known.filter(state -> !state.pkg().component().equals(pkg.component()))
                    .ifPresent(state -> moved(draft, state, pkg));
            draft.put(known.map(state -> state.as(pkg, place)).orElseGet(() -> PackageState.fresh(pkg, place)));
        }
        recount(draft);
    }

    /** The distribution names it no more: the next snapshot does not list it, and what waits of it is not built. */
    static void gone(Draft draft, PackageState state) {
        draft.remove(state);
        state.entry()
                .ifPresent(_ ->
                        draft.entryChanged(state.pkg().component(), state.pkg().project(), Optional.empty()));
        draft.gone(state.pkg().project(), Optional.of(new Gone(draft.now, false)));
    }

    /** Whether a package that snapshots list is dropped, or goes to another component. */
    private static boolean relisted(PackageState state, List<Package> packages, Map<String, Integer> places) {
        Integer place = places.get(state.pkg().project());
        return state.entry().isPresent()
                && (place == null
                        || !packages.get(place).component().equals(state.pkg().component()));
    }

    /** A package changed its component: its row leaves the one and enters the other. */
    private static void moved(Draft draft, PackageState state, Package pkg) {
        state.entry().ifPresent(entry -> {
            draft.entryChanged(state.pkg().component(), pkg.project(), Optional.empty());
            draft.entryChanged(pkg.component(), pkg.project(), Optional.of(entry));
        });
    }

    /** A new configuration may have given every package another place, so this counts all of them, as no other event does. */
    static void recount(Draft draft) {
        Map<String, ComponentState> fresh = new HashMap<>();
        draft.components.forEach((name, old) -> fresh.put(
                name, new ComponentState(name, 0, PersistentMap.empty(), old.newest(), old.published(), old.labels())));
        draft.packages.forEach((_, state) -> {
            String name = state.pkg().component();
            ComponentState component =
                    fresh.getOrDefault(name, ComponentState.empty(name)).failing(state.passing() ? 0 : 1);
            fresh.put(
                    name,
                    state.entry()
                            .map(entry -> component.with(component.entries().with(state.index(), entry)))
                            .orElse(component));
        });
        fresh.values().forEach(draft::put);
    }

    private static void looking(Draft draft, List<String> projects) {
        Set<String> now = new HashSet<>(projects);
        for (String project : draft.first.keys()) {
            if (draft.first.get(project).filter(Board.First.LOOK::equals).isPresent() && !now.contains(project)) {
                draft.first = draft.first.without(project);
            }
        }
        for (String project : projects) {
            boolean unknown = draft.packages
                    .get(project)
                    .filter(_ -> draft.stops.pause(project).isEmpty())
                    .filter(state -> state.spec().isEmpty() && state.reading().isEmpty())
                    .isPresent();
            if (unknown) {
                draft.first = draft.first.with(project, Board.First.LOOK);
            }
        }
    }

    /** What was found where a package was before it was configured otherwise says nothing of where it is now. */
    private static boolean stale(Draft draft, Optional<Package> as) {
        return as.flatMap(looked -> draft.packages
                        .get(looked.project())
                        .filter(state -> !state.pkg().sameRepositories(looked)))
                .isPresent();
    }

    /** What is found of a paused package was looked for before it was; it is found again when following is resumed. */
    private static void found(Draft draft, Finding finding) {
        String project = finding.project();
        if (draft.first.get(project).filter(Board.First.LOOK::equals).isPresent()) {
            draft.first = draft.first.without(project);
        }
        if (draft.stops.pause(project).isPresent()) {
            return;
        }
        draft.packages.get(project).ifPresent(state -> {
            switch (finding) {
                case Finding.Unchanged _ -> draft.put(state.with(state.taken().withBroken(Optional.empty())));
                case Finding.Broken broken ->
                    draft.put(state.with(state.taken().withBroken(Optional.of(broken.message()))));
                case Finding.Moved moved -> draft.put(taken(draft, state, moved));
            }
        });
    }

    private static PackageState taken(Draft draft, PackageState state, Finding.Moved moved) {
        if (moved.source().isEmpty()) {
            return state;
        }
        boolean firstTime = state.taken().source().isEmpty();
        List<Commit> commits = firstTime ? List.of(moved.source().getLast()) : moved.source();
        BuildOptions options = new BuildOptions(false, draft.settings.withTests());
        PackageState next = state;
        for (Commit source : commits) {
            Task task = task(draft, source, moved.distgit(), options, Task.Kind.COMMIT);
            if (wanted(draft, next, task)) {
                next = next.plus(task);
            }
        }
        return next.with(
                state.taken().at(commits.getLast().id(), moved.distgit().id()));
    }

    private static boolean wanted(Draft draft, PackageState state, Task task) {
        String status = draft.past
                .pair(state.pkg().project(), task.source(), task.distgit())
                .status();
        boolean again = state.entry().isEmpty() || status.isEmpty() || status.equals(SnapshotEntry.RETRY);
        return again && state.tasks().stream().noneMatch(task::same);
    }

    private static void asked(Draft draft, LineEvent.Asked asked) {
        draft.packages.get(asked.project()).ifPresent(state -> {
            Task task = task(draft, asked.source(), asked.distgit(), asked.options(), Task.Kind.ASKED);
            boolean paused = draft.stops.pause(asked.project()).isPresent();
            boolean waiting = state.tasks().stream()
                    .filter(other -> !paused || other.kind() == Task.Kind.ASKED)
                    .anyMatch(other -> other.same(task) && other.phase() instanceof Task.Waiting);
            if (!waiting) {
                draft.put(state.plus(task));
            }
        });
    }

    static Task task(Draft draft, Commit source, Commit distgit, BuildOptions options, Task.Kind kind) {
        return new Task(source, distgit, options, kind, 1, new Task.Waiting(draft.now));
    }
}
