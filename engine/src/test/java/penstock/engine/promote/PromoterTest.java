package penstock.engine.promote;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import penstock.engine.access.Actor;
import penstock.engine.access.OnRecord;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.SnapshotHolds;
import penstock.engine.testkit.ManualClock;
import penstock.engine.testkit.MemoryAuditTrail;
import penstock.engine.testkit.MemoryPromotionBook;
import penstock.line.Change;
import penstock.line.ComponentState;
import penstock.line.Promotion;
import penstock.line.SnapshotRef;
import penstock.promote.Choice;
import penstock.promote.Decision;
import penstock.promote.Evidence;
import penstock.promote.Rule;

/** Labels move by their rules and by hand, and back (part 4, C2 to C4 and F). */
class PromoterTest {
    private static final String LINE = "demo";
    private static final Actor ADA = Actor.user("ada");

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-29T12:00:00Z"));
    private final MemoryPromotionBook book = new MemoryPromotionBook(LINE);
    private final MemoryAuditTrail audit = new MemoryAuditTrail(clock);
    private final Wakes wakes = new Wakes();
    private final List<Rule> rules = new ArrayList<>();
    private Optional<String> stuck = Optional.empty();
    private final PromotionDesk desk =
            new PromotionDesk(book, book, this::move, new OnRecord(audit), wakes, this::hold, clock);
    private final Promoter promoter =
            new Promoter(book, new Standings(book, book, clock), desk, () -> rules, (_, _, _) -> {}, wakes, clock);
    private long sequence;
    private final List<String> held = new ArrayList<>();

    /** As a line's loop does it. */
    private Optional<String> move(String line, Promotion promotion) {
        assertThat(held)
                .containsExactlyElementsOf(promotion.parts().stream()
                        .map(part -> line + "/" + part.directory())
                        .toList());
        if (stuck.isEmpty()) {
            book.apply(clock.instant(), new Change.Promoted(promotion, Optional.empty()));
            promotion.parts().forEach(part -> label(promotion.label(), part));
        }
        return stuck;
    }

    private SnapshotHolds.Hold hold(String reader, String line, List<String> directories) {
        directories.forEach(directory -> held.add(line + "/" + directory));
        return held::clear;
    }

    private void label(String name, SnapshotRef to) {
        label(name, to, Optional.empty());
    }

    /** @param aggregate the hash of what it shows of all components then */
    private void label(String name, SnapshotRef to, Optional<String> aggregate) {
        book.apply(
                clock.instant(),
                new Change.LabelChanged(
                        to.component(),
                        name,
                        new ComponentState.Label(Optional.of(to), Optional.empty(), Optional.empty()),
                        aggregate));
    }

    private SnapshotRef consistent(String component, String digit) {
        return consistent(component, digit, Optional.empty());
    }

    private SnapshotRef consistent(String component, String digit, Optional<String> aggregate) {
        sequence++;
        String folder = digit.repeat(2) + "/" + digit.repeat(2) + "/" + digit.repeat(40) + "_00000000";
        SnapshotRef ref = new SnapshotRef(
                LINE,
                component,
                component.isEmpty() ? folder : "component/" + component + "/" + folder,
                "nova",
                "build" + digit,
                sequence);
        book.apply(clock.instant(), new Change.SnapshotPublished(ref));
        label("consistent", ref, aggregate);
        return ref;
    }

    private void rule(Duration soak, String... jobs) {
        rules.add(new Rule(
                "tested",
                List.of(),
                new Rule.Source("consistent", Rule.Scope.COMPONENT),
                List.of(jobs).stream()
                        .map(job -> new Rule.Criterion(List.of(Rule.Job.once(job))))
                        .toList(),
                new Rule.Timing(soak, Optional.empty(), Optional.empty()),
                List.of(),
                List.of()));
    }

    private void report(SnapshotRef of, String job, Evidence.Result result) throws Exception {
        desk.report(
                ADA,
                LINE,
                new Evidence(
                        "",
                        of.directory(),
                        job,
                        result,
                        clock.instant(),
                        new Evidence.Source(Evidence.Origin.CI, "zuul", ""),
                        Evidence.Remarks.NONE));
    }

