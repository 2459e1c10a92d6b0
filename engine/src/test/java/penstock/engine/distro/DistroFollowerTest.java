package penstock.engine.distro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import penstock.build.SpecFacts;
import penstock.config.FactoryConfig;
import penstock.distro.ReleaseLine;
import penstock.engine.follow.FollowPorts;
import penstock.engine.follow.FollowSettings;
import penstock.engine.follow.Follower;
import penstock.engine.follow.Watch;
import penstock.engine.line.Factory;
import penstock.engine.line.Lines;
import penstock.engine.line.Ports;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.FakeBuilder;
import penstock.engine.testkit.FakeMirror;
import penstock.engine.testkit.FakeRepository;
import penstock.engine.testkit.ManualClock;
import penstock.engine.testkit.MemoryFollowState;
import penstock.engine.testkit.MemoryJournal;
import penstock.engine.testkit.MemoryPublisher;
import penstock.follow.Sighting;
import penstock.line.PackageState;
import penstock.line.Settings;
import penstock.promote.RulesText;

/** The distribution changes while the factory runs (issue 3). */
@Timeout(60)
class DistroFollowerTest {
    private static final String DISTRO = "https://git.example.org/distro";

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-05-01T00:00:00Z"));
    private final FakeMirror mirror = new FakeMirror();
    private final FakeRepository repository = mirror.repository(DISTRO);
    private final FakeBuilder builder = new FakeBuilder();
    private final MemoryPublisher publisher = new MemoryPublisher();
    private final Lines lines = new Lines(
            new MemoryJournal(),
            new Ports(
                    (pkg, _, _) -> new SpecFacts(pkg.name(), List.of(), List.of(pkg.name()), List.of(), false),
                    builder,
                    publisher),
            new Settings(2, 1, Duration.ofMillis(1), false),
            clock,
            (_, _) -> {});
    private final MemoryFollowState seen = new MemoryFollowState();
    private final Follower follower =
            new Follower(new FollowPorts(mirror, lines, seen, lines), FollowSettings.USUAL, clock);
    private final Factory factory = new Factory(lines, this::pass, mirror);
    private final AtomicInteger followedAnew = new AtomicInteger();
    private final List<String> prepared = new ArrayList<>();
    private final List<RulesText> rules = new ArrayList<>();
    private FactoryConfig.Distribution where = new FactoryConfig.Distribution(DISTRO, "", "rdo.yml", List.of());

    @AfterEach
    void stop() {
        lines.close();
    }

    private void pass(ReleaseLine line) throws OutsideFailure, InterruptedException {
        follower.pass(
                line.packages().stream().map(pkg -> new Watch(line.name(), pkg)).toList());
    }

    private static String text(String releases, String... packages) {
        StringBuilder text = new StringBuilder("releases:\n");
        for (String release : releases.split(" ")) {
            text.append("- {name: " + release + ", status: development, branch: rpm, upstream_branch: master}\n");
        }
        return text + "packages:\n" + String.join("", packages);
    }

    private String pkg(String project, String more) {
        for (String url : List.of(project, project + "-distgit")) {
            FakeRepository of = mirror.repository("https://git.example.org/" + url);
            of.commit("master", "work");
            of.commit("rpm", "spec");
        }
        return "- {project: " + project + ", name: " + project + ", upstream: 'https://git.example.org/" + project
                + "', distgit: 'https://git.example.org/" + project + "-distgit', maintainers: [ada@example.org]" + more
                + "}\n";
    }

    private String pkg(String project) {
        return pkg(project, "");
    }

    private void write(String text) {
        repository.commit("master", "change", Map.of("rdo.yml", text));
    }

    /** A factory that began with the distribution as it is now. */
    private DistroFollower began(DistroInForce[] inForce) throws Exception {
        DistroSource source = new DistroSource(mirror);
        DistroVersion first = source.read(where);
        List<ReleaseLine> now = first.reading().distribution().followed(where.lines());
        inForce[0] = new DistroInForce(now);
        factory.begin(now);
        return new DistroFollower(
                source,
                where,
                first,
                inForce[0],
                new DistroFollower.Takeover(
                        all -> prepared.addAll(
                                all.stream().map(ReleaseLine::name).toList()),
                        factory,
                        rules::add,
                        followedAnew::incrementAndGet),
                clock);
    }

    private List<String> built() {
        return builder.built().stream()
                .map(request -> request.line() + "/" + request.pkg().project())
                .toList();
    }

    private static List<String> projects(Collection<PackageState> packages) {
        return packages.stream().map(state -> state.pkg().project()).toList();
    }

