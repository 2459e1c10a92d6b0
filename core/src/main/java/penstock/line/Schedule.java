package penstock.line;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import penstock.build.BuildOptions;
import penstock.build.BuildRequest;

/**
 * The end of every step: looks again at the packages that the event touched and at those that need them, gives each that can't
 * move its excuse, and starts builds while workers are free.
 */
final class Schedule {
    private static final int NAMED = 10;
    private final Draft draft;
    private final Cycles cycles;

    Schedule(Draft draft) {
        this.draft = draft;
        this.cycles = new Cycles(draft);
    }

    /** @param all whether everything that waits is to be looked at */
    void run(boolean all) {
        wake();
        Set<String> affected = new LinkedHashSet<>(draft.touched);
        for (String project : draft.touched) {
            draft.packages.get(project).ifPresent(state -> affected.addAll(draft.dependents(state)));
        }
        if (all) {
            affected.addAll(draft.waits.keys());
        }
        affected.forEach(project -> draft.packages.get(project).ifPresent(this::keepMoving));
        if (draft.first.isEmpty()) {
            affected.addAll(List.copyOf(cycles.from(affected)));
        }
        affected.forEach(project -> draft.packages.get(project).ifPresent(this::settle));
        start();
    }

    /** Says why the packages that the event touched, and those that need them, wait from now on; begins nothing. */
    void explain() {
        Set<String> affected = new LinkedHashSet<>(draft.touched);
        for (String project : draft.touched) {
            draft.packages.get(project).ifPresent(state -> affected.addAll(draft.dependents(state)));
        }
        affected.forEach(project -> draft.packages.get(project).ifPresent(state -> {
            Draft.turn(state).ifPresent(turn -> draft.ready = draft.ready.without(turn));
            draft.excuse(project, excuse(state));
        }));
    }

    private void wake() {
        while (draft.due.first().filter(due -> draft.over(due.at())).isPresent()) {
            Board.Due due = draft.due.first().orElseThrow();
            draft.due = draft.due.without(due);
            if (due.kind() == Board.Due.Kind.LABEL) {
                Labels.due(draft, due.name());
            } else {
                draft.touched.add(due.name());
            }
        }
    }

    /** Has the spec read that the next build needs, and publishes again what could not be. */
    private void keepMoving(PackageState state) {
        Task head = state.head().orElse(null);
        if (head == null) {
            return;
        }
        if (head.phase() instanceof Task.Publishing publishing) {
            if (publishing.order().isEmpty() && draft.over(publishing.notBefore())) {
                Outcomes.publish(draft, state, head, publishing);
            }
        } else if (!draft.stops.stop(state)) {
            read(state, head);
        }
    }

    private void read(PackageState state, Task head) {
        String source = head.source().id();
        String distgit = head.distgit().id();
        boolean known = state.spec()
                .filter(spec -> spec.source().equals(source) && spec.distgit().equals(distgit))
                .isPresent();
        Optional<PackageState.Reading> reading = state.reading()
                .filter(now -> now.source().equals(source) && now.distgit().equals(distgit));
        boolean waits = reading.filter(now -> now.order().isPresent() || !draft.over(now.notBefore()))
                .isPresent();
        if (known || waits) {
            return;
        }
        String id = draft.newId();
        int attempt = reading.map(PackageState.Reading::attempt).orElse(1);
        draft.orders.add(new Order.ReadSpec(id, state.pkg(), head.source(), head.distgit()));
        draft.put(state.withReading(
                Optional.of(new PackageState.Reading(Optional.of(id), source, distgit, attempt, draft.now))));
        if (state.spec().isEmpty()) {
            draft.first = draft.first.with(state.pkg().project(), Board.First.READ);
        }
    }

    private void settle(PackageState state) {
        String project = state.pkg().project();
        Draft.turn(state).ifPresent(turn -> draft.ready = draft.ready.without(turn));
        Optional<Excuse> excuse = excuse(state);
        draft.excuse(project, excuse);
        boolean canStart =
                excuse.filter(wait -> wait.reason() == Excuse.Reason.WORKERS).isPresent();
        if (canStart) {
            Board.Turn turn = Draft.turn(state).orElseThrow();
            draft.ready = draft.ready.with(turn, cycles.start(state));
        }
    }

    private Optional<Excuse> excuse(PackageState state) {
        Task head = state.head().orElse(null);
        String project = state.pkg().project();
        Optional<Pause> pause = draft.stops.paused().get(project);
        if (head == null && pause.isPresent()) {
            return Optional.of(paused(project, pause.orElseThrow()));
        }
        if (head == null) {
            return state.taken()
                    .broken()
                    .map(message ->
                            wait(Excuse.Reason.REPOSITORY, message, List.of(), "mend it; the next pass looks again"));
        }
        return switch (head.phase()) {
            case Task.Building _ -> Optional.empty();
            case Task.Publishing publishing ->
                publishing.order().isEmpty()
                        ? Optional.of(retry(
                                project,
                                "publishing failed; attempt " + publishing.attempt(),
                                publishing.notBefore(),
                                "the factory's log says why; once that is mended it goes on by itself"))
                        : Optional.empty();
            case Task.Waiting(Instant notBefore) -> Optional.of(waiting(state, head, notBefore));
        };
    }

