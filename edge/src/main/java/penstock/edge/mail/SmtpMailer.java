package penstock.edge.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import penstock.engine.notify.Mailer;
import penstock.engine.port.OutsideFailure;

/**
 * Sends mail through one SMTP server, a connection for each mail. The password is read from its file each time, so that it can be
 * changed while the service runs, and is in no message of a failure.
 */
public final class SmtpMailer implements Mailer {
    private static final String TIMEOUT_MILLIS = "30000";
    private static final String HEADER_DOMAIN = "penstock";

    private final SmtpSettings settings;
    private final Optional<SSLSocketFactory> sockets;
    private final InstantSource clock;

    /** @param sockets for TLS; empty for the JDK's own, which trust its certificate authorities */
    public SmtpMailer(SmtpSettings settings, Optional<SSLSocketFactory> sockets, InstantSource clock) {
        this.settings = settings;
        this.sockets = sockets;
        this.clock = clock;
    }

    @Override
    public void send(Mail mail) throws OutsideFailure {
        Session session = Session.getInstance(properties());
        MimeMessage message = message(session, mail);
        String where = settings.host() + ":" + settings.port();
        try (Transport transport = session.getTransport(protocol())) {
            if (settings.login().isPresent()) {
                SmtpSettings.Login login = settings.login().orElseThrow();
                transport.connect(settings.host(), settings.port(), login.user(), password(login.passwordFile()));
            } else {
                transport.connect(settings.host(), settings.port(), null, null);
            }
            transport.sendMessage(message, message.getAllRecipients());
        } catch (AuthenticationFailedException e) {
            throw new OutsideFailure("the mail server " + where + " refuses the login: " + e.getMessage(), true, e);
        } catch (MessagingException e) {
            throw new OutsideFailure("mail to " + mail.to() + " through " + where + ": " + reason(e), !refused(e), e);
        }
    }

    private String protocol() {
        return settings.security() == SmtpSettings.Security.TLS ? "smtps" : "smtp";
    }

    private Properties properties() {
        Properties properties = new Properties();
        String prefix = "mail." + protocol() + ".";
        properties.put(prefix + "connectiontimeout", TIMEOUT_MILLIS);
        properties.put(prefix + "timeout", TIMEOUT_MILLIS);
        properties.put(prefix + "writetimeout", TIMEOUT_MILLIS);
        properties.put(prefix + "auth", String.valueOf(settings.login().isPresent()));
        properties.put(prefix + "ssl.checkserveridentity", "true");
        // Else the library tries its own sockets when those that it was given refuse the server.
        properties.put(prefix + "socketFactory.fallback", "false");
        sockets.ifPresent(factory -> properties.put(prefix + "ssl.socketFactory", factory));
        if (settings.security() == SmtpSettings.Security.STARTTLS) {
            properties.put(prefix + "starttls.enable", "true");
            properties.put(prefix + "starttls.required", "true");
        }
        return properties;
    }

    private MimeMessage message(Session session, Mail mail) throws OutsideFailure {
        try {
            MimeMessage message = new MimeMessage(session) {
                @Override
                protected void updateMessageID() throws MessagingException {
                    setHeader("Message-ID", "<" + mail.id() + "@" + HEADER_DOMAIN + ">");
                }
            };
            message.setFrom(new InternetAddress(settings.from(), true));
            message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to(), true));
            message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
            message.setText(mail.text(), StandardCharsets.UTF_8.name());
            message.setSentDate(Date.from(clock.instant()));
            // So that no answering machine answers (RFC 3834).
            message.setHeader("Auto-Submitted", "auto-generated");
            if (!mail.thread().isEmpty()) {
                // Readers show together what refers to the same mail, whether they have that or not.
                message.setHeader("References", "<" + mail.thread() + "@" + HEADER_DOMAIN + ">");
            }
            message.saveChanges();
            return message;
        } catch (AddressException e) {
            throw new OutsideFailure("'" + mail.to() + "' is no mail address: " + e.getMessage(), false, e);
        } catch (MessagingException e) {
            throw new OutsideFailure("a mail can't be written: " + e.getMessage(), false, e);
        }
    }

    private static String password(Path file) throws OutsideFailure {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new OutsideFailure("the mail server's password in " + file + " can't be read: " + e, true, e);
        }
    }

    /** Codes from 500 on are the server's last word (RFC 5321, section 4.2.1). */
    private static boolean refused(MessagingException failure) {
        for (Throwable at = failure; at instanceof MessagingException one; at = one.getNextException()) {
            if (one instanceof SMTPSendFailedException sent && sent.getReturnCode() >= 500) {
                return true;
            }
            if (one instanceof SMTPAddressFailedException address && address.getReturnCode() >= 500) {
                return true;
            }
        }
        return false;
    }

    /** The innermost reason, which is what the server or the network said. */
    private static String reason(MessagingException failure) {
        Throwable inner = failure;
        while (inner instanceof MessagingException one && one.getNextException() != null) {
            inner = one.getNextException();
        }
        String said = String.valueOf(inner.getMessage()).strip();
        return inner instanceof MessagingException ? said : inner.getClass().getSimpleName() + ": " + said;
    }
}