    private String shown() {
        return book.shown(LINE, "tested").stream()
                .map(ref -> ref.component() + ref.directory().replaceAll(".*/(.).*", "$1"))
                .reduce("", (a, b) -> a.isEmpty() ? b : a + " " + b);
    }

    @Test
    void a_candidate_goes_when_its_last_job_has_passed() throws Exception {
        rule(Duration.ZERO, "a", "b");
        SnapshotRef one = consistent("", "1");
        promoter.look(LINE);
        report(one, "a", Evidence.Result.SUCCESS);
        promoter.look(LINE);
        assertThat(shown()).isEmpty();
        report(one, "b", Evidence.Result.SUCCESS);
        promoter.look(LINE);
        assertThat(shown()).isEqualTo("1");
        PromotionBook.Entry entry =
                book.ledger(LINE, Optional.empty(), Optional.empty(), 9).getFirst();
        assertThat(entry.promotion().kind()).isEqualTo(Promotion.Kind.RULE);
        PromotionBook.Stored stored =
                book.decision(LINE, entry.promotion().decision().orElseThrow()).orElseThrow();
        assertThat(stored.decision().outcome()).isEqualTo(Decision.Outcome.PROMOTE);
        assertThat(Choice.of(List.of(stored.inputs())).decided().getFirst().decision())
                .isEqualTo(stored.decision());
    }

    @Test
    void a_newer_candidate_that_fails_holds_up_nobody_and_an_older_one_never_follows_a_newer() throws Exception {
        rule(Duration.ZERO, "a");
        SnapshotRef one = consistent("", "1");
        SnapshotRef two = consistent("", "2");
        SnapshotRef three = consistent("", "3");
        report(three, "a", Evidence.Result.FAILURE);
        report(two, "a", Evidence.Result.SUCCESS);
        promoter.look(LINE);
        assertThat(shown()).isEqualTo("2");
        report(one, "a", Evidence.Result.SUCCESS);
        promoter.look(LINE);
        assertThat(shown()).isEqualTo("2");
    }

    @Test
    void components_are_promoted_by_themselves() throws Exception {
        rule(Duration.ZERO, "a");
        SnapshotRef network = consistent("network", "1");
        consistent("compute", "2");
        report(network, "a", Evidence.Result.SUCCESS);
        promoter.look(LINE);
        assertThat(shown()).isEqualTo("network1");
    }

    @Test
    void a_look_says_when_time_alone_may_change_what_is_decided() throws Exception {
        rule(Duration.ofHours(2));
        consistent("", "1");
        Instant over = clock.instant().plus(Duration.ofHours(2));
        assertThat(promoter.look(LINE)).contains(over);
        clock.advance(Duration.ofHours(2));
        assertThat(promoter.look(LINE)).isEmpty();
        assertThat(shown()).isEqualTo("1");
    }

    @Test
    void only_what_comes_out_otherwise_is_stored() throws Exception {
        rule(Duration.ZERO, "a");
        SnapshotRef one = consistent("", "1");
        promoter.look(LINE);
        String first = decision(one).id();
        clock.advance(Duration.ofHours(1));
        promoter.look(LINE);
        assertThat(decision(one).id()).isEqualTo(first);
        report(one, "a", Evidence.Result.FAILURE);
        promoter.look(LINE);
        assertThat(decision(one).decision().outcome()).isEqualTo(Decision.Outcome.REFUSE);
    }

    private PromotionBook.Stored decision(SnapshotRef of) {
        return book.decisions(LINE, "tested", List.of(of.directory())).getFirst();
    }

