package penstock.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import penstock.app.terminal.Terminal;
import penstock.engine.port.OutsideFailure;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;

/** Every failure becomes one status and a message that says what to do next; none shows a stack trace. */
class FailuresTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Failures failures = new Failures(
            Terminal.plain(new PrintStream(OutputStreams.REFUSING, true, UTF_8), new PrintStream(said, true, UTF_8)));

    @Test
    void allMistakesAreShownWithTheirPlace() {
        ExitStatus status = failures.handle(new UserMistakes(List.of(
                Problem.error(
                        "unknown key", new SourcePosition("penstock.yaml", 3, 1, "taget"), "did you mean target?"),
                Problem.warning("no url", SourcePosition.of("rdo.yml"), ""))));
        assertThat(status).isEqualTo(ExitStatus.MISTAKE);
        assertThat(said()).isEqualTo("""
                        penstock.yaml:3:1: error: unknown key: taget (did you mean target?)
                        rdo.yml: warning: no url
                        """);
    }

    @Test
    void anOutsideFailureSaysWhetherToTryAgain() {
        assertThat(failures.handle(new OutsideFailure("no route to host", true)))
                .isEqualTo(ExitStatus.OUTSIDE);
        assertThat(said()).isEqualTo("penstock: no route to host\nThis may pass by itself: try again later.\n");
    }

    @Test
    void aBugNamesTheFileWithItsTrace() throws IOException {
        assertThat(failures.handle(new IllegalStateException("ouch"))).isEqualTo(ExitStatus.BUG);
        assertThat(said())
                .contains("this is a bug in Penstock: java.lang.IllegalStateException: ouch")
                .doesNotContain("\tat ");
        Path file = Path.of(said().strip().replaceFirst("(?s).*with this file: ", ""));
        assertThat(file).content().contains("at penstock.app.cli.FailuresTest");
        Files.delete(file);
    }

    private String said() {
        return said.toString(UTF_8);
    }
}