    @Test
    void aPackageThatComesIsBuiltWithoutARestart() throws Exception {
        write(text("spring", pkg("weir")));
        DistroInForce[] inForce = new DistroInForce[1];
        DistroFollower distro = began(inForce);
        lines.awaitRest("spring");
        assertThat(distro.look().failures()).isZero();
        assertThat(followedAnew).hasValue(0);
        write(text("spring", pkg("weir"), pkg("sluice")));
        distro.look();
        lines.awaitRest("spring");
        assertThat(built()).containsExactly("spring/weir", "spring/sluice");
        assertThat(inForce[0].lines().getFirst().packages()).hasSize(2);
        assertThat(followedAnew).as("all repositories are watched anew").hasValue(1);
        assertThat(prepared).containsExactly("spring");
    }

    @Test
    void aPackageThatChangesIsTakenOverAndOneThatGoesIsGone() throws Exception {
        write(text("spring", pkg("weir"), pkg("sluice")));
        DistroFollower distro = began(new DistroInForce[1]);
        lines.awaitRest("spring");
        mirror.repository("https://git.example.org/fork").commit("master", "forked");
        write(text("spring", pkg("weir").replace("/weir'", "/fork'").replace("ada@", "bob@")));
        clock.advance(Duration.ofMinutes(5));
        Sighting sighting = distro.look();
        assertThat(sighting.changed()).as("the next look is soon").isEqualTo(clock.instant());
        PackageState weir = lines.state("spring").find("weir").orElseThrow();
        assertThat(weir.pkg().source().url()).isEqualTo("https://git.example.org/fork");
        assertThat(weir.pkg().maintainers()).containsExactly("bob@example.org");
        assertThat(projects(lines.state("spring").packages())).containsExactly("weir");
        assertThat(lines.state("spring").gonePackages()).containsExactly("sluice");
    }

    @Test
    void aLineBeginsAndAnotherIsLeft() throws Exception {
        String both = pkg("weir", ", tags: {spring: , summer: }");
        write(text("spring", both));
        DistroInForce[] inForce = new DistroInForce[1];
        DistroFollower distro = began(inForce);
        lines.awaitRest("spring");
        write(text("summer", both));
        distro.look();
        lines.awaitRest("summer");
        assertThat(built()).containsExactly("spring/weir", "summer/weir");
        assertThat(lines.state("spring").gone()).isPresent();
        assertThat(inForce[0].lines()).extracting(ReleaseLine::name).containsExactly("summer");
    }

    @Test
    void aVersionWithMistakesIsToldAndTheOneBeforeStaysInForce() throws Exception {
        String good = text("spring", pkg("weir"));
        write(good);
        DistroInForce[] inForce = new DistroInForce[1];
        DistroFollower distro = began(inForce);
        AtomicInteger told = new AtomicInteger();
        inForce[0].onChange(told::incrementAndGet);
        write("packages: [\n- {project: }");
        distro.look();
        mirror.forgetCalls();
        distro.look();
        assertThat(mirror.calls()).as("a version is read once").containsExactly("ls-remote " + DISTRO);
        assertThat(inForce[0].trouble().orElseThrow().lines().getFirst())
                .isEqualTo("the distribution's newest version has mistakes, the one before stays in force");
        assertThat(inForce[0].trouble().orElseThrow().lines())
                .hasSizeGreaterThan(1)
                .anyMatch(line -> line.startsWith("rdo.yml:2"));
        assertThat(projects(lines.state("spring").packages())).containsExactly("weir");
        assertThat(told).hasValue(1);
        write(good);
        distro.look();
        assertThat(inForce[0].trouble()).isEmpty();
        assertThat(told).hasValue(2);
    }

    @Test
    void mistakesThatWereThereAtTheStartAreToldToo() throws Exception {
        write(text("spring", pkg("weir"), "- {name: nothing}\n"));
        DistroInForce[] inForce = new DistroInForce[1];
        DistroFollower distro = began(inForce);
        assertThat(inForce[0].trouble().orElseThrow().what())
                .isEqualTo("the distribution has mistakes, and what they are about is left out");
        write(text("spring", pkg("weir")));
        distro.look();
        assertThat(inForce[0].trouble()).isEmpty();
    }

    @Test
    void aRepositoryThatDoesNotAnswerIsToldAndAskedLessOften() throws Exception {
        write(text("spring", pkg("weir")));
        DistroInForce[] inForce = new DistroInForce[1];
        DistroFollower distro = began(inForce);
        repository.breakWith("git.example.org does not answer", true);
        assertThat(distro.look().failures()).isEqualTo(1);
        Instant since = clock.instant();
        clock.advance(Duration.ofMinutes(1));
        assertThat(distro.look().failures()).isEqualTo(2);
        assertThat(inForce[0].trouble().orElseThrow().what()).endsWith("git.example.org does not answer");
        assertThat(inForce[0].trouble().orElseThrow().since()).isEqualTo(since);
        repository.heal();
        assertThat(distro.look().failures()).isZero();
        assertThat(inForce[0].trouble()).isEmpty();
    }

