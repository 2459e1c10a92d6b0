package penstock.line;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import penstock.build.BuildOutcome;
import penstock.build.BuildRequest;
import penstock.build.Capability;
import penstock.build.Cause;
import penstock.build.SpecFacts;
import penstock.build.Verdict;
import penstock.repo.RepoLayout;
import penstock.repo.SnapshotEntry;

/** What follows from an order that ended. An order that its package does not wait for any more changes nothing. */
final class Outcomes {
    /** The epoch in {@code name-epoch:version-release}. */
    private static final Pattern EPOCH = Pattern.compile("-\\d+:(?=[^-]+-[^-]+$)");

    private Outcomes() {}

    static void done(Draft draft, LineEvent.Done done) {
        switch (done) {
            case LineEvent.SpecRead(Order.ReadSpec order, SpecFacts facts) -> specRead(draft, order, facts);
            case LineEvent.Built(Order.Build order, BuildOutcome outcome) -> built(draft, order.request(), outcome);
            case LineEvent.Published(Order.Publish order) -> published(draft, order);
            case LineEvent.Pointed(Order.Point order, Optional<String> aggregate) ->
                Labels.pointed(draft, order, aggregate);
            case LineEvent.Promoted(Order.Promote order, Optional<String> aggregate) ->
                Promotions.done(draft, order, aggregate);
            case LineEvent.Failed failed -> failed(draft, failed);
        }
    }

    private static void failed(Draft draft, LineEvent.Failed failed) {
        switch (failed.order()) {
            case Order.ReadSpec order -> specNotRead(draft, order, failed.retryable());
            case Order.Build(BuildRequest request) ->
                built(draft, request, unfinished(failed.message(), failed.retryable()));
            case Order.Publish order -> notPublished(draft, order, failed);
            case Order.Point order -> Labels.notPointed(draft, order, failed.retryable());
            case Order.Promote order -> Promotions.failed(draft, order, failed.message());
        }
    }

