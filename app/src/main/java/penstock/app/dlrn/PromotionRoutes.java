package penstock.app.dlrn;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import penstock.app.api.Admission;
import penstock.app.api.Refusal;
import penstock.app.document.Json;
import penstock.dlrn.CommitName;
import penstock.dlrn.Parameters;
import penstock.dlrn.Refused;
import penstock.engine.access.Actor;
import penstock.engine.dlrn.BuiltCommit;
import penstock.engine.dlrn.BuiltCommits;
import penstock.engine.dlrn.Ledger;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.Asked;
import penstock.engine.promote.PromotionBook;
import penstock.engine.promote.PromotionDesk;
import penstock.line.SnapshotRef;
import penstock.repo.RepoLayout;

/** Promotions: labels that are moved to what was built, and the ledger of that. */
final class PromotionRoutes {
    private static final int LIMIT = 100;
    private static final long MOST_SKIPPED = 1_000_000;
    private static final String INCOMPLETE = "Both commit_hash and distro_hash must be specified if one of them is.";
    private static final String UNNAMED = "Both commit_hash and distro_hash must be specified.";

    private final Builders builders;
    private final BuiltCommits commits;
    private final Ledger ledger;
    private final PromotionBook book;
    private final PromotionDesk desk;

    PromotionRoutes(Builders builders, BuiltCommits commits, Ledger ledger, PromotionBook book, PromotionDesk desk) {
        this.builders = builders;
        this.commits = commits;
        this.ledger = ledger;
        this.book = book;
        this.desk = desk;
    }

    void promotions(Context context) throws Refused, Refusal, OutsideFailure {
        Parameters given = Request.read(context);
        Optional<CommitName> name = CommitName.read(given, Refused.badly(INCOMPLETE));
        Optional<String> label = given.text("promote_name");
        Optional<String> aggregate = given.text("aggregate_hash");
        Optional<String> component = given.text("component");
        long limit = Math.min(LIMIT, given.count("limit").orElse((long) LIMIT));
        long offset = Math.min(MOST_SKIPPED, given.count("offset").orElse(0L));
        given.check();
        String line = builders.line(context);
        Optional<String> directory = Optional.empty();
        if (name.isPresent()) {
            CommitName named = name.get();
            directory = Optional.of(
                    commits.find(line, named).orElseThrow(named::notFound).directory());
        }
        List<Ledger.Promoted> found = ledger.promotions(
                line, new Ledger.Filter(directory, label, aggregate, component), (int) limit, (int) offset);
        Answers.send(context, 200, Json.array(found, one -> Answers.promotion(one, url(line, one.commit()))));
    }

    private String url(String line, BuiltCommit commit) {
        return builders.settings().address(line, commit.directory());
    }

    /** A label and the commit that it is to be moved to. */
    private record Wish(String label, CommitName name) {
        static Wish read(Parameters given) throws Refused {
            String label = given.requiredText("promote_name");
            if (label.equals(RepoLayout.CURRENT) || label.equals(RepoLayout.CONSISTENT)) {
                throw invalid(label);
            }
            CommitName name = CommitName.read(given, Refused.badly(UNNAMED)).orElseThrow(() -> Refused.badly(UNNAMED));
            given.check();
            return new Wish(label, name);
        }
    }

    private static Refused invalid(String label) {
        String shown = label.length() <= 200 ? label : label.substring(0, 200) + "...";
        return new Refused(403, "Invalid promote_name " + shown);
    }

    /** What a wish means, with the component whose label is moved. */
    private record Move(String label, BuiltCommit commit, String component) {}

    private Move move(String line, Wish wish, boolean several) throws Refused, OutsideFailure {
        CommitName name = wish.name();
        BuiltCommit commit = commits.find(line, name).orElseThrow(several ? name::notFoundOfSeveral : name::notFound);
        Refused purged = several ? name.purgedOfSeveral() : name.purged();
        if (commit.purged()) {
            throw purged;
        }
        if (!RepoLayout.isPromotable(wish.label())) {
            throw invalid(wish.label());
        }
        String component = book.snapshot(line, commit.directory())
                .map(SnapshotRef::component)
                .orElseThrow(() -> purged);
        return new Move(wish.label(), commit, component);
    }