    private Excuse stopped(String project) {
        Optional<Gone> left = draft.past.gone().get(Stops.LINE).filter(_ -> draft.stops.left());
        return left.map(gone -> new Excuse(
                        Excuse.Reason.UNFOLLOWED,
                        "the line is not followed any more",
                        List.of(),
                        gone.since(),
                        "take it into the distribution again, or penstock remove --line " + draft.line))
                .orElseGet(() -> paused(project, draft.stops.pause(project).orElseThrow()));
    }

    private Excuse paused(String project, Pause pause) {
        boolean line = draft.stops.paused().get(project).isEmpty();
        return new Excuse(
                Excuse.Reason.PAUSED,
                pause.words(),
                List.of(),
                pause.since(),
                "penstock resume --line " + draft.line + (line ? "" : " " + project));
    }

    private Excuse waiting(PackageState state, Task head, Instant notBefore) {
        String project = state.pkg().project();
        if (draft.stops.stop(state)) {
            return stopped(project);
        }
        Optional<PackageState.Reading> reading = state.reading();
        if (reading.isPresent()) {
            return reading.orElseThrow().order().isPresent()
                    ? wait(Excuse.Reason.SPEC, "its spec is being read", List.of(), "nothing to do")
                    : retry(
                            project,
                            "reading its spec failed; "
                                    + bounded(reading.orElseThrow().attempt()),
                            reading.orElseThrow().notBefore());
        }
        if (draft.first.size() > (draft.first.has(project) ? 1 : 0)) {
            return wait(
                    Excuse.Reason.FIRST_LOOK,
                    "packages of the line are looked at for the first time, some may have to be built first",
                    List.of(),
                    "nothing to do");
        }
        if (!draft.over(notBefore)) {
            return retry(project, "the build failed for a passing reason; " + bounded(head.attempt()), notBefore);
        }
        List<String> blockers = cycles.blockers(state);
        if (!blockers.isEmpty()) {
            return cycles.inCycle(project)
                    ? wait(
                            Excuse.Reason.CYCLE,
                            "these need it and it needs them; one of them goes first",
                            cut(blockers),
                            "nothing to do")
                    : wait(
                            Excuse.Reason.DEPENDENCY,
                            "it needs packages that are to be built first",
                            cut(blockers),
                            "nothing to do");
        }
        if (draft.stops.held().isPresent()) {
            return wait(
                    Excuse.Reason.DISK,
                    draft.stops.held().orElseThrow(),
                    List.of(),
                    "free space, or lower operation: free_disk; it goes on by itself");
        }
        return wait(Excuse.Reason.WORKERS, "all workers are busy", List.of(), "more workers");
    }

    private Excuse retry(String project, String what, Instant at) {
        return retry(project, what, at, "nothing to do");
    }

    /** Says that it waits for a time, and sees to it that it is looked at then: after a restart nothing else would. */
    private Excuse retry(String project, String what, Instant at, String help) {
        draft.wake(at, Board.Due.Kind.PACKAGE, project);
        return wait(Excuse.Reason.RETRY, what + " begins at " + at, List.of(), help);
    }

    private String bounded(int attempt) {
        return "attempt " + attempt + " of " + draft.settings.attempts();
    }

    private Excuse wait(Excuse.Reason reason, String what, List<String> waitsFor, String help) {
        return new Excuse(reason, what, waitsFor, draft.now, help);
    }

    private static List<String> cut(List<String> names) {
        return names.subList(0, Math.min(NAMED, names.size()));
    }

    /** A build sees what {@code current} shows, and is begun by what was published: not before that is shown. */
    private void start() {
        if (Labels.isBehind(draft)) {
            return;
        }
        while (draft.building < draft.settings.workers() && !draft.ready.isEmpty()) {
            Board.Turn turn = draft.ready.first().orElseThrow();
            Board.Start start = draft.ready.get(turn).orElseThrow();
            draft.ready = draft.ready.without(turn);
            draft.packages.get(turn.project()).ifPresent(state -> start(state, start));
        }
    }

    private void start(PackageState state, Board.Start start) {
        Task head = state.head().orElseThrow();
        Instant second = Instant.ofEpochSecond(draft.now.getEpochSecond());
        Instant created = state.taken()
                .released()
                .map(last -> last.plusSeconds(1))
                .filter(second::isBefore)
                .orElse(second);
        BuildOptions options = new BuildOptions(
                head.options().bootstrap() || start.bootstrap(), head.options().withTests());
        BuildRequest request = new BuildRequest(
                draft.newId(), draft.line, state.pkg(), head.source(), head.distgit(), created, options);
        draft.orders.add(new Order.Build(request));
        draft.changed("started " + request.id(), new Change.BuildStarted(request, head.kind(), head.attempt()));
        draft.put(state.with(state.taken().release(created))
                .withHead(head.in(new Task.Building(request, start.unbuilt()))));
        draft.excuse(state.pkg().project(), Optional.empty());
    }
}
