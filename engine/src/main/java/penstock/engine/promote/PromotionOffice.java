package penstock.engine.promote;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import penstock.engine.access.Actor;
import penstock.engine.port.OutsideFailure;
import penstock.line.SnapshotRef;
import penstock.problem.Spelling;
import penstock.promote.Candidate;
import penstock.promote.Evidence;
import penstock.repo.RepoLayout;

/** Understands what people write for a line and a snapshot, and has the {@link PromotionDesk} do what they ask for. */
public final class PromotionOffice {
    private final PromotionDesk desk;
    private final PromotionBook book;
    private final Lines lines;
    private final InstantSource clock;

    /** The lines that anything is known of. */
    public interface Lines {
        List<String> names() throws OutsideFailure;
    }

    public PromotionOffice(PromotionDesk desk, PromotionBook book, Lines lines, InstantSource clock) {
        this.desk = desk;
        this.book = book;
        this.lines = lines;
        this.clock = clock;
    }

    /**
     * @param told gets what was done, line by line
     * @return what could not be done, and why
     */
    public List<String> answer(Actor actor, PromotionWish wish, Consumer<String> told)
            throws OutsideFailure, InterruptedException {
        List<String> known = lines.names();
        Optional<String> line = wish.line()
                .or(() -> known.size() == 1 ? Optional.of(known.getFirst()) : Optional.<String>empty())
                .filter(known::contains);
        if (line.isEmpty()) {
            return List.of(wish.line()
                    .map(name -> "there is no line " + name + "; " + Spelling.hint(name, known))
                    .orElse("say which line: --line " + String.join(" or ", known)));
        }
        String name = line.orElseThrow();
        return switch (wish) {
            case PromotionWish.Promote(var _, String label, List<String> to, String reason) ->
                told(desk.promote(actor, name, label, meant(name, to), reason), told);
            case PromotionWish.Rollback(var _, String label, Optional<String> to, String reason) ->
                told(desk.rollback(actor, name, label, to, reason), told);
            case PromotionWish.Vote vote -> vote(actor, name, vote, told);
        };
    }

    private static List<String> told(Asked asked, Consumer<String> told) {
        return switch (asked) {
            case Asked.Done(PromotionBook.Entry entry) -> {
                for (SnapshotRef part : entry.promotion().parts()) {
                    told.accept((part.component().isEmpty() ? "" : part.component() + ": ")
                            + entry.promotion().label() + " is now " + part.directory());
                }
                told.accept("promotion " + entry.promotion().id());
                yield List.of();
            }
            case Asked.Refused(Asked.Why _, List<String> problems) -> problems;
        };
    }

    /** What labels show stands for them. */
    private List<String> meant(String line, List<String> names) throws OutsideFailure {
        List<String> meant = new ArrayList<>();
        for (String name : names) {
            List<SnapshotRef> shown = RepoLayout.isName(name) ? book.shown(line, name) : List.of();
            if (shown.isEmpty()) {
                meant.add(name);
            } else {
                shown.forEach(ref -> meant.add(ref.directory()));
            }
        }
        return meant;
    }

    private List<String> vote(Actor actor, String line, PromotionWish.Vote vote, Consumer<String> told)
            throws OutsideFailure, InterruptedException {
        List<String> subjects = meant(line, List.of(vote.of()));
        Optional<Candidate> aggregate = book.aggregate(line, vote.of());
        for (String subject : subjects) {
            if (aggregate.isEmpty() && book.snapshot(line, subject).isEmpty()) {
                return List.of("there is no snapshot " + subject + " in " + line);
            }
        }
        for (String subject : subjects) {
            Evidence kept = desk.report(
                    actor,
                    line,
                    new Evidence(
                            "",
                            subject,
                            vote.job(),
                            vote.result(),
                            clock.instant(),
                            new Evidence.Source(Evidence.Origin.PERSON, actor.who(), ""),
                            vote.remarks()));
            told.accept(
                    kept.job() + " of " + subject + ": " + kept.result().name().toLowerCase(Locale.ROOT));
        }
        return List.of();
    }
}
