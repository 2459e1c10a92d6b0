package penstock.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import penstock.build.BuildOptions;
import penstock.build.Verdict;
import penstock.change.Commit;
import penstock.dependents.Effect;
import penstock.dependents.Ending;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.build.LinePart;
import penstock.engine.port.OutsideFailure;
import penstock.engine.require.TreeReader;
import penstock.engine.testkit.FakeMirror;
import penstock.engine.testkit.FakeTestbed;
import penstock.engine.testkit.ManualClock;
import penstock.engine.trial.DependentReport.Dependent;
import penstock.engine.trial.DependentTrial.Result;
import penstock.follow.FallBack;
import penstock.problem.Problem;
import penstock.require.answer.Packaged;
import penstock.require.answer.RpmDependency;
import penstock.version.Evr;

/** Dependents with a control (issue 4, F). */
class DependentTrialTest {
    private final FakeMirror mirror = new FakeMirror();
    private final FakeTestbed bed = new FakeTestbed();
    private final List<String> told = new ArrayList<>();
    private final ReleaseLine line = new ReleaseLine(
            "mill",
            "mill",
            "development",
            List.of(),
            List.of(pkg("headrace"), pkg("builds"), pkg("runs"), pkg("upstream"), pkg("required"), pkg("other")));
    private Commit older;

    private static Package pkg(String name) {
        return new Package(
                name,
                name,
                "",
                new Package.Source("https://up.example/" + name, "master", false),
                new Package.Source("https://dist.example/" + name, "rpm-master", false),
                List.of());
    }

    private static Packaged rpm(String name, String source, String version, String... requires) {
        Evr evr = new Evr("0", version, "1");
        return new Packaged(
                name,
                evr,
                source,
                List.of(new RpmDependency(name, RpmDependency.Sign.EQUAL, evr)),
                List.of(requires).stream().map(RpmDependency::any).toList(),
                List.of());
    }

    @BeforeEach
    void mill() throws Exception {
        older = repository("headrace", "", "");
        repository("headrace", "", "");
        repository("builds", "BuildRequires: python3-headrace >= 9\n", "");
        repository("runs", "Requires: headrace-tools\n", "");
        repository("upstream", "", "headrace>=1\n");
        repository("required", "", "");
        repository("other", "Requires: python3-tailrace\n", "tailrace\n");
        bed.publish(
                rpm("python3-headrace", "headrace", "1.0"),
                rpm("headrace-tools", "headrace", "1.0"),
                rpm("required-libs", "required", "3.0", "python3-headrace"),
                rpm("other", "other", "1.0", "python3-tailrace"));
        bed.makes("headrace", rpm("python3-headrace", "headrace", "1.1"));
    }

    private Commit repository(String name, String spec, String requirements) throws Exception {
        String upstream = "https://up.example/" + name;
        Commit commit = mirror.repository(upstream)
                .commit(
                        "master",
                        "More",
                        Map.of(
                                "requirements.txt",
                                requirements,
                                "setup.cfg",
                                "[metadata]\nname = " + name + "\n",
                                "setup.py",
                                "setup(pbr=True)\n"));
        mirror.repository("https://dist.example/" + name)
                .commit(
                        "rpm-master",
                        "Package",
                        Map.of(name + ".spec", "Name: " + name + "\nVersion: XXX\n" + spec + "%description\n%files\n"));
        mirror.fetch(upstream);
        mirror.fetch("https://dist.example/" + name);
        return commit;
    }