    @Test
    void aFactoryBeginsWithWhatIsKnownWhileTheHostIsDown() throws Exception {
        write(text("spring", pkg("weir")));
        DistroSource source = new DistroSource(mirror);
        DistroVersion first = source.readOrKnown(where);
        write(text("spring", pkg("weir"), pkg("sluice")));
        repository.breakWith("git.example.org does not answer", true);
        assertThat(source.readOrKnown(where).made()).isEqualTo(first.made());
        repository.breakWith("access denied", false);
        assertThatThrownBy(() -> source.readOrKnown(where)).hasMessageContaining("access denied");
        repository.heal();
        assertThat(source.readOrKnown(where).made()).isNotEqualTo(first.made());
    }

    @Test
    void aFactoryThatKnowsNothingDoesNotBeginWhileTheHostIsDown() {
        write(text("spring", pkg("weir")));
        repository.breakWith("git.example.org does not answer", true);
        assertThatThrownBy(() -> new DistroSource(mirror).readOrKnown(where)).hasMessageContaining("does not answer");
    }

    @Test
    void whatCanNotBePreparedIsTriedAgain() throws Exception {
        write(text("spring", pkg("weir")));
        DistroSource source = new DistroSource(mirror);
        DistroVersion first = source.read(where);
        DistroInForce inForce = new DistroInForce(first.reading().distribution().developed());
        factory.begin(inForce.lines());
        AtomicInteger refusals = new AtomicInteger(1);
        DistroFollower distro = new DistroFollower(
                source,
                where,
                first,
                inForce,
                new DistroFollower.Takeover(
                        _ -> {
                            if (refusals.getAndDecrement() > 0) {
                                throw new OutsideFailure("the disk is full", true);
                            }
                        },
                        factory,
                        _ -> {},
                        () -> {}),
                clock);
        write(text("spring", pkg("weir"), pkg("sluice")));
        assertThat(distro.look().failures()).isEqualTo(1);
        assertThat(lines.state("spring").packages()).hasSize(1);
        assertThat(distro.look().failures()).isZero();
        assertThat(lines.state("spring").packages()).hasSize(2);
        assertThat(inForce.trouble()).isEmpty();
    }

    @Test
    void rulesOfLabelsBesideTheDistributionsFilesAreHandedOn() throws Exception {
        Files.writeString(folder.resolve("rdo.yml"), text("spring", pkg("weir")));
        where = new FactoryConfig.Distribution(folder.toString(), "", "rdo.yml", List.of());
        DistroFollower distro = began(new DistroInForce[1]);
        distro.look();
        assertThat(rules).isEmpty();
        Files.writeString(folder.resolve("promotion.yaml"), "labels: []");
        distro.look();
        assertThat(rules).containsExactly(new RulesText("promotion.yaml", "labels: []"));
        Files.delete(folder.resolve("promotion.yaml"));
        distro.look();
        assertThat(rules).last().isEqualTo(RulesText.NONE);
    }

    @Test
    void aFolderWithPlainFilesIsFollowedToo() throws Exception {
        Files.writeString(folder.resolve("rdo.yml"), "import: [more.yml]\n" + text("spring", pkg("weir")));
        Files.writeString(folder.resolve("more.yml"), "package-default: {}\n");
        where = new FactoryConfig.Distribution(folder.toString(), "", "rdo.yml", List.of());
        DistroFollower distro = began(new DistroInForce[1]);
        distro.look();
        assertThat(followedAnew).hasValue(0);
        Files.writeString(folder.resolve("more.yml"), "packages:\n" + pkg("sluice"));
        distro.look();
        assertThat(projects(lines.state("spring").packages())).containsExactlyInAnyOrder("weir", "sluice");
        assertThat(followedAnew).hasValue(1);
    }

    @Test
    void aBranchATagAndACommitMayBeNamed() throws Exception {
        write(text("spring", pkg("weir")));
        String commit = mirror.remoteRefs(DISTRO).getOrDefault("refs/heads/master", "");
        repository.tag("v1", commit);
        repository.branch("stable", commit);
        write(text("spring", pkg("weir"), pkg("sluice")));
        for (String ref : List.of("v1", "stable", "refs/heads/stable", commit)) {
            where = new FactoryConfig.Distribution(DISTRO, ref, "rdo.yml", List.of());
            DistroFollower distro = began(new DistroInForce[1]);
            assertThat(distro.look().failures()).as(ref).isZero();
            assertThat(lines.state("spring").packages()).as(ref).hasSize(1);
        }
    }
}
