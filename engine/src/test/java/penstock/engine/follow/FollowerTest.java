package penstock.engine.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.distro.Package.Source;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.FakeMirror;
import penstock.engine.testkit.FakeRepository;
import penstock.engine.testkit.MemoryFollowState;
import penstock.follow.FallBack;
import penstock.follow.Finding;
import penstock.follow.Sighting;

/** B3: one pass over packages; G: a broken repository is told and stops nobody else. */
class FollowerTest {
    private final FakeMirror mirror = new FakeMirror();
    private final MemoryFollowState state = new MemoryFollowState();
    private final FakeRepository nova = mirror.repository("https://git.example.org/nova");
    private final FakeRepository novaSpec = mirror.repository("https://dist.example.org/nova");
    private FollowSettings settings = FollowSettings.USUAL;
    private final List<Watch> watches = new ArrayList<>();

    @BeforeEach
    void oneWatchedPackage() {
        nova.commit("master", "one");
        nova.commit("master", "two");
        novaSpec.commit("rpm-master", "spec");
        watches.add(watch("nova", new Source(nova.url(), "master", false)));
    }

    private Watch watch(String project, Source source) {
        Source distgit = new Source(novaSpec.url(), "rpm-master", false);
        return new Watch("line", new Package(project, "openstack-" + project, "", source, distgit, List.of()));
    }

    private List<Finding> pass() throws Exception {
        FollowPorts ports = new FollowPorts(mirror, state, state, state);
        new Follower(ports, settings, InstantSource.fixed(Instant.parse("2026-05-01T00:00:00Z"))).pass(watches);
        return state.takeFindings();
    }

    private Finding.Moved moved() throws Exception {
        List<Finding> found = pass();
        assertThat(found).singleElement().isInstanceOf(Finding.Moved.class);
        return (Finding.Moved) found.getFirst();
    }

    private Finding.Broken broken() throws Exception {
        List<Finding> found = pass();
        assertThat(found).singleElement().isInstanceOf(Finding.Broken.class);
        return (Finding.Broken) found.getFirst();
    }

    private static List<String> subjects(Finding.Moved moved) {
        return moved.source().stream().map(Commit::subject).toList();
    }

    @Test
    void theFirstTimeOnlyTheNewestCommitIsTakenUp() throws Exception {
        Finding.Moved moved = moved();
        assertThat(subjects(moved)).containsExactly("two");
        assertThat(moved.distgit().subject()).isEqualTo("spec");
        assertThat(moved.notes()).isEmpty();
    }

    @Test
    void anIdlePassAsksEveryRepositoryOnceAndDoesNothingElse() throws Exception {
        watches.add(watch("nova-twin", new Source(nova.url(), "master", false)));
        pass();
        int writes = state.writes();
        mirror.forgetCalls();
        assertThat(pass()).hasSize(2).allMatch(f -> f instanceof Finding.Unchanged);
        assertThat(mirror.calls()).containsExactlyInAnyOrder("ls-remote " + nova.url(), "ls-remote " + novaSpec.url());
        assertThat(state.writes()).isEqualTo(writes);
    }

    @Test
    void newCommitsComeOldestFirstAndAPackageThatSharesTheRepositoryCostsNoSecondFetch() throws Exception {
        watches.add(watch("nova-twin", new Source(nova.url(), "master", false)));
        pass();
        nova.commit("master", "three");
        nova.commit("master", "four");
        mirror.forgetCalls();
        assertThat(pass())
                .hasSize(2)
                .allSatisfy(f -> assertThat(subjects((Finding.Moved) f)).containsExactly("three", "four"));
        assertThat(mirror.calls()).filteredOn(call -> call.startsWith("fetch")).hasSize(2);
    }

    @Test
    void aNewPackagingCommitBuildsTheHeadAgain() throws Exception {
        pass();
        novaSpec.commit("rpm-master", "spec 2");
        Finding.Moved moved = moved();
        assertThat(subjects(moved)).containsExactly("two");
        assertThat(moved.distgit().subject()).isEqualTo("spec 2");
    }

    @Test
    void afterARewrittenHistoryTheHeadAloneIsTakenUpAndThatIsShown() throws Exception {
        pass();
        Commit other = nova.add(List.of(), "other", Map.of(), Instant.parse("2026-02-01T00:00:00Z"));
        nova.branch("master", other.id());
        nova.commit("master", "new");
        Finding.Moved moved = moved();
        assertThat(subjects(moved)).containsExactly("new");
        assertThat(moved.notes()).singleElement().asString().contains("history was rewritten");
        assertThat(pass()).singleElement().isInstanceOf(Finding.Unchanged.class);
    }

