package penstock.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import penstock.build.SpecFacts;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.access.FollowChange.Pause;
import penstock.engine.access.FollowChange.Remove;
import penstock.engine.access.FollowChange.Resume;
import penstock.engine.line.Factory;
import penstock.engine.line.Lines;
import penstock.engine.line.Ports;
import penstock.engine.line.StoredLines;
import penstock.engine.testkit.FakeBuilder;
import penstock.engine.testkit.FakeMirror;
import penstock.engine.testkit.MemoryAuditTrail;
import penstock.engine.testkit.MemoryJournal;
import penstock.engine.testkit.MemoryPublisher;
import penstock.follow.Finding;
import penstock.line.LineState;
import penstock.line.Settings;

/** Pausing and resuming, while a factory runs and while none does (issue 3, B6). */
@Timeout(60)
class FollowOfficeTest {
    private static final Actor ADA = Actor.user("ada");
    private final MemoryJournal journal = new MemoryJournal();
    private final FakeBuilder builder = new FakeBuilder();
    private final MemoryAuditTrail audit = new MemoryAuditTrail(InstantSource.system());
    private final StoredLines stored = new StoredLines(journal, InstantSource.system());
    private final FollowOffice office = new FollowOffice(stored, audit);
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void begin() throws Exception {
        try (Lines lines = lines()) {
            lines.open(line("flamingo"));
            lines.open(line("epoxy"));
        }
    }

    private Lines lines() {
        Ports ports = new Ports(
                (pkg, source, distgit) -> new SpecFacts(pkg.name(), List.of(), List.of(), List.of(), false),
                builder,
                new MemoryPublisher());
        Settings settings = new Settings(1, 1, Duration.ofMillis(1), false);
        return new Lines(journal, ports, settings, InstantSource.system(), (line, entry) -> {});
    }

    private static ReleaseLine line(String name) {
        return new ReleaseLine(name, name, "development", List.of(), List.of(pkg("nova"), pkg("glance")));
    }

    private static Package pkg(String name) {
        Package.Source source = new Package.Source("https://example.org/" + name, "master", false);
        return new Package(name, "openstack-" + name, "", source, source, List.of());
    }

    private List<String> change(FollowChange change) throws Exception {
        return office.change(ADA, change, told::add);
    }

    private AuditTrail.Entry newest() {
        return audit.newest(Optional.empty(), 1).getFirst();
    }

    private static void found(Lines lines, String project, String digit) throws Exception {
        Commit commit = new Commit(digit.repeat(40), digit.repeat(40), Instant.EPOCH, "A <a@example.org>", "Work");
        lines.take("flamingo", new Finding.Moved(project, List.of(commit), commit, List.of()));
    }

    @Test
    void whatIsPausedWhileNothingRunsIsPausedWhenTheFactoryRuns() throws Exception {
        assertThat(change(new Pause(Optional.of("flamingo"), List.of("openstack-nova"), "the host moves")))
                .isEmpty();
        assertThat(told).containsExactly("flamingo: nova is paused; what runs ends");
        assertThat(newest().action()).isEqualTo("pause");
        assertThat(newest().target()).isEqualTo("flamingo openstack-nova: the host moves");
        assertThat(newest().outcome()).isEqualTo("done");
        assertThat(stored.state("flamingo").excuse("nova").orElseThrow().what())
                .isEqualTo("following is paused by user:ada: the host moves");
        try (Lines lines = lines()) {
            lines.open(line("flamingo"));
            assertThat(lines.followed(line("flamingo")).packages())
                    .extracting(Package::project)
                    .containsExactly("glance");
            found(lines, "nova", "1");
            found(lines, "glance", "1");
            lines.awaitRest("flamingo");
            assertThat(builder.built())
                    .extracting(build -> build.pkg().project())
                    .containsExactly("glance");
        }
    }

    @Test
    void aPassLeavesOutWhatIsPausedAndAResumedPackageIsBuilt() throws Exception {
        try (Lines lines = lines()) {
            FollowOffice running = new FollowOffice(lines.decisions(), audit);
            ReleaseLine line = line("flamingo");
            lines.open(line);
            running.change(ADA, new Pause(Optional.empty(), List.of("nova"), ""), told::add);
            assertThat(told).hasSize(2);
            List<ReleaseLine> looked = new ArrayList<>();
            Factory factory = new Factory(lines, looked::add, new FakeMirror());
            factory.pass(line);
            assertThat(looked.getFirst().packages())
                    .extracting(Package::project)
                    .containsExactly("glance");
            running.change(ADA, new Resume(Optional.of("flamingo"), List.of("nova")), told::add);
            found(lines, "nova", "1");
            lines.awaitRest("flamingo");
            assertThat(builder.built()).hasSize(1);
            assertThat(stored.state("epoxy").pause("nova")).isPresent();
        }
    }

