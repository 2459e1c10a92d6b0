package penstock.edge.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.edge.mail.SmtpSettings.Security;
import penstock.engine.notify.Mailer.Mail;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.LeftoverCheck;

/** Mail through a real SMTP server on the loopback, in plain and by TLS (B4 of part 2). */
@ExtendWith(LeftoverCheck.class)
class SmtpMailerTest {
    private static final Mail MAIL = new Mail(
            "0198-1", "packager@example.org", "[flamingo] python-ä fails", "Größe\nFrom here\n.\nend\n", "0198-0");

    private static ServerCertificate certificate = ServerCertificate.NONE;

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private GreenMail server = new GreenMail();

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = ServerCertificate.make(shared.resolve("server.p12"));
    }

    @AfterAll
    static void forgetCertificate() {
        certificate.close();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void whatIsSentArrives() throws Exception {
        start(ServerSetup.PROTOCOL_SMTP);
        mailer(Security.NONE, Optional.empty(), Optional.empty()).send(MAIL);
        MimeMessage received = server.getReceivedMessages()[0];
        assertThat(received.getSubject()).isEqualTo("[flamingo] python-ä fails");
        assertThat(received.getContent().toString().replace("\r\n", "\n").stripTrailing())
                .isEqualTo("Größe\nFrom here\n.\nend");
        assertThat(received.getMessageID()).isEqualTo("<0198-1@penstock>");
        assertThat(received.getFrom()[0]).hasToString("Penstock <penstock@example.org>");
        assertThat(received.getHeader("References")).containsExactly("<0198-0@penstock>");
        assertThat(received.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(received.getSentDate()).isEqualTo(Instant.parse("2026-11-25T10:00:00Z"));
    }

    @Test
    void byTlsWithALogin() throws Exception {
        start(ServerSetup.PROTOCOL_SMTPS);
        server.setUser("penstock@example.org", "penstock", "s3cret");
        mailer(Security.TLS, Optional.of("s3cret\n"), Optional.of(certificate.trusted()))
                .send(MAIL);
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void aWrongPasswordIsToldWithoutIt() throws Exception {
        start(ServerSetup.PROTOCOL_SMTPS);
        server.setUser("penstock@example.org", "penstock", "s3cret");
        SmtpMailer mailer = mailer(Security.TLS, Optional.of("wr0ng"), Optional.of(certificate.trusted()));
        assertThatThrownBy(() -> mailer.send(MAIL))
                .isInstanceOfSatisfying(
                        OutsideFailure.class, e -> assertThat(e.retryable()).isTrue())
                .hasMessageContaining("refuses the login")
                .hasMessageNotContaining("wr0ng");
    }

    @Test
    void aServerThatNobodyVouchesForGetsNothing() throws Exception {
        start(ServerSetup.PROTOCOL_SMTPS);
        assertThatThrownBy(() ->
                        mailer(Security.TLS, Optional.empty(), Optional.empty()).send(MAIL))
                .isInstanceOf(OutsideFailure.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void withoutTheTlsThatWasAskedForNothingIsSent() throws Exception {
        start(ServerSetup.PROTOCOL_SMTP);
        assertThatThrownBy(() -> mailer(Security.STARTTLS, Optional.empty(), Optional.empty())
                        .send(MAIL))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining("STARTTLS");
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aServerThatIsAwayMayComeBack() throws Exception {
        start(ServerSetup.PROTOCOL_SMTP);
        int port = server.getSmtp().getPort();
        server.stop();
        assertThatThrownBy(() -> mailer(Security.NONE, port, Optional.empty(), Optional.empty())
                        .send(MAIL))
                .isInstanceOfSatisfying(
                        OutsideFailure.class, e -> assertThat(e.retryable()).isTrue())
                .hasMessageContaining("packager@example.org through 127.0.0.1:" + port);
    }

    @Test
    void whatIsNoAddressIsNotTriedAgain() throws Exception {
        start(ServerSetup.PROTOCOL_SMTP);
        Mail bad = new Mail("1", "no address\r\nRCPT TO:<x@example.org>", "s", "t", "");
        assertThatThrownBy(() -> mailer(Security.NONE, Optional.empty(), Optional.empty())
                        .send(bad))
                .isInstanceOfSatisfying(
                        OutsideFailure.class, e -> assertThat(e.retryable()).isFalse());
    }

    private void start(String protocol) {
        ServerSetup setup = new ServerSetup(0, "127.0.0.1", protocol);
        setup.setServerStartupTimeout(30_000);
        server = new GreenMail(setup);
        server.start();
    }

    @Test
    void aCertificateOfAnotherHostGetsNothing() throws Exception {
        start(ServerSetup.PROTOCOL_SMTPS);
        SmtpMailer mailer = mailer(
                "localhost",
                Security.TLS,
                server.getSmtps().getPort(),
                Optional.empty(),
                Optional.of(certificate.trusted()));
        assertThatThrownBy(() -> mailer.send(MAIL)).isInstanceOf(OutsideFailure.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    private SmtpMailer mailer(Security security, Optional<String> password, Optional<SSLSocketFactory> sockets)
            throws Exception {
        int port = (security == Security.TLS ? server.getSmtps() : server.getSmtp()).getPort();
        return mailer(security, port, password, sockets);
    }

    private SmtpMailer mailer(
            Security security, int port, Optional<String> password, Optional<SSLSocketFactory> sockets)
            throws Exception {
        return mailer("127.0.0.1", security, port, password, sockets);
    }

    private SmtpMailer mailer(
            String host, Security security, int port, Optional<String> password, Optional<SSLSocketFactory> sockets)
            throws Exception {
        Path file = folder.resolve("password");
        Files.writeString(file, password.orElse(""));
        SmtpSettings settings = new SmtpSettings(
                host,
                port,
                security,
                "Penstock <penstock@example.org>",
                password.map(_ -> new SmtpSettings.Login("penstock", file)));
        return new SmtpMailer(settings, sockets, InstantSource.fixed(Instant.parse("2026-11-25T10:00:00Z")));
    }
}
