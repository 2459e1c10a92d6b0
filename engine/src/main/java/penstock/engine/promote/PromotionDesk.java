package penstock.engine.promote;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import penstock.engine.access.Actor;
import penstock.engine.access.OnRecord;
import penstock.engine.line.Uuid7;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.SnapshotHolds;
import penstock.line.Promotion;
import penstock.line.SnapshotRef;
import penstock.promote.Candidate;
import penstock.promote.Evidence;
import penstock.repo.RepoLayout;

/**
 * Promotions, rollbacks and votes that somebody asks for, each on record. Promotions of one line are carried out one after the other: of two
 * that are asked for at one moment, the label is at the later one in the end, and both are in the ledger.
 */
public final class PromotionDesk {
    private static final int LONGEST_REASON = 500;
    /** How far back a rollback looks for what is shown now. */
    private static final int LEDGER = 200;

    private final PromotionBook book;
    private final EvidenceBook evidence;
    private final LabelMoves moves;
    private final OnRecord record;
    private final Wakes wakes;
    private final SnapshotHolds holds;
    private final InstantSource clock;
    private final Uuid7 ids = new Uuid7();
    private final Map<String, ReentrantLock> lines = new ConcurrentHashMap<>();

    public PromotionDesk(
            PromotionBook book,
            EvidenceBook evidence,
            LabelMoves moves,
            OnRecord record,
            Wakes wakes,
            SnapshotHolds holds,
            InstantSource clock) {
        this.book = book;
        this.evidence = evidence;
        this.moves = moves;
        this.record = record;
        this.wakes = wakes;
        this.holds = holds;
        this.clock = clock;
    }

    /**
     * Promotes a label.
     *
     * @param to snapshots by their folders, or a hash of what a label showed of all components; one a component
     * @param reason in words; may be empty
     */
    public Asked promote(Actor actor, String line, String label, List<String> to, String reason)
            throws OutsideFailure, InterruptedException {
        return onRecord(actor, "promote", line + " " + label + " to " + String.join(" ", to), () -> {
            List<SnapshotRef> parts = new ArrayList<>();
            List<Asked.Refused> refused = new ArrayList<>();
            check(label, reason).ifPresent(refused::add);
            if (to.isEmpty()) {
                refused.add(refused(Asked.Why.UNKNOWN, "no snapshot is named"));
            }
            for (String one : to) {
                resolve(line, one, parts).ifPresent(refused::add);
            }
            if (!refused.isEmpty()) {
                return new Asked.Refused(
                        refused.getFirst().why(),
                        refused.stream().flatMap(one -> one.problems().stream()).toList());
            }
            return carryOut(line, new Wanted(label, parts, Promotion.Kind.ASKED, actor.who(), reason));
        });
    }

    /**
     * Takes a label back to where it was before its newest promotion that is in force, or to where an entry of the ledger once took it. Components in
     * which it was nowhere before stay where they are.
     *
     * @param to an entry's id; empty for the step back
     */
    public Asked rollback(Actor actor, String line, String label, Optional<String> to, String reason)
            throws OutsideFailure, InterruptedException {
        return onRecord(
                actor,
                "rollback",
                line + " " + label + to.map(id -> " to " + id).orElse(""),
                () -> {
                    Optional<Asked.Refused> refused = check(label, reason);
                    if (refused.isPresent()) {
                        return refused.orElseThrow();
                    }
                    List<String> directories =
                            to.isPresent() ? entryOf(line, label, to.orElseThrow()) : before(line, label);
                    if (directories.isEmpty()) {
                        return refused(
                                Asked.Why.UNKNOWN,
                                to.map(id -> "there is no promotion " + id + " of " + label + " in " + line)
                                        .orElse(label + " of " + line + " was nowhere before"));
                    }
                    List<SnapshotRef> parts = new ArrayList<>();
                    for (String directory : directories) {
                        Optional<Asked.Refused> gone = resolve(line, directory, parts);
                        if (gone.isPresent()) {
                            return gone.orElseThrow();
                        }
                    }
                    return carryOut(line, new Wanted(label, parts, Promotion.Kind.ROLLBACK, actor.who(), reason));
                });
    }

    /** Records evidence that somebody brings; its id and order are made here. */
    public Evidence report(Actor actor, String line, Evidence given) throws OutsideFailure, InterruptedException {
        Evidence kept = new Evidence(
                ids.next(clock.instant()),
                given.subject(),
                given.job(),
                given.result(),
                given.at(),
                given.source(),
                given.remarks());
        String who = given.source().who();
        String target = line + " " + given.subject() + " " + given.job() + ": " + given.result()
                + (who.isEmpty() || who.equals(actor.who()) ? "" : " by " + who);
        record.done(
                actor,
                "report",
                target,
                () -> {
                    evidence.add(line, List.of(kept));
                    return kept;
                },
                _ -> "");
        wakes.wake(line);
        return kept;
    }

    /** Puts on record that evidence was brought with which something is wrong. */
    void refuseReport(Actor actor, String target, List<String> problems) throws OutsideFailure, InterruptedException {
        record.tried(actor, "report", target, () -> problems);
    }

    /** Whether a decision would be the same now. */
    interface Still {
        boolean holds() throws OutsideFailure;
    }

    /**
     * Promotes a label by its rule; asked for by nobody, so the ledger is its record.
     *
     * @param still is asked when no other promotion of the line is carried out any more: what was promoted, rolled back or reported since the
     *     decision counts
     */
    Asked byRule(String line, String label, Candidate to, String decision, Still still)
            throws OutsideFailure, InterruptedException {
        List<SnapshotRef> parts = new ArrayList<>();
        for (Candidate.Part part : to.parts()) {
            Optional<Asked.Refused> refused = resolve(line, part.directory(), parts);
            if (refused.isPresent()) {
                return refused.orElseThrow();
            }
        }
        return carryOut(
                line,
                still,
                id -> new Promotion(id, label, parts, Promotion.Kind.RULE, "rule", "", Optional.of(decision)));
    }

