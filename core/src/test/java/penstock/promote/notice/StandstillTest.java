package penstock.promote.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import penstock.line.Promotion;
import penstock.line.SnapshotRef;
import penstock.promote.Candidate;
import penstock.promote.Choice;
import penstock.promote.Inputs;
import penstock.promote.Rule;

/** When people are told that a label does not move, and what (part 4, C5). */
class StandstillTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);

    private static Instant day(int day) {
        return START.plus(Duration.ofDays(day));
    }

    private static Rule rule(Rule.Scope scope) {
        return new Rule(
                "tested",
                List.of(),
                new Rule.Source("consistent", scope),
                List.of(new Rule.Criterion(List.of(Rule.Job.once("ci")))),
                new Rule.Timing(Duration.ZERO, Optional.empty(), Optional.of(WEEK)),
                List.of(),
                List.of());
    }

    private static SnapshotRef ref(String component) {
        return new SnapshotRef("demo", component, component + "/aa", "nova", "b", 1);
    }

    private static Promotion promotion(Promotion.Kind kind, String... components) {
        return new Promotion(
                "id",
                "tested",
                Arrays.stream(components).map(StandstillTest::ref).toList(),
                kind,
                "ada",
                "",
                Optional.empty());
    }

    /** A step is a letter, components with {@code +} between them, and the day: p promoted, r rolled back, l looked at. */
    private static String told(Rule.Scope scope, String steps) {
        Standstill now = Standstill.begin("demo", rule(scope), List.of(), START);
        List<String> said = new ArrayList<>();
        for (String step : steps.split(" ")) {
            String[] parts = step.split(":");
            Instant at = day(Integer.parseInt(parts[2]));
            String[] components = parts[1].isEmpty() ? new String[] {""} : parts[1].split("\\+");
            if (parts[0].equals("l")) {
                now = now.watching(Set.of(components), at);
                SortedSet<String> overdue = now.overdue(WEEK, at);
                if (!overdue.isEmpty()) {
                    now = now.telling(overdue, () -> "thread" + parts[2]);
                    said.add(parts[2] + " stuck " + String.join("+", overdue) + " " + now.thread());
                }
            } else {
                Promotion promotion =
                        promotion(parts[0].equals("p") ? Promotion.Kind.RULE : Promotion.Kind.ROLLBACK, components);
                SortedSet<String> ended = now.ended(promotion);
                if (!ended.isEmpty()) {
                    said.add(parts[2] + " moves " + String.join("+", ended) + " " + now.thread());
                }
                now = now.after(new Standstill.Moved(promotion, at));
            }
        }
        return String.join("; ", said);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "LINE, l::6, ''",
        "LINE, l::7, '7 stuck  thread7'",
        "LINE, l::7 l::8 l::20, '7 stuck  thread7'",
        "LINE, p::3 l::9, ''",
        "LINE, p::3 l::10, '10 stuck  thread10'",
        "LINE, l::7 p::8 l::9 l::15, '7 stuck  thread7; 8 moves  thread7; 15 stuck  thread15'",
        "LINE, l::7 r::8 l::20, '7 stuck  thread7'",
        "LINE, p::3 r::9 l::10, '10 stuck  thread10'",
        "LINE, p:compute:3 l:compute+network:10, '10 stuck  thread10'",
        "COMPONENT, p::3 l::10, '10 stuck  thread10'",
        "COMPONENT, p:compute:3 l:compute+network:9, ''",
        "COMPONENT, p:compute:3 l:compute+network:5 l:compute+network:10 l:compute+network:12, "
                + "'10 stuck compute thread10; 12 stuck network thread10'",
        "COMPONENT, p:a+b:1 l:a+b:8 p:a:9 p:b:10, '8 stuck a+b thread8; 9 moves a thread8; 10 moves b thread8'",
    })
    void people_are_told_once_a_standstill_and_when_it_ends(Rule.Scope scope, String steps, String told) {
        assertThat(told(scope, steps)).isEqualTo(told);
    }

    @Test
    void what_was_promoted_before_the_rule_had_an_alarm_counts() {
        List<Standstill.Moved> ledger = List.of(
                new Standstill.Moved(promotion(Promotion.Kind.ROLLBACK, "a"), day(5)),
                new Standstill.Moved(promotion(Promotion.Kind.ASKED, "a"), day(4)),
                new Standstill.Moved(promotion(Promotion.Kind.RULE, "a", "b"), day(2)));
        Standstill begun = Standstill.begin("demo", rule(Rule.Scope.COMPONENT), ledger, day(9));
        assertThat(begun.overdue(WEEK, day(9))).containsExactly("b");
        assertThat(begun.overdue(WEEK, day(11))).containsExactly("a", "b");
        assertThat(begun.isOf(rule(Rule.Scope.COMPONENT))).isTrue();
        assertThat(begun.isOf(rule(Rule.Scope.LINE))).isFalse();
    }

    @Test
    void the_reason_is_that_of_the_newest_candidate_or_that_nothing_came() {
        Rule rule = rule(Rule.Scope.COMPONENT);
        Standstill stuck = Standstill.begin(
                "demo", rule, List.of(new Standstill.Moved(promotion(Promotion.Kind.RULE, "a", "b"), START)), START);
        Choice waits = Choice.of(List.of(inputs(rule, "component/a/new", 6), inputs(rule, "component/a/old", 5)));
        StandstillNotice notice =
                StandstillNotice.of(stuck, rule, Set.of("a", "b"), List.of(waits, Choice.of(List.of())));
        assertThat(StandstillText.subject(notice)).isEqualTo("[demo] tested does not move: a, b");
        assertThat(StandstillText.body(notice, "http://x/-/lines/demo/labels")).isEqualTo("""
                tested of demo was not promoted for longer than 7d, which its rule asks to be told of.

                a, since 2026-11-01 00:00:
                  the newest candidate waits: component/a/new, there since 2026-11-07 00:00
                    nothing is known of ci
                      what helps: a result of ci

                b, since 2026-11-01 00:00:
                  nothing newer came to consistent, from which its candidates come

                More        penstock why tested --line demo
                Labels      http://x/-/lines/demo/labels

                You are told of this standstill once, and again when the label moves.
                """);
    }

    private static Inputs inputs(Rule rule, String directory, int day) {
        return new Inputs(rule, Candidate.of(new Candidate.Part("a", directory), day(day)), List.of(), day(8));
    }
}
