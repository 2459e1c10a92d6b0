package penstock.engine.promote;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.engine.line.Uuid7;
import penstock.engine.port.OutsideFailure;
import penstock.promote.Candidate;
import penstock.promote.Choice;
import penstock.promote.Decision;
import penstock.promote.Rule;

/**
 * Promotes labels by their rules. It looks at a line again when evidence came, a label moved or its rules changed, and when time alone may have
 * changed a decision. A look costs the candidates that are newer than what the labels show, with their evidence.
 */
public final class Promoter {
    private static final Logger LOG = LoggerFactory.getLogger(Promoter.class);
    /** Decisions that are remembered; what is forgotten is read again. */
    private static final int REMEMBERED = 10_000;

    private static final Duration LONGEST_REST = Duration.ofMinutes(10);

    private final PromotionBook book;
    private final Standings standings;
    private final PromotionDesk desk;
    private final Rules rules;
    private final Follower follower;
    private final Wakes wakes;
    private final InstantSource clock;
    private final Uuid7 ids = new Uuid7();
    /** What was stored last of each candidate, so that only what comes out otherwise is stored. */
    private final Map<String, PromotionBook.Stored> last = new HashMap<>();

    /** Is told what came of each look. */
    public interface Follower {
        void looked(String line, Rule rule, List<Choice.Decided> decided) throws OutsideFailure, InterruptedException;
    }

    public Promoter(
            PromotionBook book,
            Standings standings,
            PromotionDesk desk,
            Rules rules,
            Follower follower,
            Wakes wakes,
            InstantSource clock) {
        this.book = book;
        this.standings = standings;
        this.desk = desk;
        this.rules = rules;
        this.follower = follower;
        this.wakes = wakes;
        this.clock = clock;
    }

    /** Goes on until the thread is interrupted. */
    public void run(Supplier<List<String>> lines) throws InterruptedException {
        Map<String, Instant> due = new HashMap<>();
        while (true) {
            due.keySet().retainAll(lines.get());
            lines.get().forEach(line -> due.putIfAbsent(line, clock.instant()));
            for (String line : next(due)) {
                due.put(line, lookAgain(line));
            }
        }
    }

    private Set<String> next(Map<String, Instant> due) throws InterruptedException {
        Instant now = clock.instant();
        Instant first = due.values().stream().min(Instant::compareTo).orElse(now.plus(LONGEST_REST));
        Set<String> next = wakes.await(Duration.between(now, first));
        Instant then = clock.instant();
        due.forEach((line, at) -> {
            if (!at.isAfter(then)) {
                next.add(line);
            }
        });
        return next;
    }

    private Instant lookAgain(String line) throws InterruptedException {
        Instant latest = clock.instant().plus(LONGEST_REST);
        try {
            return look(line).filter(latest::isAfter).orElse(latest);
        } catch (OutsideFailure | RuntimeException e) {
            LOG.warn("the labels of {} are looked at again later: {}", line, e.getMessage(), e);
            return clock.instant().plus(Duration.ofMinutes(1));
        }
    }

    /**
     * Decides on all that may be promoted in a line, and promotes it.
     *
     * @return when time alone may change what is decided
     */
    public Optional<Instant> look(String line) throws OutsideFailure, InterruptedException {
        Optional<Instant> again = Optional.empty();
        for (Rule rule : rules.rules()) {
            if (rule.isFor(line)) {
                List<Choice> choices = standings.of(line, rule);
                for (Choice choice : choices) {
                    promote(line, rule, choice);
                }
                List<Choice.Decided> decided = choices.stream()
                        .flatMap(choice -> choice.decided().stream())
                        .toList();
                follower.looked(line, rule, decided);
                again = earlier(
                        again,
                        decided.stream()
                                .flatMap(one -> one.decision().again().stream())
                                .min(Instant::compareTo));
            }
        }
        return again;
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return Stream.concat(one.stream(), other.stream()).min(Instant::compareTo);
    }

    private void promote(String line, Rule rule, Choice choice) throws OutsideFailure, InterruptedException {
        List<PromotionBook.Stored> stored = store(line, rule, choice.decided());
        Optional<Choice.Decided> chosen = choice.promoted();
        if (chosen.isEmpty()) {
            return;
        }
        Candidate to = chosen.orElseThrow().inputs().candidate();
        String decision = stored.stream()
                .filter(one -> one.inputs().candidate().subject().equals(to.subject()))
                .map(PromotionBook.Stored::id)
                .findFirst()
                .orElseThrow();
        Asked asked = desk.byRule(
                line,
                rule.label(),
                to,
                decision,
                () -> standings.of(line, rule).stream()
                        .flatMap(now -> now.promoted().stream())
                        .anyMatch(now -> now.inputs().candidate().subject().equals(to.subject())));
        if (asked instanceof Asked.Refused refused) {
            LOG.warn("{} of {} was not promoted: {}", rule.label(), line, refused.problems());
        }
    }

    /** Keeps what came out otherwise than the last time; gives the stored form of each. */
    private List<PromotionBook.Stored> store(String line, Rule rule, List<Choice.Decided> decided)
            throws OutsideFailure {
        List<String> unknown = decided.stream()
                .map(one -> one.inputs().candidate().subject())
                .filter(subject -> !last.containsKey(key(line, rule.label(), subject)))
                .toList();
        for (PromotionBook.Stored one : book.decisions(line, rule.label(), unknown)) {
            last.put(key(line, rule.label(), one.inputs().candidate().subject()), one);
        }
        List<PromotionBook.Stored> all = new ArrayList<>();
        List<PromotionBook.Stored> fresh = new ArrayList<>();
        for (Choice.Decided one : decided) {
            String key = key(line, rule.label(), one.inputs().candidate().subject());
            PromotionBook.Stored before = last.get(key);
            if (before == null || !same(before.decision(), one.decision())) {
                before = new PromotionBook.Stored(ids.next(one.inputs().now()), one.inputs(), one.decision());
                fresh.add(before);
            }
            all.add(before);
        }
        if (!fresh.isEmpty()) {
            book.decided(line, fresh);
        }
        if (last.size() > REMEMBERED) {
            last.clear();
        }
        all.forEach(
                one -> last.put(key(line, rule.label(), one.inputs().candidate().subject()), one));
        return all;
    }

    private static boolean same(Decision one, Decision other) {
        return one.outcome() == other.outcome() && one.findings().equals(other.findings());
    }

    private static String key(String line, String label, String subject) {
        return line + " " + label + " " + subject;
    }
}
