package penstock.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.EvidenceBook;
import penstock.engine.promote.PromotionBook;
import penstock.line.Change;
import penstock.line.ComponentState;
import penstock.line.Promotion;
import penstock.line.SnapshotRef;
import penstock.line.Stamp;
import penstock.promote.Candidate;
import penstock.promote.Choice;
import penstock.promote.Evidence;
import penstock.promote.Inputs;
import penstock.promote.Rule;

/** What every {@link PromotionBook} and {@link EvidenceBook} does (part 4, C). */
public abstract class PromotionBookContract {
    protected static final String LINE = "demo";
    private static final Instant START = Instant.parse("2026-11-29T12:00:00Z");

    private int steps;

    /** Empty books. */
    protected abstract void open() throws Exception;

    protected abstract PromotionBook book();

    protected abstract EvidenceBook evidence();

    /** Stores what a step of the line changed. */
    protected abstract void step(Stamp stamp, List<Change> changes) throws OutsideFailure;

    /** Has a snapshot purged. */
    protected abstract void purge(String directory) throws OutsideFailure;

    @BeforeEach
    void openIt() throws Exception {
        open();
    }

    private Instant step(Change... changes) throws OutsideFailure {
        steps++;
        Instant at = START.plusSeconds(steps);
        step(new Stamp(id(steps), at), List.of(changes));
        return at;
    }

    private static String id(int number) {
        return String.format("00000000-0000-7000-8000-%012d", number);
    }

    /** A snapshot whose folder is made of one digit; a later one has a greater sequence. */
    private SnapshotRef published(String component, String digit) throws OutsideFailure {
        String folder = digit.repeat(2) + "/" + digit.repeat(2) + "/" + digit.repeat(40) + "_00000000";
        String directory = component.isEmpty() ? folder : "component/" + component + "/" + folder;
        SnapshotRef ref = new SnapshotRef(LINE, component, directory, "nova", "build" + digit, 100L + steps);
        step(new Change.SnapshotMade(ref), new Change.SnapshotPublished(ref));
        return ref;
    }

    private Instant moved(String label, SnapshotRef to, String aggregate) throws OutsideFailure {
        return step(change(label, to, aggregate));
    }

    private static Change change(String label, SnapshotRef to, String aggregate) {
        Optional<String> shows = Optional.of(aggregate).filter(hash -> !hash.isEmpty());
        return new Change.LabelChanged(
                to.component(),
                label,
                new ComponentState.Label(Optional.of(to), Optional.empty(), Optional.empty()),
                shows);
    }

    private Promotion promoted(String label, String aggregate, SnapshotRef... to) throws OutsideFailure {
        return promoted(Promotion.Kind.ASKED, label, aggregate, to);
    }

