package penstock.app.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.config.ConfigText;
import penstock.config.FactoryConfig;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlJournal;
import penstock.engine.digest.WeeklyDigests;
import penstock.engine.notify.Notifier;
import penstock.engine.testkit.LeftoverCheck;
import penstock.engine.testkit.ManualClock;
import penstock.engine.testkit.SeededHistory;

/** The digest of a week as it is configured, from a database to a mail server (part 4, C5). */
@Tag("extended")
@ExtendWith(LeftoverCheck.class)
class WeeklyMailTest {
    private static final List<String> LINES = List.of("flamingo");
    private static final Instant SATURDAY = Instant.parse("2026-11-28T12:00:00Z");

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(SATURDAY.minus(Duration.ofDays(4)));

    /** What tells people, as after a start of the factory. */
    private record Teller(Notifier notifier, WeeklyDigests weekly) {
        static Teller of(FactoryConfig config, Path folder, Database database, ManualClock clock) {
            Optional<Notifier> notifier = Telling.notifier(config, folder, database, clock);
            return new Teller(
                    notifier.orElseThrow(),
                    Telling.weekly(config, notifier, database, clock).orElseThrow());
        }

        void pass() throws Exception {
            weekly.pass(LINES.getFirst());
            notifier.pass(LINES);
        }
    }

    private static FactoryConfig config(int port) {
        String text = """
                distribution: {repository: /distro}
                serve: {base_url: "https://trunk.example.org"}
                mail:
                  host: 127.0.0.1
                  port: %d
                  security: none
                  from: penstock@example.org
                  digest: 30d
                  digest_week: {at: monday 06:00, to: [team@example.org, boss@example.org]}
                """.formatted(port);
        return ConfigText.read("penstock.yaml", text.getBytes(UTF_8)).config().orElseThrow();
    }

    @Test
    void a_week_arrives_once_though_the_mail_server_was_away_and_the_factory_started_anew() throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        int port = server.getSmtp().getPort();
        server.stop();
        FactoryConfig config = config(port);
        try (Database database = Database.own(folder.resolve("penstock.db"))) {
            new SeededHistory(7, "flamingo", 12, SATURDAY).write(new SqlJournal(database), 60, 240);
            Teller first = Teller.of(config, folder, database, clock);
            first.pass();
            clock.advance(Duration.ofDays(6));
            first.pass();
            GreenMail back = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
            back.start();
            try {
                Teller again = Teller.of(config, folder, database, clock);
                again.pass();
                assertThat(back.getReceivedMessages()).isEmpty();
                clock.advance(Duration.ofMinutes(5));
                again.pass();
                again.pass();
                assertThat(List.of(back.getReceivedMessages()))
                        .extracting(mail -> mail.getAllRecipients()[0].toString())
                        .containsExactlyInAnyOrder("team@example.org", "boss@example.org");
                MimeMessage mail = back.getReceivedMessages()[0];
                assertThat(mail.getSubject()).startsWith("[flamingo] week to 2026-11-30: ");
                assertThat(mail.getContent().toString())
                        .contains("flamingo, 2026-11-23 06:00 to 2026-11-30 06:00 UTC", "builds: ", "Broke")
                        .contains("waits for ada@example.org", "https://trunk.example.org/-/lines/flamingo")
                        .doesNotContain("builds: 0 succeeded");
            } finally {
                back.stop();
            }
        }
    }
}