    private static Optional<Asked.Refused> check(String label, String reason) {
        if (!RepoLayout.isPromotable(label)) {
            return Optional.of(refused(Asked.Why.LABEL, label + " is no label that can be promoted"));
        }
        return reason.length() > LONGEST_REASON
                ? Optional.of(refused(Asked.Why.LABEL, "a reason has at most " + LONGEST_REASON + " characters"))
                : Optional.empty();
    }

    /** Adds the snapshots that a name means; or says why it means none. */
    private Optional<Asked.Refused> resolve(String line, String name, List<SnapshotRef> parts) throws OutsideFailure {
        List<String> directories = RepoLayout.isDirectory(name)
                ? List.of(name)
                : book.aggregate(line, name).stream()
                        .flatMap(candidate -> candidate.parts().stream())
                        .map(Candidate.Part::directory)
                        .toList();
        if (directories.isEmpty()) {
            return Optional.of(refused(Asked.Why.UNKNOWN, "there is no snapshot " + name + " in " + line));
        }
        for (String directory : directories) {
            Optional<SnapshotRef> snapshot = book.snapshot(line, directory);
            if (snapshot.isEmpty()) {
                return Optional.of(refused(
                        Asked.Why.PURGED, "the snapshot " + directory + " of " + line + " is not there (any more)"));
            }
            SnapshotRef part = snapshot.orElseThrow();
            if (parts.stream().anyMatch(other -> other.component().equals(part.component()))) {
                return Optional.of(refused(
                        Asked.Why.UNKNOWN, "two snapshots of one component: " + part.component() + " " + directory));
            }
            parts.add(part);
        }
        return Optional.empty();
    }

    private List<String> entryOf(String line, String label, String id) throws OutsideFailure {
        return book.entry(line, id).stream()
                .filter(entry -> entry.promotion().label().equals(label))
                .flatMap(entry -> entry.promotion().parts().stream())
                .map(SnapshotRef::directory)
                .toList();
    }

    /**
     * Where the label was before the newest promotion, rollbacks excepted, whose snapshots it shows now. What it took to a component for the first
     * time stays there; one that did nothing else is passed over.
     */
    private List<String> before(String line, String label) throws OutsideFailure {
        Map<String, String> shown = new HashMap<>();
        book.shown(line, label).forEach(ref -> shown.put(ref.component(), ref.directory()));
        return book.ledger(line, Optional.of(label), Optional.empty(), LEDGER).stream()
                .filter(entry -> entry.promotion().kind() != Promotion.Kind.ROLLBACK)
                .filter(entry -> entry.promotion().parts().stream()
                        .allMatch(part -> part.directory().equals(shown.get(part.component()))))
                .map(entry -> entry.previous().stream()
                        .filter(directory -> !directory.isEmpty())
                        .toList())
                .filter(previous -> !previous.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private record Wanted(String label, List<SnapshotRef> parts, Promotion.Kind kind, String by, String reason) {}

    private Asked carryOut(String line, Wanted wanted) throws OutsideFailure, InterruptedException {
        return carryOut(
                line,
                () -> true,
                id -> new Promotion(
                        id,
                        wanted.label(),
                        wanted.parts().stream()
                                .sorted(Comparator.comparing(SnapshotRef::component))
                                .toList(),
                        wanted.kind(),
                        wanted.by(),
                        wanted.reason(),
                        Optional.empty()));
    }

    /** Ids are made in the order in which promotions are carried out, so that who reads the ledger on from one misses none. */
    private Asked carryOut(String line, Still still, Function<String, Promotion> made)
            throws OutsideFailure, InterruptedException {
        ReentrantLock one = lines.computeIfAbsent(line, _ -> new ReentrantLock());
        one.lockInterruptibly();
        try {
            if (!still.holds()) {
                return refused(Asked.Why.FAILED, "what it was decided on is otherwise now; it is looked at again");
            }
            Promotion promotion = made.apply(ids.next(clock.instant()));
            Optional<String> why = moved(line, promotion);
            return why.isPresent()
                    ? refused(Asked.Why.FAILED, promotion.label() + " stays where it is: " + why.orElseThrow())
                    : new Asked.Done(book.entry(line, promotion.id())
                            .orElseThrow(() -> new IllegalStateException("no entry of " + promotion.id())));
        } finally {
            one.unlock();
        }
    }

    /** No purge gives up meanwhile what the label is to show. */
    private Optional<String> moved(String line, Promotion promotion) throws OutsideFailure, InterruptedException {
        List<String> directories =
                promotion.parts().stream().map(SnapshotRef::directory).toList();
        try (SnapshotHolds.Hold _ = holds.take("a promotion", line, directories)) {
            return moves.promote(line, promotion);
        }
    }

    private static Asked.Refused refused(Asked.Why why, String problem) {
        return new Asked.Refused(why, List.of(problem));
    }

    private Asked onRecord(Actor actor, String action, String target, OnRecord.Work<Asked> work)
            throws OutsideFailure, InterruptedException {
        return record.done(actor, action, target, work, asked -> switch (asked) {
            case Asked.Done(PromotionBook.Entry entry) -> entry.promotion().id();
            case Asked.Refused refused -> "refused: " + String.join("; ", refused.problems());
        });
    }
}
