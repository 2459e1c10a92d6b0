package penstock.promote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A decision on a candidate, by tables (part 4, C2 and C3). */
class DecisionsTest {
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final Candidate CANDIDATE =
            Candidate.of(new Candidate.Part("", "ab/cd/one"), NOON.minusSeconds(7200));

    /** Runs as letters, oldest first, one minute apart up to noon: S success, F failure, R running. */
    private static List<Evidence> runs(String job, String letters) {
        List<Evidence> evidence = new ArrayList<>();
        for (int i = 0; i < letters.length(); i++) {
            Evidence.Result result = switch (letters.charAt(i)) {
                case 'S' -> Evidence.Result.SUCCESS;
                case 'F' -> Evidence.Result.FAILURE;
                default -> Evidence.Result.RUNNING;
            };
            Instant at = NOON.minusSeconds(60L * (letters.length() - i));
            evidence.add(new Evidence(
                    job + i,
                    CANDIDATE.subject(),
                    job,
                    result,
                    at,
                    new Evidence.Source(Evidence.Origin.CI, "zuul", ""),
                    Evidence.Remarks.NONE));
        }
        return evidence;
    }

    private static Rule rule(Rule.Timing timing, List<Rule.Waiver> waivers, Rule.Criterion... criteria) {
        return new Rule(
                "tested",
                List.of(),
                new Rule.Source("consistent", Rule.Scope.COMPONENT),
                List.of(criteria),
                timing,
                waivers,
                List.of());
    }

    private static Rule.Criterion job(String name, int passes, int runs) {
        return new Rule.Criterion(List.of(new Rule.Job(name, false, passes, runs)));
    }

    private static Decision decide(Rule rule, List<Evidence> evidence) {
        return Decisions.decide(new Inputs(rule, CANDIDATE, evidence, NOON));
    }

    @ParameterizedTest(name = "{0} with {1} of {2}: {3}")
    @CsvSource({
        "'', 1, 1, MISSING, WAIT",
        "R, 1, 1, RUNNING, WAIT",
        "S, 1, 1, PASSED, PROMOTE",
        "F, 1, 1, FAILED, REFUSE",
        "SF, 1, 1, FAILED, REFUSE",
        "FS, 1, 1, PASSED, PROMOTE",
        "SR, 1, 1, RUNNING, WAIT",
        "FR, 1, 1, RUNNING, WAIT",
        "F, 1, 3, AGAIN, WAIT",
        "FF, 1, 3, AGAIN, WAIT",
        "FFF, 1, 3, FAILED, REFUSE",
        "FFS, 1, 3, PASSED, PROMOTE",
        "SF, 1, 3, AGAIN, WAIT",
        "SFFF, 1, 3, FAILED, REFUSE",
        "FFFS, 1, 3, PASSED, PROMOTE",
        "S, 2, 3, AGAIN, WAIT",
        "SS, 2, 3, PASSED, PROMOTE",
        "SF, 2, 3, AGAIN, WAIT",
        "SFS, 2, 3, PASSED, PROMOTE",
        "FF, 2, 3, FAILED, REFUSE",
        "FSFS, 2, 3, PASSED, PROMOTE",
        "FFSS, 2, 3, PASSED, PROMOTE",
    })
    void one_job(String runs, int passes, int of, Decision.Standing standing, Decision.Outcome outcome) {
        Decision decision = decide(rule(Rule.Timing.NONE, List.of(), job("ci", passes, of)), runs("ci", runs));
        assertThat(decision.findings()).extracting(Decision.Finding::standing).containsExactly(standing);
        assertThat(decision.outcome()).isEqualTo(outcome);
        assertThat(decision.findings())
                .allMatch(one -> one.standing().holds() == one.help().isEmpty());
    }

    @ParameterizedTest(name = "a {0}, b {1}: {2}")
    @CsvSource({
        "S, '', PASSED, a",
        "'', S, PASSED, b",
        "F, S, PASSED, b",
        "F, '', MISSING, b",
        "F, R, RUNNING, b",
        "F, F, FAILED, a",
    })
    void alternatives(String a, String b, Decision.Standing standing, String by) {
        Rule.Criterion either = new Rule.Criterion(List.of(Rule.Job.once("a"), Rule.Job.once("b")));
        List<Evidence> evidence =
                Stream.concat(runs("a", a).stream(), runs("b", b).stream()).toList();
        Decision decision = decide(rule(Rule.Timing.NONE, List.of(), either), evidence);
        assertThat(decision.findings().getFirst().standing()).isEqualTo(standing);
        assertThat(decision.findings().getFirst().jobs().getFirst()).isEqualTo(by);
    }

