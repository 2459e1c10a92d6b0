package penstock.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import penstock.app.terminal.Terminal;
import penstock.config.ConfigText;
import penstock.config.FactoryConfig;
import penstock.digest.Breakage;
import penstock.engine.digest.DigestReadings;
import penstock.engine.promote.LabelReadings;
import penstock.engine.promote.Standings;
import penstock.engine.promote.notice.PackageDifferences;
import penstock.engine.testkit.BookSnapshots;
import penstock.engine.testkit.MemoryPromotionBook;
import penstock.engine.testkit.MemoryRulesBook;
import penstock.engine.testkit.MemoryWarningBook;
import penstock.engine.testkit.MemoryWeekFacts;

/** {@code penstock digest} (part 4, C5). */
class DigestCommandTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final MemoryWeekFacts facts = new MemoryWeekFacts("spring");

    private int run(String... arguments) {
        Parts parts = new FixedParts(List.of()) {
            @Override
            DigestReadings digests() {
                InstantSource clock = InstantSource.fixed(NOW);
                MemoryPromotionBook book = new MemoryPromotionBook("spring");
                return new DigestReadings(
                        facts,
                        new LabelReadings(book, new MemoryRulesBook(), book, new Standings(book, book, clock)),
                        new PackageDifferences(new BookSnapshots(book, "spring", List.of())),
                        new MemoryWarningBook(),
                        clock);
            }

            @Override
            public FactoryConfig config(Path dir) {
                String text = """
                        distribution: {repository: /r}
                        mail: {host: h, from: a@b.c, digest_week: {at: friday 10:00, to: [a@b.c]}}
                        """;
                return ConfigText.read("penstock.yaml", text.getBytes(UTF_8))
                        .config()
                        .orElseThrow();
            }
        };
        Terminal terminal = Terminal.plain(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return new CommandLineOf(parts, terminal).run(arguments);
    }

    @Test
    void theSevenDaysUntilNowOrTheWeekOfADayAreTold() {
        Breakage.Failure failure = new Breakage.Failure("Tests failed", "2 tests failed");
        facts.ended(new Breakage.End(
                FixedParts.line("spring").packages().getFirst(),
                "b1",
                NOW.minusSeconds(3600),
                "Break\u001bit",
                Optional.of(failure)));
        assertThat(run("digest", "--line", "spring")).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("""
                spring, 2026-11-22 12:00 to 2026-11-29 12:00 UTC

                Promoted: nothing
                  consistent did not move
                  builds: 0 succeeded, 1 failed

                Broke
                  Tests failed
                    python-greeting, 2026-11-29 11:00 (60 minutes), waits for kim@example.org

                Mended: nothing

                Broken since before: nothing

                Who waits for whom, as of 2026-11-29 12:00: nobody
                """);
        out.reset();
        assertThat(run("digest", "--week", "2026-11-26")).isZero();
        assertThat(out.toString(UTF_8)).startsWith("spring, 2026-11-20 10:00 to 2026-11-27 10:00 UTC\n");
        out.reset();
        assertThat(run("digest", "--json")).isZero();
        assertThat(out.toString(UTF_8))
                .contains("\"digests\" : [ {", "\"title\" : \"Tests failed\"", "\"mended\" : null", "\"waits\" : [ ]");
    }

    @Test
    void whatIsNoDayOrNoLineIsRefused() {
        assertThat(run("digest", "--week", "monday")).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("--week is a day, not monday", "2026-11-23");
        assertThat(run("digest", "--line", "sprong")).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("did you mean spring?");
    }
}