    @Test
    void a_rollback_goes_a_step_back_each_time_and_lasts_until_something_newer_passes() throws Exception {
        rule(Duration.ZERO, "a");
        List<SnapshotRef> all = List.of(consistent("", "1"), consistent("", "2"), consistent("", "3"));
        for (SnapshotRef one : all) {
            assertThat(desk.promote(ADA, LINE, "tested", List.of(one.directory()), ""))
                    .isInstanceOf(Asked.Done.class);
        }
        desk.rollback(ADA, LINE, "tested", Optional.empty(), "it broke");
        assertThat(shown()).isEqualTo("2");
        desk.rollback(ADA, LINE, "tested", Optional.empty(), "");
        assertThat(shown()).isEqualTo("1");
        assertThat(desk.rollback(ADA, LINE, "tested", Optional.empty(), ""))
                .isEqualTo(new Asked.Refused(Asked.Why.UNKNOWN, List.of("tested of demo was nowhere before")));
        report(all.get(2), "a", Evidence.Result.SUCCESS);
        promoter.look(LINE);
        assertThat(shown()).isEqualTo("1");
        report(consistent("", "4"), "a", Evidence.Result.SUCCESS);
        promoter.look(LINE);
        assertThat(shown()).isEqualTo("4");
        String second = book.ledger(LINE, Optional.of("tested"), Optional.empty(), 9).stream()
                .filter(entry -> entry.promotion().parts().equals(List.of(all.get(1))))
                .map(entry -> entry.promotion().id())
                .findFirst()
                .orElseThrow();
        desk.rollback(ADA, LINE, "tested", Optional.of(second), "");
        assertThat(shown()).isEqualTo("2");
    }

    private interface Meanwhile {
        void happens() throws Exception;
    }

    /** Looks, and has something happen after it was decided and before anything moves. */
    private void lookWhile(Meanwhile meanwhile) throws Exception {
        PromotionBook between = (PromotionBook) Proxy.newProxyInstance(
                PromotionBook.class.getClassLoader(), new Class<?>[] {PromotionBook.class}, (_, method, values) -> {
                    Object result = method.invoke(book, values);
                    if (method.getName().equals("decided")) {
                        meanwhile.happens();
                    }
                    return result;
                });
        new Promoter(between, new Standings(book, book, clock), desk, () -> rules, (_, _, _) -> {}, wakes, clock)
                .look(LINE);
    }

    @Test
    void a_rule_does_not_take_back_what_a_person_promoted_meanwhile() throws Exception {
        rule(Duration.ZERO, "a");
        SnapshotRef one = consistent("", "1");
        SnapshotRef two = consistent("", "2");
        report(one, "a", Evidence.Result.SUCCESS);
        lookWhile(() -> desk.promote(ADA, LINE, "tested", List.of(two.directory()), ""));
        assertThat(shown()).isEqualTo("2");
        promoter.look(LINE);
        assertThat(shown()).isEqualTo("2");
    }

    @Test
    void a_rollback_or_a_failure_meanwhile_keeps_a_rule_from_promoting() throws Exception {
        rule(Duration.ZERO, "a");
        SnapshotRef one = consistent("", "1");
        report(one, "a", Evidence.Result.SUCCESS);
        promoter.look(LINE);
        SnapshotRef two = consistent("", "2");
        report(two, "a", Evidence.Result.SUCCESS);
        lookWhile(() -> report(two, "a", Evidence.Result.FAILURE));
        assertThat(shown()).isEqualTo("1");
        clock.advance(Duration.ofSeconds(1));
        report(two, "a", Evidence.Result.SUCCESS);
        lookWhile(() -> {
            desk.promote(ADA, LINE, "tested", List.of(two.directory()), "");
            desk.rollback(ADA, LINE, "tested", Optional.empty(), "it broke");
        });
        assertThat(shown()).isEqualTo("1");
    }

    @Test
    void a_rollback_takes_back_the_components_that_were_somewhere_and_says_which_stay() throws Exception {
        SnapshotRef network = consistent("network", "1");
        SnapshotRef newer = consistent("network", "2");
        SnapshotRef compute = consistent("compute", "3");
        SnapshotRef storage = consistent("storage", "4");
        desk.promote(ADA, LINE, "tested", List.of(network.directory()), "");
        desk.promote(ADA, LINE, "tested", List.of(newer.directory(), compute.directory()), "");
        desk.promote(ADA, LINE, "tested", List.of(storage.directory()), "");
        List<String> told = new ArrayList<>();
        PromotionOffice office = new PromotionOffice(desk, book, () -> List.of(LINE), clock);
        PromotionWish back = new PromotionWish.Rollback(Optional.empty(), "tested", Optional.empty(), "");
        assertThat(office.answer(ADA, back, told::add)).isEmpty();
        assertThat(shown()).isEqualTo("compute3 network1 storage4");
        assertThat(told).first().isEqualTo("network: tested is now " + network.directory());
        assertThat(told).last().isEqualTo("tested stays where it is in compute, storage");
        assertThat(office.answer(ADA, back, told::add)).containsExactly("tested of demo was nowhere before");
    }

