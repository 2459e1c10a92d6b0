package penstock.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.app.terminal.Terminal;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.FakeMirror;
import penstock.require.answer.Packaged;
import penstock.require.answer.Repository;
import penstock.require.answer.RpmDependency;
import penstock.version.Evr;

/** What {@code penstock reqs who-needs}, {@code check} and {@code patch} tell (issue 4, G). */
class ReqsCheckTest {
    /** Of the style that states all by hand. */
    private static final String SPEC = """
            %{?python_disable_dependency_generator}
            Name:           python-greeting
            Version:        XXX
            Release:        XXX
            Summary:        Greets
            License:        ASL 2.0

            %description
            Greets.

            %package -n python3-greeting
            Summary:        Greets
            BuildRequires:  python3-devel
            Requires:       python3-oslo-config >= 9.0.0
            Requires:       python3-water >= 1.0

            %description -n python3-greeting
            Greets.

            %files -n python3-greeting
            %{python3_sitelib}/greeting
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final FakeMirror mirror = new FakeMirror();

    @TempDir
    Path temp;

    @BeforeEach
    void upstreamRaisedAndAdded() throws OutsideFailure {
        spec(SPEC);
        upstream("Raise oslo.config, need stone", "oslo.config>=9.3.0\nwater>=1.0\nstone>=2\n");
    }

    private void spec(String text) throws OutsideFailure {
        mirror.repository("file:///dist/greeting").commit("rpm-master", "A spec", Map.of("python-greeting.spec", text));
        mirror.fetch("file:///dist/greeting");
    }

    private void upstream(String message, String requirements) throws OutsideFailure {
        String upstream = "file:///up/greeting";
        mirror.repository(upstream)
                .commit(
                        "master",
                        message,
                        Map.of(
                                "requirements.txt",
                                requirements,
                                "setup.py",
                                "import setuptools\nsetuptools.setup(setup_requires=['pbr'], pbr=True)\n"));
        mirror.fetch(upstream);
    }

    private static Packaged library(String project, String version) {
        String name = "python3-" + project;
        return new Packaged(
                name,
                new Evr("0", version, "1"),
                "python-" + project,
                List.of(
                        RpmDependency.parse(name + " = " + version),
                        RpmDependency.parse("python3dist(" + project + ") = " + version)),
                List.of(),
                List.of());
    }

    private final List<Repository> repositories = List.of(
            Repository.of("current", true, List.of(library("oslo-config", "9.4.0"))),
            Repository.of("target-0", false, List.of(library("water", "1.2"), library("pbr", "6.0"))));

    @Test
    void whoNeedsSomethingIsToldByUpstreamAndBySpec() throws Exception {
        for (String name : List.of("oslo.config", "OSLO_Config", "python3-oslo-config")) {
            out.reset();
            assertThat(reqs("who-needs", name)).isZero();
            assertThat(out.toString(UTF_8).lines().map(line -> line.replaceAll(" {2,}", "|")))
                    .as(name)
                    .containsExactly(
                            "spring: 1 package requires " + name,
                            "PACKAGE|BY|USE|REQUIRES|WHERE",
                            "python-greeting|upstream|runtime|oslo-config>=9.3.0|requirements.txt:1",
                            "python-greeting|spec|python3-greeting|Requires: python3-oslo-config >= 9.0.0|python-greeting.spec:14");
        }
        out.reset();
        assertThat(reqs("who-needs", "nothing")).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("spring: 0 packages require nothing\n");
        out.reset();
        assertThat(reqs("who-needs", "water", "--json")).isZero();
        JsonNode pkg = new ObjectMapper().readTree(out.toByteArray()).at("/lines/0/packages/0");
        assertThat(pkg.at("/project").asText()).isEqualTo("greeting");
        assertThat(pkg.at("/declared/0/bounds/lower/version").asText()).isEqualTo("1.0");
        assertThat(pkg.at("/stated/0/line").asInt()).isEqualTo(15);
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void eachRequirementHasItsAnswer() throws Exception {
        assertThat(reqs("check", "greeting", "--all")).isEqualTo(1);
        assertThat(out.toString(UTF_8).lines().map(line -> line.replaceAll(" {2,}", "|")))
                .anySatisfy(line -> assertThat(line).startsWith("python-greeting in spring at "))
                .anySatisfy(
                        line -> assertThat(line)
                                .startsWith(
                                        "oslo-config>=9.3.0|runtime|spec must change|9.4.0 in current (python3-oslo-config)|line 14:"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("water>=1.0|runtime|fine|1.2 in target-0 (python3-water)|stated, line 15"))
                .anySatisfy(line ->
                        assertThat(line).startsWith("stone>=2|runtime|not packaged|-|nobody provides python3-stone"));
        out.reset();
        assertThat(reqs("check")).isEqualTo(1);
        assertThat(out.toString(UTF_8)).contains("oslo-config").doesNotContain("water>=1.0");
        out.reset();
        assertThat(reqs("check", "--json")).isEqualTo(1);
        JsonNode pkg = new ObjectMapper().readTree(out.toByteArray()).at("/lines/0/packages/0");
        assertThat(pkg.at("/fine").asBoolean()).isFalse();
        assertThat(pkg.at("/spec").asText()).isEqualTo("python-greeting.spec");
        assertThat(pkg.at("/requirements").findValuesAsText("answer"))
                .contains("spec_must_change", "fine", "not_packaged");
    }

    @Test
    void aLineOfWhatUpstreamDroppedIsAHintAndNoPatch() throws Exception {
        spec(SPEC.replace("python3-devel\n", "python3-devel\nBuildRequires:  python3-pbr\n"));
        upstream("Need no water", "oslo.config>=9.0.0\n");
        String hint = "line 16: upstream no longer asks for water (runtime): this line may be unneeded";
        assertThat(reqs("check")).as("a hint is nothing that has to be done").isZero();
        assertThat(out.toString(UTF_8)).contains("\nhint: " + hint + "\n");
        out.reset();
        assertThat(reqs("check", "--json")).isZero();
        JsonNode unneeded = new ObjectMapper().readTree(out.toByteArray()).at("/lines/0/packages/0/unneeded");
        assertThat(unneeded).hasSize(1);
        assertThat(unneeded.at("/0/line").asInt()).isEqualTo(16);
        out.reset();
        assertThat(reqs("patch", "greeting")).isZero();
        assertThat(out.toString(UTF_8)).isEmpty();
        assertThat(err.toString(UTF_8)).contains("hint: " + hint);
    }

    @Test
    void thePatchIsAllThatIsPrintedAndGitTakesIt() throws Exception {
        assertThat(reqs("patch", "python-greeting")).isZero();
        assertThat(out.toString(UTF_8)).startsWith("--- a/python-greeting.spec\n");
        assertThat(err.toString(UTF_8)).contains("stone>=2: not packaged");
        Files.writeString(temp.resolve("python-greeting.spec"), SPEC);
        Files.write(temp.resolve("patch"), out.toByteArray());
        apply();
        String edited = Files.readString(temp.resolve("python-greeting.spec"));
        assertThat(edited)
                .contains("Requires:       python3-oslo-config >= 9.3.0\n")
                .contains("python3-stone >= 2");
        // With it the check comes out clean but for what nobody packages.
        spec(edited);
        out.reset();
        assertThat(reqs("patch", "python-greeting")).isZero();
        assertThat(out.toString(UTF_8)).isEmpty();
        assertThat(err.toString(UTF_8)).contains("nothing in the spec has to change");
    }

    private void apply() throws Exception {
        Process git;
        try {
            git = new ProcessBuilder("git", "apply", "patch")
                    .directory(temp.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (java.io.IOException e) {
            Assumptions.abort("git is not installed: " + e.getMessage());
            return;
        }
        String said = new String(git.getInputStream().readAllBytes(), UTF_8);
        assertThat(git.waitFor()).as(said).isZero();
    }

    @Test
    void whatIsNotKnownHereIsToldWithWhatToDo() throws Exception {
        mirror.repository("file:///dist/greeting").delete("refs/heads/rpm-master");
        mirror.fetch("file:///dist/greeting");
        assertThat(reqs("patch", "greeting")).isEqualTo(3);
        assertThat(err.toString(UTF_8))
                .contains("no rpm-master of it is known here")
                .contains("penstock run --once");
        assertThat(out.toString(UTF_8)).isEmpty();
        assertThat(reqs("check")).isEqualTo(3);
        assertThat(out.toString(UTF_8)).contains(": not checked");
        assertThat(reqs("check", "greting")).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("no package is called greting (did you mean greeting?)");
        assertThat(reqs("who-needs", "water", "--line", "winter")).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("no release line winter is followed (there are: spring)");
    }

    private int reqs(String... words) {
        Terminal terminal = Terminal.plain(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        String[] args = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("reqs"), java.util.stream.Stream.of(words))
                .toArray(String[]::new);
        return new CommandLineOf(new Known(), terminal).run(args);
    }

    private final class Known extends FixedParts {
        Known() {
            super(List.of(FixedParts.line("spring")));
        }

        @Override
        public Requirements requirements() {
            return new FixedRequirements(mirror, repositories);
        }
    }
}
