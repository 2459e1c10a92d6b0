package penstock.engine.digest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import penstock.digest.Breakage;
import penstock.digest.LabelMove;
import penstock.digest.Waits;
import penstock.digest.WeeklyDigest;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.LabelReadings;
import penstock.engine.promote.PromotionBook;
import penstock.engine.promote.notice.PackageDifferences;
import penstock.engine.query.WarningViews;
import penstock.promote.Choice;
import penstock.promote.Rule;
import penstock.warning.PackageWarnings;
import penstock.week.Week;
import penstock.week.WeekTime;

/** Reads the digest of any week, for mails, commands and the API. Changes nothing. */
public final class DigestReadings {
    private static final int AT_ONCE = 100;
    /** More promotions than this in a week are not told. */
    private static final int LEDGER = 5000;

    private static final int WAITS = 500;
    private static final int WARNED = 2000;
    /** What waits now is told of the week that runs and of the last one. */
    private static final Duration NEW = Duration.ofDays(7);

    private final WeekFacts facts;
    private final LabelReadings labels;
    private final PackageDifferences differences;
    private final WarningViews warnings;
    private final InstantSource clock;

    public DigestReadings(
            WeekFacts facts,
            LabelReadings labels,
            PackageDifferences differences,
            WarningViews warnings,
            InstantSource clock) {
        this.facts = facts;
        this.labels = labels;
        this.differences = differences;
        this.warnings = warnings;
        this.clock = clock;
    }

    /** The seven days until now, or the week of a rhythm that a day is in. */
    public Week week(WeekTime time, Optional<LocalDate> in) {
        Instant now = clock.instant();
        return in.map(time::around).orElseGet(() -> new Week(now.minus(NEW), now));
    }

    public WeeklyDigest of(String line, Week week) throws OutsideFailure {
        Instant now = clock.instant();
        return new WeeklyDigest(
                line,
                week,
                new WeeklyDigest.Moves(promoted(line, week), facts.consistent(line, week)),
                facts.builds(line, week),
                Breakage.of(facts.ends(line, week)),
                week.to().plus(NEW).isAfter(now) ? Optional.of(waits(line, now)) : Optional.empty());
    }

    private List<LabelMove> promoted(String line, Week week) throws OutsideFailure {
        List<LabelMove.Step> steps = new ArrayList<>();
        Optional<String> before = Optional.empty();
        List<PromotionBook.Entry> some;
        do {
            some = labels.ledger(line, Optional.empty(), before, AT_ONCE);
            some.stream()
                    .filter(entry -> week.has(entry.at()))
                    .forEach(entry ->
                            steps.addFirst(new LabelMove.Step(entry.promotion(), entry.at(), entry.previous())));
            before = some.stream()
                    .reduce((_, last) -> last)
                    .map(last -> last.promotion().id());
        } while (some.size() == AT_ONCE
                && steps.size() < LEDGER
                && !some.getLast().at().isBefore(week.from()));
        List<LabelMove> moves = new ArrayList<>();
        for (LabelMove move : LabelMove.of(steps)) {
            moves.add(move.with(differences.count(line, move.from(), move.to())));
        }
        return moves;
    }

    private Waits waits(String line, Instant now) throws OutsideFailure {
        List<Choice> choices = new ArrayList<>();
        for (Rule rule : labels.rules(line)) {
            choices.addAll(labels.standing(line, rule.label()).choices());
        }
        return Waits.of(now, choices, facts.waiting(line, WAITS), warnings(line));
    }

    private List<PackageWarnings> warnings(String line) throws OutsideFailure {
        List<PackageWarnings> all = new ArrayList<>();
        List<PackageWarnings> some;
        do {
            String after = all.isEmpty() ? "" : all.getLast().pkg().project();
            some = warnings.open(line, after, AT_ONCE);
            all.addAll(some);
        } while (some.size() == AT_ONCE && all.size() < WARNED);
        return all;
    }
}