    @Test
    void what_can_not_be_done_is_said_recorded_and_moves_nothing() throws Exception {
        SnapshotRef one = consistent("", "1");
        SnapshotRef gone = consistent("", "2");
        book.purge(gone.directory());
        assertThat(why("consistent", one.directory())).isEqualTo(Asked.Why.LABEL);
        assertThat(why("../x", one.directory())).isEqualTo(Asked.Why.LABEL);
        assertThat(why("tested", "nosuch")).isEqualTo(Asked.Why.UNKNOWN);
        assertThat(why("tested", gone.directory())).isEqualTo(Asked.Why.PURGED);
        assertThat(why("tested", one.directory(), one.directory())).isEqualTo(Asked.Why.UNKNOWN);
        assertThat(why("tested")).isEqualTo(Asked.Why.UNKNOWN);
        stuck = Optional.of("the disk is full");
        assertThat(why("tested", one.directory())).isEqualTo(Asked.Why.FAILED);
        assertThat(shown()).isEmpty();
        assertThat(audit.newest(Optional.empty(), 99))
                .hasSize(7)
                .allMatch(entry -> entry.outcome().contains("refused"));
    }

    private Asked.Why why(String label, String... to) throws Exception {
        return ((Asked.Refused) desk.promote(ADA, LINE, label, List.of(to), "")).why();
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private static Thread beside(Work work) {
        return Thread.ofVirtual().start(() -> {
            try {
                work.run();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Test
    void a_scenario_that_a_rule_asks_for_is_run_on_the_newest_candidate_and_reported() throws Exception {
        Rule.Job job = new Rule.Job("deploy", true, 1, 2);
        rules.add(new Rule(
                "tested",
                List.of(),
                new Rule.Source("consistent", Rule.Scope.COMPONENT),
                List.of(new Rule.Criterion(List.of(job))),
                Rule.Timing.NONE,
                List.of(),
                List.of()));
        consistent("", "1");
        SnapshotRef newest = consistent("", "2");
        List<String> ran = new ArrayList<>();
        CountDownLatch twice = new CountDownLatch(2);
        ScenarioJobs jobs = new ScenarioJobs(
                desk,
                (_, directories, scenario) -> {
                    ran.add(scenario + " " + String.join(" ", directories));
                    twice.countDown();
                    return new ScenarioJobs.Outcome(ran.size() == 2, "run " + ran.size());
                },
                wakes,
                clock);
        Promoter running = new Promoter(book, new Standings(book, book, clock), desk, () -> rules, jobs, wakes, clock);
        Thread runs = beside(jobs::run);
        Thread looks = beside(() -> running.run(() -> List.of(LINE)));
        assertThat(twice.await(20, TimeUnit.SECONDS)).isTrue();
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!shown().equals("2") && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        looks.interrupt();
        runs.interrupt();
        looks.join();
        runs.join();
        assertThat(shown()).isEqualTo("2");
        assertThat(ran).containsOnly("deploy " + newest.directory()).hasSize(2);
        assertThat(book.of(LINE, List.of(newest.directory())))
                .extracting(Evidence::result)
                .contains(Evidence.Result.RUNNING, Evidence.Result.FAILURE, Evidence.Result.SUCCESS);
    }

    @Test
    void of_candidates_that_wait_for_a_scenario_only_the_newest_is_run() throws Exception {
        Rule.Source source = new Rule.Source("consistent", Rule.Scope.COMPONENT);
        List<Rule.Criterion> deploy = List.of(new Rule.Criterion(List.of(new Rule.Job("deploy", true, 1, 1))));
        rules.add(new Rule("tested", List.of(), source, deploy, Rule.Timing.NONE, List.of(), List.of()));
        rules.add(new Rule("tried", List.of(), source, deploy, Rule.Timing.NONE, List.of(), List.of()));
        List<String> ran = new ArrayList<>();
        CountDownLatch once = new CountDownLatch(1);
        ScenarioJobs jobs = new ScenarioJobs(
                desk,
                (_, directories, _) -> {
                    ran.addAll(directories);
                    once.countDown();
                    return new ScenarioJobs.Outcome(true, "");
                },
                wakes,
                clock);
        Promoter looking = new Promoter(book, new Standings(book, book, clock), desk, () -> rules, jobs, wakes, clock);
        consistent("", "1");
        looking.look(LINE);
        SnapshotRef newest = consistent("", "2");
        looking.look(LINE);
        Thread runs = beside(jobs::run);
        assertThat(once.await(20, TimeUnit.SECONDS)).isTrue();
        runs.interrupt();
        runs.join();
        assertThat(ran).containsExactly(newest.directory());
    }

    @Test
    void a_rule_over_all_components_has_its_scenario_run_on_all_of_them_at_once() throws Exception {
        rules.add(new Rule(
                "tested",
                List.of(),
                new Rule.Source("consistent", Rule.Scope.LINE),
                List.of(new Rule.Criterion(List.of(new Rule.Job("deploy", true, 1, 1)))),
                Rule.Timing.NONE,
                List.of(),
                List.of()));
        SnapshotRef compute = consistent("compute", "1");
        String together = "ab".repeat(16);
        SnapshotRef network = consistent("network", "2", Optional.of(together));
        List<String> ran = new ArrayList<>();
        CountDownLatch once = new CountDownLatch(1);
        ScenarioJobs jobs = new ScenarioJobs(
                desk,
                (_, directories, scenario) -> {
                    ran.add(scenario + " " + String.join(" ", directories));
                    once.countDown();
                    return new ScenarioJobs.Outcome(true, "");
                },
                wakes,
                clock);
        Promoter running = new Promoter(book, new Standings(book, book, clock), desk, () -> rules, jobs, wakes, clock);
        Thread runs = beside(jobs::run);
        Thread looks = beside(() -> running.run(() -> List.of(LINE)));
        assertThat(once.await(20, TimeUnit.SECONDS)).isTrue();
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!shown().equals("compute1 network2") && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        looks.interrupt();
        runs.interrupt();
        looks.join();
        runs.join();
        assertThat(shown()).isEqualTo("compute1 network2");
        assertThat(ran).containsExactly("deploy " + compute.directory() + " " + network.directory());
        assertThat(book.of(LINE, List.of(together)))
                .allSatisfy(one -> assertThat(one.source().component()).isEmpty())
                .extracting(Evidence::result)
                .containsExactlyInAnyOrder(Evidence.Result.RUNNING, Evidence.Result.SUCCESS);
    }

    @Test
    void what_a_scenario_needs_and_is_not_there_is_its_failure_in_each_component() throws Exception {
        rules.add(new Rule(
                "tested",
                List.of(),
                new Rule.Source("consistent", Rule.Scope.COMPONENT),
                List.of(new Rule.Criterion(List.of(new Rule.Job("deploy", true, 1, 1)))),
                Rule.Timing.NONE,
                List.of(),
                List.of()));
        List<SnapshotRef> both = List.of(consistent("network", "1"), consistent("compute", "2"));
        CountDownLatch twice = new CountDownLatch(2);
        ScenarioJobs jobs = new ScenarioJobs(
                desk,
                (_, _, _) -> {
                    twice.countDown();
                    throw new OutsideFailure("the target has no Puppet to deploy with", false);
                },
                wakes,
                clock);
        new Promoter(book, new Standings(book, book, clock), desk, () -> rules, jobs, wakes, clock).look(LINE);
        Thread runs = beside(jobs::run);
        assertThat(twice.await(20, TimeUnit.SECONDS)).isTrue();
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (failures(both) < 2 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        runs.interrupt();
        runs.join();
        assertThat(failures(both)).isEqualTo(2);
    }

    private long failures(List<SnapshotRef> of) {
        return book.of(LINE, of.stream().map(SnapshotRef::directory).toList()).stream()
                .filter(one -> one.result() == Evidence.Result.FAILURE
                        && one.remarks().notes().contains("no Puppet"))
                .count();
    }
}