    @Test
    void workThatWaitedGoesOnWhenItIsResumedWhileNothingRuns() throws Exception {
        try (Lines lines = lines()) {
            lines.open(line("flamingo"));
            lines.hold(Optional.of("full"));
            found(lines, "nova", "1");
            new FollowOffice(lines.decisions(), audit)
                    .change(ADA, new Pause(Optional.of("flamingo"), List.of(), ""), told::add);
            lines.hold(Optional.empty());
            lines.awaitRest("flamingo");
        }
        assertThat(builder.built()).isEmpty();
        assertThat(change(new Resume(Optional.of("flamingo"), List.of()))).isEmpty();
        assertThat(builder.built()).isEmpty();
        try (Lines lines = lines()) {
            lines.open(line("flamingo"));
            LineState end = lines.awaitRest("flamingo");
            assertThat(builder.built()).hasSize(1);
            assertThat(end.excuse("nova")).isEmpty();
        }
    }

    @Test
    void aPackageIsRemovedOnceTheDistributionNamesItNoMore() throws Exception {
        assertThat(change(new Remove(Optional.of("flamingo"), List.of("nova"))))
                .containsExactly("the distribution still names nova in flamingo; take it out there first,"
                        + " which a running factory follows by itself");
        try (Lines lines = lines()) {
            lines.open(line("flamingo").cutTo(pkg -> pkg.project().equals("glance")));
        }
        assertThat(stored.state("flamingo").gonePackages()).containsExactly("nova");
        assertThat(change(new Remove(Optional.of("flamingo"), List.of("nova")))).isEmpty();
        assertThat(newest().action()).isEqualTo("remove");
        assertThat(newest().outcome()).isEqualTo("done");
        assertThat(stored.state("flamingo").gonePackages()).isEmpty();
        assertThat(change(new Remove(Optional.of("flamingo"), List.of("nova"))))
                .singleElement()
                .asString()
                .startsWith("no package nova is gone from flamingo");
    }

    @Test
    void aLineIsRemovedOnceItIsNotFollowed() throws Exception {
        assertThat(change(new Remove(Optional.of("epoxy"), List.of())))
                .singleElement()
                .asString()
                .startsWith("the line epoxy is followed");
        try (Lines lines = lines()) {
            new Factory(lines, _ -> {}, new FakeMirror()).begin(List.of(line("flamingo")));
        }
        assertThat(stored.state("epoxy").gone()).isPresent();
        assertThat(change(new Remove(Optional.of("epoxy"), List.of()))).isEmpty();
        assertThat(stored.lines()).containsExactly("flamingo");
        assertThat(stored.state("epoxy").packages()).isEmpty();
        try (Lines lines = lines()) {
            new Factory(lines, _ -> {}, new FakeMirror()).begin(List.of(line("flamingo"), line("epoxy")));
        }
        assertThat(stored.state("epoxy").packages()).hasSize(2);
    }

    @Test
    void wrongNamesAreToldAndNothingIsChanged() throws Exception {
        assertThat(change(new Pause(Optional.of("flaming"), List.of(), "")))
                .containsExactly("no line flaming was begun here; did you mean flamingo?");
        assertThat(change(new Pause(Optional.empty(), List.of("nova", "glanze"), "")))
                .containsExactly("no package is called glanze; did you mean glance?");
        assertThat(newest().outcome()).startsWith("no package is called glanze");
        assertThat(stored.state("flamingo").pause("nova")).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void whoResumesIsToldWhatStaysPaused() throws Exception {
        change(new Pause(Optional.of("flamingo"), List.of("nova"), ""));
        change(new Pause(Optional.of("flamingo"), List.of(), ""));
        told.clear();
        change(new Resume(Optional.of("flamingo"), List.of("glance")));
        change(new Resume(Optional.of("flamingo"), List.of()));
        assertThat(told)
                .containsExactly(
                        "flamingo: glance is followed again",
                        "flamingo: but its line is paused: penstock resume --line flamingo",
                        "flamingo: the whole line is followed again",
                        "flamingo: these stay paused by themselves: nova");
    }
}
