package penstock.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
                .contains("Did you mean: packages")
                .contains("penstock --help");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "packages",
                "status",
                "build",
                "log",
                "digest",
                "config show",
                "token create",
                "user add",
                "import dlrn",
                "reqs diff",
                "reqs who-needs",
                "reqs check",
                "reqs patch",
                "rebuild-dependents",
                "--dir x run",
                "export"
            })
    void eachCommandHasItsHelp(String words) {
        assertThat(run(new FixedParts(List.of()), (words + " --help").split(" ")))
                .isZero();
        assertThat(out.toString(UTF_8)).startsWith("Usage: penstock").contains("--help");
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void withoutAWordItSaysWhichThereAre() {
        assertThat(run(new FixedParts(List.of()))).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .contains("say what to do: ")
                .contains("doctor")
                .doesNotContain("train");
    }

    @Test
    void aBackupShowsHowFarItIsAndWhatIsMissing() {
        assertThat(run(new FixedParts(List.of()), "backup", "/backup")).isZero();
        assertThat(err.toString(UTF_8)).contains("artifacts: 1 of 1");
        assertThat(out.toString(UTF_8)).isEqualTo("The backup is in /backup\n");
        assertThat(run(new FixedParts(List.of()), "backup", "/backup", "--with-keys"))
                .isEqualTo(1);
        assertThat(out.toString(UTF_8)).contains("missing: artifact 0123");
        assertThat(run(new FixedParts(List.of()), "restore", "/nothing")).isEqualTo(4);
        assertThat(err.toString(UTF_8)).contains("/nothing is no complete backup");
    }

    @Test
    void aPortThatIsNoneIsRefusedBeforeAnythingBegins() {
        assertThat(run(new FixedParts(List.of()), "serve", "--port", "70000")).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("70000 is no port", "1 to 65535");
    }

    @Test
    void theUseOfDiskIsATableOfLines() throws IOException {
        assertThat(run(new FixedParts(List.of()), "disk")).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("""
                        LINE      SNAPSHOTS  METADATA  PACKAGES  LOGS  TOTAL
                        flamingo  3          3.1 MB    5.0 kB    12 B  3.2 MB
                        """);
        out.reset();
        assertThat(run(new FixedParts(List.of()), "disk", "--json")).isZero();
        JsonNode line = new ObjectMapper().readTree(out.toByteArray()).at("/lines/0");
        assertThat(line.at("/total").asLong()).isEqualTo((3 << 20) + 5012);
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

    @Test
    void statusSaysWhatFailedAndWhy() {
        assertThat(run(new FixedParts(List.of()), "status")).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("""
                        spring: 3 packages, 1 built, 1 failed, 1 never built, 1 waiting, 0 running
                          current -> 11/11/1111111111111111111111111111111111111111_22222222 (2026-03-01 12:00)
                          following is paused by user:ada: the host moves, since 2026-03-01 12:00; penstock resume --line spring
                          weir is not in the distribution any more, since 2026-03-01 12:00; penstock remove --line spring weir
                        PACKAGE          LAST    COMMIT   ENDED (UTC)       NOW
                        python-headrace  built   1111111  2026-03-01 12:00
                        python-tailrace  failed  1111111  2026-03-01 12:00  build_requires: python3dist(water) is wanted by python-tailrace, and nothing provides it
                        millrace         -       -        -                 waiting (2 commits): waits for tailrace; mend tailrace
                        """);
    }

    @Test
    void statusAsJsonKeepsItsPromisedKeys() throws IOException {
        assertThat(run(new FixedParts(List.of()), "status", "--json")).isZero();
        JsonNode line = new ObjectMapper().readTree(out.toByteArray()).at("/lines/0");
        assertThat(line.at("/line").asText()).isEqualTo("spring");
        assertThat(line.at("/failing").asInt()).isEqualTo(1);
        assertThat(line.at("/labels/0/label").asText()).isEqualTo("current");
        assertThat(line.at("/gone/0/project").asText()).isEqualTo("weir");
        assertThat(line.at("/paused/0/by").asText()).isEqualTo("user:ada");
        assertThat(line.at("/projects/1/last/status").asText()).isEqualTo("FAILED");
        assertThat(line.at("/projects/1/last/cause").asText()).startsWith("build_requires: ");
        assertThat(line.at("/projects/0/last/ended").asText()).isEqualTo("2026-03-01T12:00:30Z");
        assertThat(line.at("/projects/2/excuse/waits_for/0").asText()).isEqualTo("tailrace");
        assertThat(line.at("/projects/2/last").isMissingNode()).isTrue();
    }

    @Test
    void theLogOfAPackageThatNobodyKnowsIsAnsweredWithAGuess() {
        assertThat(run(new FixedParts(List.of()), "log", "haedrace")).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("no package is called haedrace (did you mean headrace?)");
    }

    @Test
    void aUsersPasswordComesFromStandardInput() {
        Parts parts = new FixedParts(List.of());
        assertThat(typing("a long secret\n", parts, "user", "add", "ada", "--role", "reporter,promoter"))
                .isZero();
        assertThat(typing("another secret\n", parts, "user", "add", "ada")).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("there is a user ada already");
        assertThat(typing("short\n", parts, "user", "password", "ada")).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("a password has 8 to 1024 characters");
        assertThat(typing("a new secret\n", parts, "user", "password", "ada")).isZero();
        assertThat(typing("a secret\n", parts, "user", "add", "bob", "--role", "king"))
                .isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("no such role: king");
        out.reset();
        assertThat(run(parts, "user", "list", "--json")).isZero();
        assertThat(out.toString(UTF_8))
                .contains("\"ada\"", "\"reporter\", \"promoter\"")
                .doesNotContain("secret");
        assertThat(run(parts, "user", "remove", "ada")).isZero();
        assertThat(run(parts, "user", "remove", "ada")).isEqualTo(3);
    }

    private int typing(String text, Parts parts, String... args) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(text.getBytes(UTF_8)));
        try {
            return run(parts, args);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void aTokenIsPrintedOnceAndEverythingAboutItIsOnRecord() {
        Parts parts = new FixedParts(List.of());
        assertThat(run(parts, "token", "create", "ci", "--expires", "2027-01-31"))
                .isZero();
        String token = out.toString(UTF_8).strip();
        assertThat(token).matches("penstock_[0-9a-f]{16}_[A-Za-z0-9_-]{43}");
        assertThat(run(parts, "token", "create", "ci")).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("there is a token ci already");
        out.reset();
        assertThat(run(parts, "token", "list")).isZero();
        assertThat(out.toString(UTF_8))
                .contains("ci", token.substring(0, 25), "2027-02-01T00:00:00Z", "never")
                .doesNotContain(token.substring(26));
        assertThat(run(parts, "token", "revoke", "ci")).isZero();
        assertThat(run(parts, "token", "revoke", "ci")).isEqualTo(3);
        out.reset();
        assertThat(run(parts, "audit")).isZero();
        assertThat(out.toString(UTF_8)
                        .lines()
                        .map(line -> line.replaceFirst("^[-0-9T:]+Z ", "").strip()))
                .containsSubsequence(
                        "user:ada  local  revoke token  ci     there is no token ci",
                        "user:ada  local  revoke token  ci     done",
                        "user:ada  local  create token  ci     there is a token ci already",
                        "user:ada  local  create token  ci     done");
    }

    @Test
    void aDayThatIsNoneIsAMistake() {
        assertThat(run(new FixedParts(List.of()), "token", "create", "ci", "--expires", "soon"))
                .isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("not a day or a time: soon");
    }

    private int run(Parts parts, String... args) {
        Terminal terminal = Terminal.plain(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return new CommandLineOf(parts, terminal).run(args);
    }
}
