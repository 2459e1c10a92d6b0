package penstock.edge.mail;

import java.nio.file.Path;
import java.util.Optional;

/**
 * @param from the sender's address, also with a name
 * @param login empty where the server asks for none
 */
public record SmtpSettings(String host, int port, Security security, String from, Optional<Login> login) {
    /** How the connection is protected. */
    public enum Security {
        STARTTLS,
        TLS,
        NONE
    }

    public record Login(String user, Path passwordFile) {}
}