    @Test
    void onlyWhatTheNewBuildChangedIsItsDoing() throws Exception {
        bed.before("builds", FakeTestbed.fails("as ever")).after("builds", FakeTestbed.fails("as ever"));
        bed.after("runs", FakeTestbed.fails("no headrace-tools"));
        bed.before("required", FakeTestbed.fails("too old"));
        DependentReport report = tried(Optional.empty());
        assertThat(effects(report))
                .containsExactly("builds FAILING", "runs NEWLY_BROKEN", "upstream PASSING", "required NEWLY_FIXED");
        assertThat(report.problems()).isEmpty();
        assertThat(report.current()).isFalse();
        Dependent broken = report.with(Effect.NEWLY_BROKEN).getFirst();
        assertThat(broken.after().ending())
                .isInstanceOfSatisfying(
                        Ending.Judged.class,
                        judged -> assertThat(judged.verdict().evidence())
                                .containsExactly(new Verdict.LogLine(7, "error: no headrace-tools")));
        assertThat(told)
                .contains("4 packages of mill ask for what headrace provides")
                .filteredOn(text -> text.contains(" of 4: "))
                .hasSize(4)
                .anyMatch(text -> text.endsWith("runs is newly broken"));
    }

    /** Also a package that the new build does not make any more is gone, as it will be when it is published. */
    @Test
    void theNewBuildTakesTheOldOnesPlaceAndNothingElseDiffers() throws Exception {
        tried(Optional.empty());
        List<FakeTestbed.Built> control =
                bed.built().stream().filter(one -> !one.sawNew()).toList();
        List<FakeTestbed.Built> trial =
                bed.built().stream().filter(FakeTestbed.Built::sawNew).toList();
        assertThat(control)
                .extracting(one -> one.request().pkg().project())
                .containsExactlyInAnyOrder("headrace", "builds", "runs", "upstream", "required");
        assertThat(trial)
                .extracting(one -> one.request().pkg().project())
                .containsExactlyInAnyOrder("builds", "runs", "upstream", "required");
        assertThat(control)
                .allSatisfy(one -> assertThat(one.line()).containsExactly(LinePart.whole(Path.of("/published/0"))));
        assertThat(trial).allSatisfy(one -> {
            assertThat(one.line()).hasSize(2);
            assertThat(one.line().getFirst().without()).isEmpty();
            assertThat(one.line().getLast().without()).containsExactly("headrace-tools", "python3-headrace");
        });
        assertThat(bed.built()).allSatisfy(one -> {
            assertThat(one.variant().installsKnown()).isTrue();
            assertThat(one.variant().spec()).isEmpty();
        });
        for (FakeTestbed.Built one : trial) {
            assertThat(control)
                    .filteredOn(
                            other -> other.request().pkg().equals(one.request().pkg()))
                    .singleElement()
                    .satisfies(other -> {
                        assertThat(other.request().source())
                                .isEqualTo(one.request().source());
                        assertThat(other.request().distgit())
                                .isEqualTo(one.request().distgit());
                        assertThat(other.request().id())
                                .isNotEqualTo(one.request().id());
                    });
        }
    }

    @Test
    void ofALineWithComponentsAllAreSeenAndInEachTheOldOneIsHidden() throws Exception {
        bed.publish(rpm("wheel", "wheel", "1.0"));
        tried(Optional.empty());
        assertThat(bed.built().getFirst().line()).hasSize(2);
        assertThat(bed.built().getLast().line())
                .extracting(part -> part.without().size())
                .containsExactly(0, 2, 2);
    }

    @Test
    void aCommitMayBeNamed() throws Exception {
        assertThat(tried(Optional.of(older.shortId())).build().request().source())
                .isEqualTo(older);
        assertThat(bed.built().getFirst().request().source()).isEqualTo(older);
        assertThat(refused(Optional.of("nothing")))
                .contains("no one commit of headrace that is known here is called nothing");
    }

    @Test
    void aPackageThatCannotBeBuiltHasNoDependentsYet() throws Exception {
        bed.before("headrace", FakeTestbed.fails("it broke"));
        DependentReport report = tried(Optional.empty());
        assertThat(report.build().verdict().succeeded()).isFalse();
        assertThat(report.dependents()).isEmpty();
        assertThat(bed.built()).hasSize(1);
    }

    @Test
    void whatCurrentHasAlreadyIsNotComparedWithItself() throws Exception {
        bed.makes("headrace", rpm("headrace-tools", "headrace", "1.0"), rpm("python3-headrace", "headrace", "1.0"));
        DependentReport report = tried(Optional.empty());
        assertThat(report.current()).isTrue();
        assertThat(bed.built()).hasSize(1);
    }