    void promote(Context context) throws Refused, Refusal, OutsideFailure, InterruptedException {
        Wish wish = Wish.read(Request.change(context));
        String line = builders.line(context);
        Move move = move(line, wish, false);
        answer(context, line, move, carryOut(Admission.actor(context), line, List.of(move)));
    }

    /** Looks at all of them before anything moves; the answer is about the last. */
    void promoteSeveral(Context context) throws Refused, Refusal, OutsideFailure, InterruptedException {
        List<Wish> wishes = new ArrayList<>();
        for (Parameters given : Request.changes(context)) {
            wishes.add(Wish.read(given));
        }
        String line = builders.line(context);
        List<Move> moves = new ArrayList<>();
        for (Wish wish : wishes) {
            moves.add(move(line, wish, true));
        }
        Actor actor = Admission.actor(context);
        List<PromotionBook.Entry> done = new ArrayList<>();
        try {
            for (List<Move> together : together(moves)) {
                done.add(carryOut(actor, line, together));
            }
        } catch (Refused refused) {
            String left = takeBack(actor, line, done);
            throw left.isEmpty() ? refused : new Refused(500, refused.message() + left);
        } catch (OutsideFailure failure) {
            String left = takeBack(actor, line, done);
            if (left.isEmpty()) {
                throw failure;
            }
            throw new Refused(500, failure.getMessage() + left);
        }
        answer(context, line, moves.getLast(), done.getLast());
    }

    /**
     * Takes back what a batch has done, but where somebody has moved on from it since.
     *
     * @return what could not be taken back, in words to add to why the batch failed; empty when nothing is left of it
     */
    private String takeBack(Actor actor, String line, List<PromotionBook.Entry> done) throws InterruptedException {
        List<String> left = new ArrayList<>();
        for (PromotionBook.Entry entry : done.reversed()) {
            String label = entry.promotion().label();
            try {
                boolean newest = book.ledger(line, Optional.of(label), Optional.empty(), 1).stream()
                        .allMatch(last ->
                                last.promotion().id().equals(entry.promotion().id()));
                if (!newest) {
                    left.add(label + " was moved again since");
                } else if (desk.rollback(actor, line, label, Optional.empty(), "the rest of a batch failed")
                        instanceof Asked.Refused(Asked.Why _, List<String> problems)) {
                    left.addAll(problems);
                }
            } catch (OutsideFailure failure) {
                left.add(label + ": " + failure.getMessage());
            }
        }
        return left.isEmpty() ? "" : ". What was promoted before that stays: " + String.join("; ", left);
    }

    /** In their order, in as few promotions as there can be: one moves one label, once in each component. */
    private static List<List<Move>> together(List<Move> moves) {
        List<List<Move>> all = new ArrayList<>();
        List<Move> now = new ArrayList<>();
        Set<String> components = new HashSet<>();
        for (Move move : moves) {
            boolean fits = now.isEmpty()
                    || (now.getFirst().label().equals(move.label()) && !components.contains(move.component()));
            if (!fits) {
                all.add(List.copyOf(now));
                now.clear();
                components.clear();
            }
            now.add(move);
            components.add(move.component());
        }
        all.add(now);
        return all;
    }

    private PromotionBook.Entry carryOut(Actor actor, String line, List<Move> moves)
            throws Refused, OutsideFailure, InterruptedException {
        List<String> to = moves.stream().map(move -> move.commit().directory()).toList();
        return switch (desk.promote(actor, line, moves.getFirst().label(), to, "")) {
            case Asked.Done(PromotionBook.Entry entry) -> entry;
            case Asked.Refused(Asked.Why why, List<String> problems) ->
                throw new Refused(
                                switch (why) {
                                    case LABEL -> 403;
                                    case UNKNOWN -> 400;
                                    case PURGED -> 410;
                                    case FAILED -> 500;
                                },
                                String.join("; ", problems))
                        .onRecord();
        };
    }

    private void answer(Context context, String line, Move move, PromotionBook.Entry entry) {
        ObjectNode answer = Answers.promotedNow(
                move.commit(),
                move.label(),
                url(line, move.commit()),
                entry.at(),
                Admission.holder(context).name());
        Answers.send(
                context, 201, answer.put("aggregate_hash", entry.aggregate().orElse(null)));
    }
}
