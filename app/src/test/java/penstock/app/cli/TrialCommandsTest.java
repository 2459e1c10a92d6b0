package penstock.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import penstock.app.terminal.Terminal;
import penstock.build.BuildOptions;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.diff.CommitsBetween;
import penstock.engine.port.OutsideFailure;
import penstock.engine.require.HistoryReplay;
import penstock.engine.require.LineCheck;
import penstock.engine.require.RequirementHistory;
import penstock.engine.require.SourceHistory;
import penstock.engine.require.TreeReader;
import penstock.engine.require.WhoNeeds;
import penstock.engine.testkit.FakeMirror;
import penstock.engine.testkit.FakeTestbed;
import penstock.engine.testkit.ManualClock;
import penstock.engine.testkit.ProvidedNothing;
import penstock.engine.trial.DependentTrial;
import penstock.engine.trial.PatchTrial;
import penstock.follow.FallBack;
import penstock.require.answer.Packaged;
import penstock.require.answer.RpmDependency;
import penstock.require.replay.Surroundings;
import penstock.version.Evr;

/** What {@code penstock build --with-patch} and {@code rebuild-dependents} show (issue 4, D and F). */
class TrialCommandsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final FakeMirror mirror = new FakeMirror();
    private final FakeTestbed bed = new FakeTestbed();
    private final ReleaseLine line = new ReleaseLine(
            "mill", "mill", "development", List.of(), List.of(pkg("weir"), pkg("sluice"), pkg("pond"), pkg("wheel")));

    private static Package pkg(String name) {
        return new Package(
                name,
                name,
                "",
                new Package.Source("https://up.example/" + name, "master", false),
                new Package.Source("https://dist.example/" + name, "rpm-master", false),
                List.of());
    }

    private static Packaged rpm(String name, String version) {
        Evr evr = new Evr("0", version, "1");
        return new Packaged(
                name, evr, name, List.of(new RpmDependency(name, RpmDependency.Sign.EQUAL, evr)), List.of(), List.of());
    }

    @BeforeEach
    void mill() throws Exception {
        repository("weir", "", "");
        repository("sluice", "Requires: weir\n", "weir\n");
        repository("pond", "BuildRequires: weir >= 2\n", "");
        repository("wheel", "", "");
        bed.publish(rpm("weir", "1"), rpm("sluice", "1"));
        bed.makes("weir", rpm("weir", "2"));
    }

    private void repository(String name, String spec, String requirements) throws OutsideFailure {
        mirror.repository("https://up.example/" + name)
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
                        Map.of(
                                name + ".spec",
                                "%{?python_disable_dependency_generator}\nName: " + name + "\nVersion: XXX\n" + spec
                                        + "%description\n%package -n python3-"
                                        + name + "\nRequires: python3-six >= 1\n%description -n python3-" + name
                                        + "\n%files -n python3-" + name + "\n"));
        mirror.fetch("https://up.example/" + name);
        mirror.fetch("https://dist.example/" + name);
    }

    @Test
    void whatIsNewlyBrokenOrFixedIsShownAndTheRestCounted() {
        bed.after("sluice", FakeTestbed.fails("no such function"));
        bed.before("pond", FakeTestbed.fails("weir is too old"));
        assertThat(run("rebuild-dependents", "weir")).isEqualTo(1);
        assertThat(shown())
                .containsExactly(
                        "built|weir of mill at " + id("weir") + ": weir-1.0-1",
                        "newly broken|sluice at " + id("sluice") + ", check: no such function",
                        "|7: error: no such function",
                        "|log: /logs/sluice",
                        "newly fixed|pond at " + id("pond") + "; before, check: weir is too old",
                        "|7: error: weir is too old",
                        "|log: /logs/pond",
                        "2 packages ask for what it provides: 1 newly broken, 1 newly fixed");
        assertThat(err.toString(UTF_8))
                .contains("looked at weir", "2 packages of mill ask for what weir provides", "sluice is newly broken");
    }

    @Test
    void whatDidNotChangeIsOnlyCounted() {
        bed.before("pond", FakeTestbed.fails("as ever")).after("pond", FakeTestbed.fails("as ever"));
        assertThat(run("rebuild-dependents", "weir@master", "--with-tests", "--at-once", "1"))
                .isZero();
        assertThat(shown())
                .containsExactly(
                        "built|weir of mill at " + id("weir") + ": weir-1.0-1",
                        "2 packages ask for what it provides: 1 good with both builds, 1 failing with both");
        assertThat(bed.built())
                .allSatisfy(one -> assertThat(one.request().options()).isEqualTo(new BuildOptions(false, true)));
        assertThat(bed.most()).isEqualTo(1);
    }

    @Test
    void whatCouldNotBeJudgedIsNoSuccess() {
        bed.after("sluice", FakeTestbed.loses());
        assertThat(run("rebuild-dependents", "weir")).isEqualTo(4);
        assertThat(shown())
                .contains(
                        "not judged|sluice at " + id("sluice")
                                + "; before, built, and it can be installed; after, not known: can't download http://x/: connection reset");
    }

    @Test
    void aPackageThatIsNotBuiltIsTheAnswer() {
        bed.before("weir", FakeTestbed.fails("it leaks"));
        assertThat(run("rebuild-dependents", "weir")).isEqualTo(1);
        assertThat(shown())
                .containsExactly(
                        "failed|weir of mill at " + id("weir") + ", check: it leaks",
                        "|7: error: it leaks",
                        "|log: /logs/weir");
    }

    @Test
    void asJsonItHasItsPromisedKeys() throws Exception {
        bed.after("sluice", FakeTestbed.fails("no such function"));
        assertThat(run("rebuild-dependents", "weir", "--json")).isEqualTo(1);
        JsonNode document = new ObjectMapper().readTree(out.toByteArray());
        assertThat(document.at("/line").asText()).isEqualTo("mill");
        assertThat(document.at("/package/project").asText()).isEqualTo("weir");
        assertThat(document.at("/package/source/id").asText()).startsWith(id("weir"));
        assertThat(document.at("/build/status").asText()).isEqualTo("SUCCESS");
        assertThat(document.at("/current").isBoolean()).isTrue();
        assertThat(document.at("/counts/all").asInt()).isEqualTo(2);
        assertThat(document.at("/counts/newly_broken").asInt()).isEqualTo(1);
        assertThat(document.at("/counts/passing").asInt()).isEqualTo(1);
        assertThat(document.at("/dependents")).hasSize(1);
        JsonNode broken = document.at("/dependents/0");
        assertThat(broken.at("/project").asText()).isEqualTo("sluice");
        assertThat(broken.at("/effect").asText()).isEqualTo("newly_broken");
        assertThat(broken.at("/distgit/subject").asText()).isEqualTo("Package");
        assertThat(broken.at("/before/status").asText()).isEqualTo("SUCCESS");
        assertThat(broken.at("/after/step").asText()).isEqualTo("check");
        assertThat(broken.at("/after/cause").asText()).isEqualTo("no such function");
        assertThat(broken.at("/after/evidence/0/line").asInt()).isEqualTo(7);
        assertThat(broken.at("/after/log").asText()).isEqualTo("/logs/sluice");
        assertThat(document.at("/problems").isArray()).isTrue();
    }

    @Test
    void whatCurrentHasAlreadyIsSaid() {
        bed.makes("weir", rpm("weir", "1"));
        assertThat(run("rebuild-dependents", "weir")).isZero();
        assertThat(shown())
                .last()
                .isEqualTo("current has this very build already: name an earlier commit to see what came since");
    }

    @Test
    void whatIsNotThereIsAMistake() {
        assertThat(run("rebuild-dependents", "weer")).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("no package is called weer (did you mean weir?)");
        assertThat(run("rebuild-dependents", "weir@nowhere")).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("no one commit of weir that is known here is called nowhere");
        assertThat(run("rebuild-dependents", "weir", "--at-once", "0")).isEqualTo(2);
        assertThat(run("build", "--with-patch", "weir@master")).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("a patch is tried at the newest ones (leave @master out)");
    }

    @Test
    void aPatchThatIsTriedIsShownWithItsVerdict() throws Exception {
        repository("weir", "", "six>=2\n");
        assertThat(run("build", "--with-patch", "weir")).isZero();
        assertThat(out.toString(UTF_8))
                .startsWith("--- a/weir.spec\n+++ b/weir.spec\n")
                .contains("-Requires: python3-six >= 1\n+Requires: python3-six >= 2\n")
                .contains("built         weir of mill at " + id("weir") + " with this patch; nothing is published\n");
        bed.before("weir", FakeTestbed.fails("no six >= 2"));
        out.reset();
        assertThat(run("build", "--with-patch", "weir", "--with-tests")).isEqualTo(1);
        assertThat(shown())
                .contains("failed|weir of mill at " + id("weir") + " with this patch, check: no six >= 2")
                .contains("|7: error: no six >= 2", "|log: /logs/weir");
        assertThat(bed.built().getLast().request().options().withTests()).isTrue();
    }

    @Test
    void withoutAPatchThereIsNothingToTry() throws Exception {
        repository("weir", "", "six>=1\n");
        assertThat(run("build", "--with-patch", "weir")).isZero();
        assertThat(out.toString(UTF_8)).contains("nothing in the spec has to change");
        assertThat(bed.built()).isEmpty();
        mirror.repository("https://up.example/weir").delete("refs/heads/master");
        mirror.fetch("https://up.example/weir");
        assertThat(run("build", "--with-patch", "weir")).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("no master of it is known here");
    }

    private List<String> shown() {
        return out.toString(UTF_8)
                .lines()
                .map(text -> text.replaceAll(" {2,}", "|")
                        .replaceFirst("^(built|failed|newly \\w+|not judged) ?\\|? ?", "$1|"))
                .toList();
    }

    private String id(String project) {
        try {
            return mirror.resolve("https://up.example/" + project, "master")
                    .orElseThrow()
                    .shortId();
        } catch (OutsideFailure e) {
            throw new AssertionError(e);
        }
    }

    private int run(String... words) {
        Terminal terminal = Terminal.plain(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        FixedParts parts = new FixedParts(List.of(line)) {
            @Override
            public Requirements requirements() {
                return new Trying();
            }
        };
        return new CommandLineOf(parts, terminal).run(words);
    }

    private final class Trying implements Requirements, Trials {
        private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));
        private final TreeReader trees = new TreeReader(mirror, mirror, FallBack.NEVER);

        @Override
        public Optional<RequirementHistory> history(Path repository) {
            return Optional.empty();
        }

        @Override
        public HistoryReplay replay() {
            return new HistoryReplay(Surroundings.RDO);
        }

        @Override
        public Optional<SourceHistory> commits(Path repository) {
            return Optional.empty();
        }

        @Override
        public CommitsBetween between(Path dir) {
            return new CommitsBetween(mirror, mirror);
        }

        @Override
        public WhoNeeds whoNeeds(Path dir) {
            return new WhoNeeds(trees);
        }

        @Override
        public LineCheck check(Path dir, Consumer<String> progress) {
            return new LineCheck(trees, new ProvidedNothing("x86_64"));
        }

        @Override
        public Trials trials(Path dir, Consumer<String> progress) {
            return this;
        }

        @Override
        public void look(Package pkg, Consumer<String> told) {
            told.accept("looked at " + pkg.project());
        }

        @Override
        public PatchTrial patches() {
            return new PatchTrial(check(Path.of("."), _ -> {}), bed, clock);
        }

        @Override
        public DependentTrial dependents() {
            return new DependentTrial(trees, Map.of(), bed, clock);
        }

        @Override
        public BuildOptions usual() {
            return BuildOptions.PLAIN;
        }

        @Override
        public int workers() {
            return 2;
        }

        /** Named by the project, for a test to know it. */
        @Override
        public Optional<Path> log(String build) {
            return bed.built().stream()
                    .map(FakeTestbed.Built::request)
                    .filter(request -> request.id().equals(build))
                    .map(request -> Path.of("/logs", request.pkg().project()))
                    .findFirst();
        }

        @Override
        public void close() {}
    }
}