    @Test
    void whatFailsOutsideIsTriedAgainAndThenNotJudged() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        bed.after("runs", () -> {
            if (tries.getAndIncrement() == 0) {
                throw new OutsideFailure("the disk is full", true);
            }
            return Verdict.SUCCESS;
        });
        bed.before("builds", FakeTestbed.loses());
        bed.after("upstream", () -> {
            throw new OutsideFailure("the disk is full", true);
        });
        DependentReport report = tried(Optional.empty());
        assertThat(effects(report))
                .containsExactly("builds UNDECIDED", "runs PASSING", "upstream UNDECIDED", "required PASSING");
        assertThat(report.with(Effect.UNDECIDED).getFirst().before().ending())
                .isEqualTo(new Ending.Unknown("can't download http://x/: connection reset"));
        assertThat(report.with(Effect.UNDECIDED).getLast().after().ending())
                .isEqualTo(new Ending.Unknown("the disk is full"));
    }

    @Test
    void whatCannotBeReadIsToldAndWhatIsKnownToAskIsNotJudged() throws Exception {
        for (String name : List.of("required", "other")) {
            mirror.repository("https://dist.example/" + name).delete("refs/heads/rpm-master");
            mirror.fetch("https://dist.example/" + name);
        }
        DependentReport report = tried(Optional.empty());
        assertThat(report.problems()).extracting(Problem::message).containsExactly("no rpm-master of it is known here");
        assertThat(report.with(Effect.UNDECIDED)).singleElement().satisfies(one -> {
            assertThat(one.pkg().project()).isEqualTo("required");
            assertThat(one.commits()).isEmpty();
            assertThat(one.after().ending()).isEqualTo(new Ending.Unknown("no rpm-master of it is known here"));
        });
    }

    @Test
    void withoutAnythingPublishedOrKnownThereIsNothingToCompare() throws Exception {
        FakeTestbed empty = new FakeTestbed();
        assertThat(refused(empty, Optional.empty())).contains("the line mill has published nothing yet");
        mirror.repository("https://dist.example/headrace").delete("refs/heads/rpm-master");
        mirror.fetch("https://dist.example/headrace");
        assertThat(refused(Optional.empty())).contains("no rpm-master of it is known here");
    }

    @Test
    void soManyAreBuiltAtTheSameTimeAndNoMore() throws Exception {
        CountDownLatch two = new CountDownLatch(2);
        FakeTestbed.Ends together = () -> {
            two.countDown();
            try {
                assertThat(two.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Verdict.SUCCESS;
        };
        for (String name : List.of("builds", "runs", "upstream", "required")) {
            bed.before(name, together);
        }
        tried(Optional.empty());
        assertThat(bed.most()).isEqualTo(2);
    }

    private static List<String> effects(DependentReport report) {
        return report.dependents().stream()
                .map(one -> one.pkg().project() + " " + one.effect())
                .toList();
    }

    private DependentReport tried(Optional<String> commit) throws Exception {
        return ((Result.Done) result(bed, commit)).report();
    }

    private String refused(Optional<String> commit) throws Exception {
        return refused(bed, commit);
    }

    private String refused(FakeTestbed with, Optional<String> commit) throws Exception {
        return ((Result.Refused) result(with, commit)).problems().getFirst().message();
    }

    private Result result(FakeTestbed with, Optional<String> commit) throws Exception {
        DependentTrial trial = new DependentTrial(
                new TreeReader(mirror, mirror, FallBack.NEVER),
                Map.of(),
                with,
                new ManualClock(Instant.parse("2026-03-01T12:00:00Z")));
        return trial.of(
                new DependentTrial.Wanted(line, line.packages().getFirst(), commit, BuildOptions.PLAIN, 2),
                new DependentTrial.Progress() {
                    @Override
                    public void tell(String text) {
                        synchronized (told) {
                            told.add(text);
                        }
                    }

                    @Override
                    public void now(String doing) {
                        assertThat(doing).startsWith("building ");
                    }
                });
    }
}