    private static BuildOutcome unfinished(String message, boolean retryable) {
        Verdict verdict = new Verdict(
                Verdict.Result.FAILED,
                Optional.empty(),
                Optional.of(new Cause.Infrastructure(message)),
                List.of(),
                retryable);
        return new BuildOutcome(verdict, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    }

    private static Optional<PackageState> reading(Draft draft, Order.ReadSpec order) {
        return draft.packages
                .get(order.project())
                .filter(state -> state.reading()
                        .flatMap(PackageState.Reading::order)
                        .filter(order.id()::equals)
                        .isPresent());
    }

    private static void specRead(Draft draft, Order.ReadSpec order, SpecFacts facts) {
        reading(draft, order).ifPresent(state -> spec(draft, state, order, facts));
    }

    private static void spec(Draft draft, PackageState state, Order.ReadSpec order, SpecFacts facts) {
        draft.first = draft.first.without(order.project());
        draft.put(state.withSpec(
                new PackageState.Spec(order.source().id(), order.distgit().id(), facts)));
    }

    /** After the last attempt the package goes on with what was known; its build will say what is wrong with the spec. */
    private static void specNotRead(Draft draft, Order.ReadSpec order, boolean retryable) {
        reading(draft, order).ifPresent(state -> {
            PackageState.Reading reading = state.reading().orElseThrow();
            if (retryable && reading.attempt() < draft.settings.attempts()) {
                Instant again = draft.now.plus(draft.settings.wait(reading.attempt()));
                draft.put(state.withReading(Optional.of(new PackageState.Reading(
                        Optional.empty(), reading.source(), reading.distgit(), reading.attempt() + 1, again))));
            } else {
                SpecFacts known = state.spec()
                        .map(PackageState.Spec::facts)
                        .orElse(new SpecFacts(state.pkg().name(), List.of(), List.of(), List.of(), false));
                spec(draft, state, order, known);
            }
        });
    }

    private static void built(Draft draft, BuildRequest request, BuildOutcome outcome) {
        Optional<PackageState> found = draft.packages.get(request.pkg().project());
        Optional<Task> head = found.flatMap(PackageState::head)
                .filter(task -> task.phase() instanceof Task.Building now
                        && now.request().id().equals(request.id()));
        draft.count();
        if (head.isEmpty()) {
            String status = outcome.verdict().succeeded() ? SnapshotEntry.SUCCESS : SnapshotEntry.FAILED;
            ended(draft, request, outcome, status, extended(draft, request, outcome));
        } else if (outcome.verdict().succeeded()) {
            succeeded(draft, found.orElseThrow(), head.orElseThrow(), request, outcome);
        } else {
            unsuccessful(draft, found.orElseThrow(), head.orElseThrow(), request, outcome);
        }
    }

    private static List<String> used(Draft draft, BuildRequest request) {
        return draft.past
                .pair(request.pkg().project(), request.source(), request.distgit())
                .extended();
    }

    private static void note(Draft draft, BuildRequest request, String status, List<String> extended) {
        draft.past = draft.past.with(
                request.pkg().project(), request.source(), request.distgit(), new Past.Pair(status, extended));
    }

    private static void ended(Draft draft, BuildRequest request, BuildOutcome outcome, String status, String extended) {
        List<String> all = new ArrayList<>(used(draft, request));
        if (outcome.verdict().succeeded()) {
            all.add(extended);
        }
        note(draft, request, status, all);
        draft.changed(
                "ended " + request.id(),
                new Change.BuildEnded(request, outcome, draft.past.sequence(), status, extended));
    }

    private static void succeeded(
            Draft draft, PackageState state, Task head, BuildRequest request, BuildOutcome outcome) {
        String extended = extended(draft, request, outcome);
        String nvr =
                outcome.nevra().map(Outcomes::withoutEpoch).orElse(request.pkg().name());
        SnapshotEntry entry =
                new SnapshotEntry(request, extended, nvr, SnapshotEntry.SUCCESS, draft.now, outcome.artifacts());
        PackageState listed = draft.list(state.with(state.taken().withLacking(Optional.empty())), entry);
        ended(draft, request, outcome, SnapshotEntry.SUCCESS, extended);
        String component = state.pkg().component();
        String directory = RepoLayout.directory(
                component, request.source().id(), request.distgit().id(), extended);
        SnapshotRef ref = new SnapshotRef(
                draft.line, component, directory, state.pkg().project(), request.id(), draft.past.sequence());
        publish(draft, listed, head, new Task.Publishing(request, ref, "", 1, draft.now));
    }

    /** Gives the order to publish; after a transient failure again, and then with what is to be listed by now. */
    static void publish(Draft draft, PackageState state, Task head, Task.Publishing wanted) {
        SnapshotRef ref = wanted.snapshot().at(draft.past.sequence());
        String id = draft.newId();
        draft.changed("snapshot " + ref.directory(), new Change.SnapshotMade(ref));
        ComponentState component = draft.component(ref.component()).newest(ref.sequence());
        draft.put(component);
        draft.orders.add(new Order.Publish(id, ref, component.entries()));
        draft.put(state.withHead(
                head.in(new Task.Publishing(wanted.request(), ref, id, wanted.attempt(), wanted.notBefore()))));
    }

    /**
     * The first eight digits of the key, or the next eight, that no earlier success of the pair has; none for the first success
     * and for a failure.
     */
    private static String extended(Draft draft, BuildRequest request, BuildOutcome outcome) {
        List<String> used = used(draft, request);
        if (used.isEmpty() || !outcome.verdict().succeeded()) {
            return "";
        }
        String digits = outcome.key().orElse("") + request.id().replace("-", "");
        for (int at = 0; at + 8 <= digits.length(); at += 8) {
            String candidate = digits.substring(at, at + 8);
            if (!used.contains(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException("more successes of one pair of commits than a key and an id have digits for");
    }

    private static String withoutEpoch(String nevra) {
        return EPOCH.matcher(nevra).replaceFirst("-");
    }

    private static void unsuccessful(
            Draft draft, PackageState state, Task head, BuildRequest request, BuildOutcome outcome) {
        boolean unbuilt =
                head.phase() instanceof Task.Building now && now.unbuilt() && head.kind() != Task.Kind.REBUILD;
        boolean again = outcome.verdict().retryable() && head.attempt() < draft.settings.attempts();
        String status = again || unbuilt ? SnapshotEntry.RETRY : SnapshotEntry.FAILED;
        PackageState listed = draft.list(state, listed(draft, state, request, status));
        ended(draft, request, outcome, status, "");
        if (again) {
            Instant notBefore = draft.now.plus(draft.settings.wait(head.attempt()));
            draft.put(listed.withHead(head.again(notBefore)));
        } else {
            Optional<PackageState.Lacking> lacking = lacking(head.in(new Task.Waiting(draft.now)), outcome.verdict());
            PackageState next = listed.with(listed.taken().withLacking(lacking)).withoutHead();
            draft.put(unbuilt ? rebuild(draft, next, head) : next);
            // Its root was made when it began: what was published since may have been what it did not find.
            boolean missed = draft.links.providing(next.lacks()).stream()
                    .flatMap(provider -> draft.packages.get(provider).stream())
                    .anyMatch(provider -> isPublishedSince(provider, request.created()));
            if (missed) {
                buildAgain(draft, request.pkg().project());
            }
        }
    }

    private static boolean isPublishedSince(PackageState provider, Instant time) {
        boolean publishing = provider.head()
                .filter(head -> head.phase() instanceof Task.Publishing)
                .isPresent();
        return !publishing
                && provider.built()
                && provider.entry()
                        .filter(entry -> !entry.succeeded().isBefore(time))
                        .isPresent();
    }

    private static Optional<PackageState.Lacking> lacking(Task task, Verdict verdict) {
        return verdict.cause()
                .flatMap(cause -> switch (cause) {
                    case Cause.MissingDependency missing -> Optional.of(missing.requirement());
                    case Cause.DependencyVersion other -> Optional.of(other.requirement());
                    default -> Optional.empty();
                })
                .map(requirement -> new PackageState.Lacking(Capability.names(requirement), task));
    }

    /** What failed for want of a package is built again now that it is there; what is to be built anyway is left alone. */
    private static void provided(Draft draft, String project) {
        draft.links.lackedBy(project).forEach(lacker -> buildAgain(draft, lacker));
    }

    private static void buildAgain(Draft draft, String project) {
        draft.packages
                .get(project)
                .filter(state -> state.tasks().isEmpty())
                .ifPresent(state -> state.taken()
                        .lacking()
                        .map(PackageState.Lacking::task)
                        .map(task ->
                                LineStep.task(draft, task.source(), task.distgit(), task.options(), Task.Kind.PROVIDED))
                        .ifPresent(task -> draft.put(state.plus(task))));
    }

    private static SnapshotEntry listed(Draft draft, PackageState state, BuildRequest request, String status) {
        return state.entry()
                .filter(entry -> !entry.nvr().isEmpty())
                .map(entry -> new SnapshotEntry(
                        entry.build(), entry.extended(), entry.nvr(), status, entry.succeeded(), entry.artifacts()))
                .orElse(new SnapshotEntry(request, "", "", status, draft.now, List.of()));
    }

    private static PackageState rebuild(Draft draft, PackageState state, Task head) {
        Task again = LineStep.task(draft, head.source(), head.distgit(), head.options(), Task.Kind.REBUILD);
        return state.tasks().stream().anyMatch(again::same) ? state : state.plus(again);
    }

    private static Optional<PackageState> publishing(Draft draft, Order.Publish order) {
        return draft.packages
                .get(order.project())
                .filter(state -> state.head()
                        .filter(task -> task.phase() instanceof Task.Publishing now
                                && now.order().equals(order.id()))
                        .isPresent());
    }

    private static void published(Draft draft, Order.Publish order) {
        SnapshotRef ref = order.ref();
        publishing(draft, order).ifPresent(state -> {
            Task head = state.head().orElseThrow();
            boolean bootstrapped = head.phase() instanceof Task.Publishing now
                    && now.request().options().bootstrap()
                    && !head.options().bootstrap();
            PackageState next = state.withoutHead();
            draft.put(bootstrapped ? rebuild(draft, next, head) : next);
            provided(draft, order.project());
        });
        draft.changed("snapshot " + ref.directory(), new Change.SnapshotPublished(ref));
        ComponentState component = draft.component(ref.component());
        boolean newer = ref.sequence() > component.published();
        draft.put(component.published(ref.sequence()));
        if (newer) {
            Labels.want(draft, ref, RepoLayout.CURRENT);
        }
        if (component.failing() == 0 && ref.sequence() >= component.newest()) {
            Labels.want(draft, ref, RepoLayout.CONSISTENT);
        }
    }

    /**
     * What passes is waited for as long as it lasts: a full disk fails no build. After what does not, the package counts as failed; its artifacts
     * stay, and its next snapshot lists them.
     */
    private static void notPublished(Draft draft, Order.Publish order, LineEvent.Failed failed) {
        publishing(draft, order).ifPresent(state -> {
            Task head = state.head().orElseThrow();
            if (!(head.phase() instanceof Task.Publishing now)) {
                return;
            }
            if (failed.retryable()) {
                Instant again = draft.now.plus(draft.settings.wait(now.attempt()));
                draft.put(state.withHead(
                        head.in(new Task.Publishing(now.request(), now.snapshot(), "", now.attempt() + 1, again))));
                return;
            }
            draft.count();
            SnapshotEntry entry = listed(draft, state, now.request(), SnapshotEntry.FAILED);
            note(draft, now.request(), SnapshotEntry.FAILED, used(draft, now.request()));
            draft.put(draft.list(state, entry).withoutHead());
            draft.changed(
                    "snapshot " + order.ref().directory(),
                    new Change.SnapshotFailed(order.ref(), now.request(), draft.past.sequence(), failed.message()));
        });
    }
}
