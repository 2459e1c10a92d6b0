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
import penstock.promote.Brought;
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
                told(promote(actor, name, label, to, reason), told);
            case PromotionWish.Rollback(var _, String label, Optional<String> to, String reason) ->
                toldBack(name, label, rollback(actor, name, label, to, reason), told);
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

    /** Says too in which components it did not move. */
    private List<String> toldBack(String line, String label, Asked asked, Consumer<String> told) throws OutsideFailure {
        List<String> problems = told(asked, told);
        if (asked instanceof Asked.Done done) {
            List<String> stays = book.shown(line, label).stream()
                    .map(SnapshotRef::component)
                    .filter(component -> done.entry().promotion().parts().stream()
                            .noneMatch(part -> part.component().equals(component)))
                    .toList();
            if (!stays.isEmpty()) {
                told.accept(label + " stays where it is in " + String.join(", ", stays));
            }
        }
        return problems;
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

    /** Promotes a label; as {@link PromotionDesk#promote}, and to what other labels show too. */
    public Asked promote(Actor actor, String line, String label, List<String> to, String reason)
            throws OutsideFailure, InterruptedException {
        return desk.promote(actor, line, label, meant(line, to), reason);
    }

    /** Takes a label back; as {@link PromotionDesk#rollback}. */
    public Asked rollback(Actor actor, String line, String label, Optional<String> to, String reason)
            throws OutsideFailure, InterruptedException {
        return desk.rollback(actor, line, label, to, reason);
    }

    /**
     * Keeps evidence that somebody brings; nothing when anything is wrong with it, which is on record too.
     *
     * @param of a label, whose snapshots are meant; a snapshot's folder; or the hash of what a label showed of all components
     */
    public Reported report(Actor actor, String line, String of, Brought brought)
            throws OutsideFailure, InterruptedException {
        List<Brought.Mistake> mistakes = new ArrayList<>(brought.mistakes());
        List<String> subjects = meant(line, List.of(of));
        Optional<Candidate> aggregate = book.aggregate(line, of);
        for (String subject : subjects) {
            if (aggregate.isEmpty() && book.snapshot(line, subject).isEmpty()) {
                mistakes.add(new Brought.Mistake("of", "there is no snapshot " + subject + " in " + line));
            }
        }
        if (!mistakes.isEmpty()) {
            desk.refuseReport(
                    actor,
                    line + " " + of + " " + brought.job(),
                    mistakes.stream().map(Brought.Mistake::words).toList());
            return new Reported(List.of(), mistakes);
        }
        List<Evidence> kept = new ArrayList<>();
        for (String subject : subjects) {
            kept.add(desk.report(actor, line, brought.of(subject, clock.instant())));
        }
        return new Reported(kept, List.of());
    }

    /** What became of evidence that somebody brought. */
    public record Reported(List<Evidence> kept, List<Brought.Mistake> mistakes) {
        public Reported {
            kept = List.copyOf(kept);
            mistakes = List.copyOf(mistakes);
        }
    }

    private List<String> vote(Actor actor, String line, PromotionWish.Vote vote, Consumer<String> told)
            throws OutsideFailure, InterruptedException {
        Evidence.Source source = new Evidence.Source(Evidence.Origin.PERSON, actor.who(), "");
        Reported reported = report(
                actor, line, vote.of(), new Brought(vote.job(), vote.result().name(), source, vote.remarks()));
        reported.kept()
                .forEach(kept -> told.accept(kept.job() + " of " + kept.subject() + ": "
                        + kept.result().name().toLowerCase(Locale.ROOT)));
        return reported.mistakes().stream().map(Brought.Mistake::words).toList();
    }
}