    @Test
    void moreCommitsThanAreTakenAtOnceAreShown() throws Exception {
        settings = new FollowSettings(FallBack.NEVER, settings.interval(), 8, 2);
        pass();
        for (int i = 0; i < 3; i++) {
            nova.commit("master", "more " + i);
        }
        Finding.Moved moved = moved();
        assertThat(subjects(moved)).containsExactly("more 1", "more 2");
        assertThat(moved.notes()).singleElement().asString().contains("more than 2 new commits");
    }

    @Test
    void aMissingBranchFallsBackOnlyAsConfiguredAndThatIsShown() throws Exception {
        watches.clear();
        watches.add(watch("nova", new Source(nova.url(), "stable/2024.1", false)));
        nova.branch("unmaintained/2024.1", nova.commit("master", "late").id());
        assertThat(broken().message()).contains("has no branch stable/2024.1", nova.url(), "configure a fall back");
        settings = new FollowSettings(
                new FallBack(List.of(FallBack.Rule.of("stable/(.*)", List.of("unmaintained/$1")))),
                settings.interval(),
                8,
                100);
        Finding.Moved moved = moved();
        assertThat(subjects(moved)).containsExactly("late");
        assertThat(moved.notes()).singleElement().asString().contains("unmaintained/2024.1", "as configured");
    }

    @Test
    void aPinnedTagIsTakenAndDoesNotFollowWhenItIsMoved() throws Exception {
        watches.clear();
        watches.add(watch("nova", new Source(nova.url(), "1.0", true)));
        Commit first = nova.commit("master", "release");
        nova.tag("1.0", first.id());
        assertThat(subjects(moved())).containsExactly("release");
        nova.tag("1.0", nova.commit("master", "after").id());
        assertThat(broken().message()).contains("the tag 1.0", "was moved", first.id());
        assertThat(broken().message()).as("it stays so").contains("was moved");
        nova.tag("1.0", first.id());
        assertThat(pass()).singleElement().isInstanceOf(Finding.Unchanged.class);
    }

    @Test
    void anotherPinIsTakenUpAndShown() throws Exception {
        watches.clear();
        watches.add(watch("nova", new Source(nova.url(), "1.0", true)));
        nova.tag("1.0", nova.commit("master", "release").id());
        pass();
        Commit next = nova.commit("master", "next release");
        watches.set(0, watch("nova", new Source(nova.url(), next.id(), true)));
        Finding.Moved moved = moved();
        assertThat(subjects(moved)).containsExactly("next release");
        assertThat(moved.notes()).singleElement().asString().contains("the pin changed");
        mirror.forgetCalls();
        assertThat(pass()).singleElement().isInstanceOf(Finding.Unchanged.class);
        assertThat(mirror.calls())
                .as("a pinned commit id is not asked for")
                .containsExactly("ls-remote " + novaSpec.url());
    }

    @Test
    void aBrokenRepositoryStopsNobodyElse() throws Exception {
        FakeRepository bad = mirror.repository("https://bad.example.org/x");
        bad.breakWith("https://bad.example.org/x: the host does not answer", true);
        watches.addFirst(watch("bad", new Source(bad.url(), "master", false)));
        watches.add(watch("gone", new Source("https://git.example.org/gone", "master", false)));
        assertThat(pass())
                .hasSize(3)
                .anyMatch(f -> f instanceof Finding.Moved && f.project().equals("nova"))
                .contains(new Finding.Broken("bad", "https://bad.example.org/x: the host does not answer", true))
                .anyMatch(f -> f instanceof Finding.Broken && f.project().equals("gone"));
        assertThat(failures(bad)).isEqualTo(1);
        bad.heal();
        bad.commit("master", "better");
        assertThat(pass())
                .anyMatch(f -> f instanceof Finding.Moved && f.project().equals("bad"));
        assertThat(failures(bad)).isZero();
    }

    private int failures(FakeRepository repository) {
        return Optional.ofNullable(state.all().get(repository.url()))
                .map(Sighting::failures)
                .orElse(-1);
    }

    @Test
    void aFindingThatIsNotTakenIsOfferedAgain() throws Exception {
        Findings full = (line, finding) -> {
            throw new OutsideFailure("the disk is full", true);
        };
        FollowPorts ports = new FollowPorts(mirror, state, state, full);
        assertThatThrownBy(() -> new Follower(ports, settings, InstantSource.system()).pass(watches))
                .isInstanceOf(OutsideFailure.class)
                .hasMessage("the disk is full");
        assertThat(subjects(moved())).containsExactly("two");
    }
}