    private Promotion promoted(Promotion.Kind kind, String label, String aggregate, SnapshotRef... to)
            throws OutsideFailure {
        Promotion promotion = new Promotion(
                id(1000 + steps), label, List.of(to), kind, "user:ada", "it's \"good\"", Optional.of("decision"));
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.Promoted(promotion, Optional.of(aggregate).filter(hash -> !hash.isEmpty())));
        Stream.of(to).forEach(ref -> changes.add(change(label, ref, aggregate)));
        step(changes.toArray(Change[]::new));
        return promotion;
    }

    private static Rule rule(String from, Rule.Scope scope) {
        return new Rule(
                "tested",
                List.of(),
                new Rule.Source(from, scope),
                List.of(new Rule.Criterion(List.of(new Rule.Job("ci", true, 2, 3)))),
                new Rule.Timing(Duration.ofHours(2), Optional.of(Duration.ofDays(3)), Optional.empty()),
                List.of(new Rule.Waiver("ci", "ada", "bug", START)),
                List.of("ci@example.org"));
    }

    private Instant later() {
        return START.plusSeconds(steps);
    }

    private List<String> subjects(Rule rule) throws OutsideFailure {
        return subjects(rule, 10);
    }

    private List<String> subjects(Rule rule, int limit) throws OutsideFailure {
        return book().candidates(LINE, rule, later(), limit).stream()
                .map(some -> String.join(
                        " ",
                        some.stream()
                                .map(one -> one.subject().replaceAll(".*/(.).*", "$1"))
                                .toList()))
                .toList();
    }

    @Test
    void candidates_are_what_the_source_came_to_after_all_that_was_promoted() throws Exception {
        SnapshotRef one = published("", "1");
        SnapshotRef two = published("", "2");
        SnapshotRef three = published("", "3");
        Instant first = moved("consistent", one, "");
        moved("consistent", two, "");
        moved("consistent", one, "");
        Rule rule = rule("consistent", Rule.Scope.LINE);
        assertThat(subjects(rule)).containsExactly("1 2");
        assertThat(book().candidates(LINE, rule, later(), 10)
                        .getFirst()
                        .getFirst()
                        .since())
                .isEqualTo(first);
        promoted("tested", "", two);
        assertThat(subjects(rule)).containsExactly("");
        moved("consistent", three, "");
        assertThat(subjects(rule)).containsExactly("3");
        promoted("tested", "", one);
        assertThat(subjects(rule)).containsExactly("3");
        purge(three.directory());
        assertThat(subjects(rule)).containsExactly("");
        assertThat(book().snapshot(LINE, three.directory())).isEmpty();
        assertThat(book().snapshot(LINE, two.directory())).contains(two);
    }

    @Test
    void components_have_candidates_of_their_own_or_together() throws Exception {
        SnapshotRef network = published("network", "1");
        SnapshotRef compute = published("compute", "2");
        moved("consistent", network, "a".repeat(32));
        moved("consistent", compute, "b".repeat(32));
        assertThat(subjects(rule("consistent", Rule.Scope.COMPONENT))).containsExactly("2", "1");
        List<Candidate> together = book().candidates(LINE, rule("consistent", Rule.Scope.LINE), later(), 10)
                .getFirst();
        assertThat(together).extracting(Candidate::subject).containsExactly("b".repeat(32), "a".repeat(32));
        assertThat(together.getFirst().parts())
                .containsExactly(
                        new Candidate.Part("compute", compute.directory()),
                        new Candidate.Part("network", network.directory()));
        assertThat(together.getLast().parts()).hasSize(1);
        assertThat(book().aggregate(LINE, "b".repeat(32))).contains(together.getFirst());
        assertThat(book().aggregate(LINE, "c".repeat(32))).isEmpty();
        promoted("tested", "b".repeat(32), compute, network);
        assertThat(book().candidates(LINE, rule("consistent", Rule.Scope.LINE), later(), 10))
                .containsExactly(List.of());
        assertThat(book().shown(LINE, "tested")).containsExactly(compute, network);
    }

    @Test
    void what_the_source_was_rolled_back_from_or_past_is_no_candidate_until_it_comes_there_again() throws Exception {
        SnapshotRef one = published("", "1");
        SnapshotRef two = published("", "2");
        SnapshotRef three = published("", "3");
        SnapshotRef four = published("", "4");
        Rule rule = rule("tried", Rule.Scope.COMPONENT);
        for (SnapshotRef to : List.of(one, two, one, two, three)) {
            promoted("tried", "", to);
        }
        assertThat(subjects(rule)).containsExactly("3 2 1");
        promoted(Promotion.Kind.ROLLBACK, "tried", "", two);
        assertThat(subjects(rule)).containsExactly("2 1");
        promoted(Promotion.Kind.ROLLBACK, "tried", "", two);
        promoted("other", "", three);
        assertThat(subjects(rule)).containsExactly("2 1");
        promoted("tried", "", four);
        promoted(Promotion.Kind.ROLLBACK, "tried", "", one);
        assertThat(subjects(rule)).containsExactly("1");
        promoted("tried", "", three);
        Instant again = later();
        assertThat(subjects(rule)).containsExactly("3 1");
        assertThat(book().candidates(LINE, rule, later(), 10)
                        .getFirst()
                        .getFirst()
                        .since())
                .isEqualTo(again);
    }

    @Test
    void of_all_components_together_nothing_is_a_candidate_that_has_what_was_rolled_back_from() throws Exception {
        SnapshotRef network = published("network", "1");
        SnapshotRef worse = published("network", "2");
        SnapshotRef compute = published("compute", "3");
        promoted("tried", "a".repeat(32), network);
        promoted("tried", "b".repeat(32), compute);
        promoted("tried", "c".repeat(32), worse);
        Rule together = rule("tried", Rule.Scope.LINE);
        assertThat(subjects(rule("tried", Rule.Scope.COMPONENT))).containsExactly("3", "2 1");
        assertThat(book().candidates(LINE, together, later(), 10).getFirst()).hasSize(3);
        promoted(Promotion.Kind.ROLLBACK, "tried", "b".repeat(32), network);
        assertThat(subjects(rule("tried", Rule.Scope.COMPONENT))).containsExactly("3", "1");
        assertThat(book().candidates(LINE, together, later(), 10).getFirst())
                .extracting(Candidate::subject)
                .containsExactly("b".repeat(32), "a".repeat(32));
        promoted("tried", "c".repeat(32), worse);
        assertThat(book().candidates(LINE, together, later(), 10).getFirst()).hasSize(3);
    }

    private void passed(String job, SnapshotRef... all) throws OutsideFailure {
        for (SnapshotRef of : all) {
            evidence().add(LINE, List.of(result(job, of.directory(), Evidence.Result.SUCCESS)));
        }
    }

    private static Evidence result(String job, String subject, Evidence.Result result) {
        return new Evidence(
                job + result + subject,
                subject,
                job,
                result,
                START,
                new Evidence.Source(Evidence.Origin.CI, "zuul", ""),
                Evidence.Remarks.NONE);
    }

    @Test
    void an_older_candidate_stays_one_when_it_has_what_the_rule_asks_for() throws Exception {
        List<SnapshotRef> all = new ArrayList<>();
        for (int i = 1; i <= 9; i++) {
            SnapshotRef ref = published("", Integer.toString(i));
            moved("consistent", ref, "");
            all.add(ref);
        }
        Rule.Source source = new Rule.Source("consistent", Rule.Scope.COMPONENT);
        List<Rule.Criterion> criteria = List.of(
                new Rule.Criterion(List.of(Rule.Job.once("slow"), Rule.Job.once("other"))),
                new Rule.Criterion(List.of(Rule.Job.once("quick"))),
                new Rule.Criterion(List.of(Rule.Job.once("waived"))));
        List<Rule.Waiver> waivers = List.of(new Rule.Waiver("waived", "ada", "bug", later().plusSeconds(60)));
        Rule jobs = new Rule("tested", List.of(), source, criteria, Rule.Timing.NONE, waivers, List.of());
        assertThat(subjects(jobs, 2)).containsExactly("9 8");
        passed("quick", all.toArray(SnapshotRef[]::new));
        passed("slow", all.get(0), all.get(1), all.get(3));
        passed("other", all.get(4));
        evidence().add(LINE, List.of(result("slow", all.get(5).directory(), Evidence.Result.FAILURE)));
        assertThat(subjects(jobs, 2)).containsExactly("9 8 5 4");
        assertThat(subjects(jobs, 3)).containsExactly("9 8 7 5 4 2");
        // Nine snapshots, two steps each: the third came to be twelve seconds ago.
        Rule.Timing soak = new Rule.Timing(Duration.ofSeconds(12), Optional.empty(), Optional.empty());
        assertThat(subjects(new Rule("tested", List.of(), source, List.of(), soak, List.of(), List.of()), 2))
                .containsExactly("9 8 3 2");
        assertThat(subjects(new Rule("tested", List.of(), source, criteria, soak, waivers, List.of()), 2))
                .containsExactly("9 8 2 1");
        promoted("tested", "", all.get(0));
        assertThat(subjects(jobs, 4)).containsExactly("9 8 7 6 5 4 2");
    }

    @Test
    void an_older_candidate_of_all_components_stays_one_too() throws Exception {
        for (String hash : List.of("a", "b", "c", "d")) {
            moved("consistent", published("network", hash), hash.repeat(32));
        }
        Rule.Source source = new Rule.Source("consistent", Rule.Scope.LINE);
        List<Rule.Criterion> slow = List.of(new Rule.Criterion(List.of(Rule.Job.once("slow"))));
        Rule rule = new Rule("tested", List.of(), source, slow, Rule.Timing.NONE, List.of(), List.of());
        evidence().add(LINE, List.of(result("slow", "b".repeat(32), Evidence.Result.SUCCESS)));
        assertThat(book().candidates(LINE, rule, later(), 1).getFirst())
                .extracting(Candidate::subject)
                .containsExactly("d".repeat(32), "b".repeat(32));
    }

    @Test
    void the_ledger_tells_what_was_promoted_and_from_where() throws Exception {
        SnapshotRef one = published("", "1");
        SnapshotRef two = published("", "2");
        Promotion first = promoted("tested", "", one);
        Promotion second = promoted("tested", "", two);
        Promotion other = promoted("other", "", two);
        assertThat(book().ledger(LINE, Optional.of("tested"), Optional.empty(), 10))
                .extracting(PromotionBook.Entry::promotion)
                .containsExactly(second, first);
        assertThat(book().ledger(LINE, Optional.empty(), Optional.empty(), 2))
                .extracting(PromotionBook.Entry::promotion)
                .containsExactly(other, second);
        assertThat(book().ledger(LINE, Optional.empty(), Optional.of(second.id()), 10))
                .extracting(PromotionBook.Entry::promotion)
                .containsExactly(first);
        assertThat(book().entry(LINE, second.id()))
                .map(PromotionBook.Entry::previous)
                .contains(List.of(one.directory()));
        assertThat(book().entry(LINE, first.id()))
                .map(PromotionBook.Entry::previous)
                .contains(List.of(""));
        assertThat(book().entry("other", first.id())).isEmpty();
    }

    @Test
    void decisions_come_back_with_all_that_they_were_made_of() throws Exception {
        Rule rule = rule("consistent", Rule.Scope.COMPONENT);
        Candidate candidate = Candidate.of(new Candidate.Part("", "one"), START);
        Inputs inputs = new Inputs(rule, candidate, List.of(evidence("e1", "one", START)), START.plusSeconds(5));
        Choice.Decided decided = Choice.of(List.of(inputs)).decided().getFirst();
        PromotionBook.Stored older = new PromotionBook.Stored("d1", inputs, decided.decision());
        PromotionBook.Stored newer = new PromotionBook.Stored("d2", inputs, decided.decision());
        book().decided(LINE, List.of(older, newer));
        book().decided(LINE, List.of(older));
        assertThat(book().decisions(LINE, "tested", List.of("one", "two"))).containsExactly(newer);
        assertThat(book().decision(LINE, "d1")).contains(older);
        Inputs kept = book().decision(LINE, "d1").orElseThrow().inputs();
        assertThat(Choice.of(List.of(kept)).decided().getFirst().decision()).isEqualTo(decided.decision());
    }

    private static Evidence evidence(String id, String subject, Instant at) {
        return new Evidence(
                id,
                subject,
                "ci",
                Evidence.Result.FAILURE,
                at,
                new Evidence.Source(Evidence.Origin.PERSON, "ada", "network"),
                new Evidence.Remarks("https://ci.example.org/1", "it's ü"));
    }

    @Test
    void evidence_is_added_once_and_given_by_time() throws Exception {
        Evidence late = evidence("e1", "one", START.plusSeconds(9));
        Evidence early = evidence("e2", "one", START);
        Evidence other = evidence("e3", "two", START.plusSeconds(3));
        evidence().add(LINE, List.of(late, early, other));
        evidence().add(LINE, List.of(evidence("e1", "one", START)));
        assertThat(evidence().of(LINE, List.of("one", "two", "three"))).containsExactly(early, other, late);
        assertThat(evidence().of(LINE, List.of("two"))).containsExactly(other);
        assertThat(evidence().of("other", List.of("one"))).isEmpty();
        assertThat(evidence().of(LINE, List.of())).isEmpty();
    }
}
