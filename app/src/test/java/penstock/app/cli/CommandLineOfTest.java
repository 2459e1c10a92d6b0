package penstock.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import penstock.app.terminal.Terminal;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;

/** What the commands print and how they end (A2, A5, B1). */
class CommandLineOfTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aWrongWordIsAnsweredWithTheRightOne() {
        assertThat(run(new FixedParts(List.of()), "pakages")).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .contains("'pakages'")
                .contains("Did you mean: packages?")
                .contains("penstock --help");
    }

    @Test
    void withoutAWordItSaysWhichThereAre() {
        assertThat(run(new FixedParts(List.of()))).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .contains("say what to do: ")
                .contains("doctor")
                .doesNotContain("rehearse");
    }

    @Test
    void packagesAreATable() {
        assertThat(run(new FixedParts(List.of(FixedParts.line("spring"))), "packages"))
                .isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("""
                        spring (release spring, development): 1 packages
                        PACKAGE          PROJECT   COMPONENT  SOURCE                      PACKAGING
                        python-greeting  greeting  core       file:///up/greeting master  file:///dist/greeting rpm-master (pinned)
                        """);
    }

    @Test
    void packagesAsJsonKeepTheirPromisedKeys() throws IOException {
        var parts = new FixedParts(
                List.of(FixedParts.line("spring"), FixedParts.line("autumn")),
                Problem.warning("no url", new SourcePosition("rdo.yml", 7, 3, "el9s"), "give one"));
        assertThat(run(parts, "packages", "--json", "--line", "autumn")).isZero();
        JsonNode document = new ObjectMapper().readTree(out.toByteArray());
        assertThat(document.at("/lines")).hasSize(1);
        assertThat(document.at("/lines/0/name").asText()).isEqualTo("autumn");
        assertThat(document.at("/lines/0/packages/0/distgit/pinned").asBoolean())
                .isTrue();
        assertThat(document.at("/problems/0/line").asInt()).isEqualTo(7);
    }

    @Test
    void mistakesInTheDistributionAreShownBesideWhatIsUsable() {
        var parts = new FixedParts(
                List.of(FixedParts.line("spring")),
                Problem.error("not a mapping", new SourcePosition("rdo.yml", 2, 0, "- x"), ""));
        assertThat(run(parts, "packages")).isEqualTo(3);
        assertThat(out.toString(UTF_8)).contains("python-greeting");
        assertThat(err.toString(UTF_8)).isEqualTo("rdo.yml:2: error: not a mapping: - x\n");
    }

    @Test
    void anUnknownLineIsAnsweredWithTheKnownOnes() {
        assertThat(run(new FixedParts(List.of(FixedParts.line("spring"))), "packages", "--line", "winter"))
                .isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("there is no release line winter (there are: spring)");
    }

    private int run(Parts parts, String... args) {
        Terminal terminal = Terminal.plain(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return new CommandLineOf(parts, terminal).run(args);
    }
}