    @ParameterizedTest(name = "a scenario {0}, {1} parts, by {2}: {3}")
    @CsvSource({
        "true, 1, SCENARIO, PASSED, ''",
        "true, 1, PERSON, MISSING, 'the scenario ci, which runs by itself while no newer candidate is there'",
        "true, 1, CI, MISSING, 'the scenario ci, which runs by itself while no newer candidate is there'",
        "true, 2, SCENARIO, PASSED, ''",
        "true, 2, CI, MISSING, 'the scenario ci, which runs by itself while no newer candidate is there'",
        "false, 1, CI, PASSED, ''",
        "false, 1, SCENARIO, PASSED, ''",
    })
    void of_a_scenario_that_penstock_runs_only_its_own_runs_count(
            boolean scenario, int parts, Evidence.Origin origin, Decision.Standing standing, String help) {
        Rule rule = rule(Rule.Timing.NONE, List.of(), new Rule.Criterion(List.of(new Rule.Job("ci", scenario, 1, 1))));
        Candidate candidate = new Candidate(
                CANDIDATE.subject(),
                Collections.nCopies(parts, CANDIDATE.parts().getFirst()),
                CANDIDATE.since());
        List<Evidence> evidence = runs("ci", "S").stream()
                .map(one -> new Evidence(
                        one.id(),
                        one.subject(),
                        one.job(),
                        one.result(),
                        one.at(),
                        new Evidence.Source(origin, "", ""),
                        one.remarks()))
                .toList();
        Decision.Finding finding = Decisions.decide(new Inputs(rule, candidate, evidence, NOON))
                .findings()
                .getFirst();
        assertThat(finding.standing()).isEqualTo(standing);
        assertThat(finding.help()).isEqualTo(help);
    }

    @Test
    void a_waiver_takes_a_jobs_place_until_it_ends() {
        Rule.Waiver waiver = new Rule.Waiver("ci", "ada", "bug 17", NOON.plusSeconds(1));
        Rule rule = rule(Rule.Timing.NONE, List.of(waiver), job("ci", 1, 1));
        Decision decision = decide(rule, runs("ci", "F"));
        assertThat(decision.outcome()).isEqualTo(Decision.Outcome.PROMOTE);
        assertThat(decision.findings().getFirst().words())
                .isEqualTo("ci is waived by ada until 2026-11-29 12:00: bug 17");
        assertThat(decision.again()).contains(NOON.plusSeconds(1));
        Decision after = Decisions.decide(new Inputs(rule, CANDIDATE, runs("ci", "F"), NOON.plusSeconds(1)));
        assertThat(after.outcome()).isEqualTo(Decision.Outcome.REFUSE);
    }

    @Test
    void what_is_too_old_is_missing_and_no_failure() {
        Rule.Timing timing = new Rule.Timing(Duration.ZERO, Optional.of(Duration.ofSeconds(90)), Optional.empty());
        Decision fresh = decide(rule(timing, List.of(), job("ci", 1, 1)), runs("ci", "S"));
        assertThat(fresh.outcome()).isEqualTo(Decision.Outcome.PROMOTE);
        assertThat(fresh.again()).contains(NOON.plusSeconds(30));
        Decision old = Decisions.decide(
                new Inputs(rule(timing, List.of(), job("ci", 1, 1)), CANDIDATE, runs("ci", "F"), NOON.plusSeconds(30)));
        assertThat(old.outcome()).isEqualTo(Decision.Outcome.WAIT);
        assertThat(old.findings().getFirst().words()).contains("too old");
    }

    @Test
    void a_candidate_must_have_been_there_for_a_while() {
        Rule.Timing timing = new Rule.Timing(Duration.ofHours(3), Optional.empty(), Optional.empty());
        Rule rule = rule(timing, List.of(), job("ci", 1, 1));
        Decision decision = decide(rule, runs("ci", "S"));
        assertThat(decision.outcome()).isEqualTo(Decision.Outcome.WAIT);
        assertThat(decision.open()).extracting(Decision.Finding::what).containsExactly("time");
        assertThat(decision.again()).contains(NOON.plusSeconds(3600));
        assertThat(Decisions.decide(new Inputs(rule, CANDIDATE, runs("ci", "S"), NOON.plusSeconds(3600)))
                        .outcome())
                .isEqualTo(Decision.Outcome.PROMOTE);
    }

    @Test
    void neither_the_order_of_evidence_nor_that_of_others_changes_anything() {
        Random random = new Random(5);
        Rule rule = rule(Rule.Timing.NONE, List.of(), job("a", 2, 3), job("b", 1, 2));
        for (int i = 0; i < 500; i++) {
            List<Evidence> own = Stream.concat(runs("a", letters(random)).stream(), runs("b", letters(random)).stream())
                    .toList();
            Decision decision = decide(rule, own);
            List<Evidence> mixed = new ArrayList<>(own);
            for (Evidence one : runs("a", letters(random))) {
                mixed.add(new Evidence(
                        "x" + one.id(), "another", one.job(), one.result(), one.at(), one.source(), one.remarks()));
            }
            Collections.shuffle(mixed, random);
            assertThat(decide(rule, mixed)).isEqualTo(decision);
        }
    }

    private static String letters(Random random) {
        StringBuilder letters = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            letters.append("SFR".charAt(random.nextInt(3)));
        }
        return letters.toString();
    }

    @Test
    void the_newest_candidate_that_may_go_goes_whatever_becomes_of_a_newer_one() {
        Rule rule = rule(Rule.Timing.NONE, List.of(), job("ci", 1, 1));
        Candidate newer = Candidate.of(new Candidate.Part("", "ab/cd/two"), NOON);
        Choice choice = Choice.of(
                List.of(new Inputs(rule, newer, List.of(), NOON), new Inputs(rule, CANDIDATE, runs("ci", "S"), NOON)));
        assertThat(choice.promoted()).map(one -> one.inputs().candidate()).contains(CANDIDATE);
        assertThat(choice.decided().getFirst().decision().outcome()).isEqualTo(Decision.Outcome.WAIT);
    }
}
