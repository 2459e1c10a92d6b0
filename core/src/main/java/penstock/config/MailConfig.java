package penstock.config;

import java.util.List;
import java.util.Optional;

/**
 * How mail is sent, and to whom beside the maintainers that the distribution names.
 *
 * @param host of the SMTP server
 * @param port 1 to 65535
 * @param from the sender's address, also with a name: {@code Penstock <penstock@example.org>}
 * @param login empty where the server asks for none
 * @param operators who is told of failures that no packager can mend
 * @param digest what is told together
 */
public record MailConfig(
        String host,
        int port,
        Security security,
        String from,
        Optional<Login> login,
        List<String> operators,
        DigestConfig digest) {
    public MailConfig {
        operators = List.copyOf(operators);
    }

    /** How the connection is protected. */
    public enum Security {
        /** Plain at first, then TLS, or no mail at all (RFC 3207). */
        STARTTLS,
        /** TLS from the first byte (RFC 8314). */
        TLS,
        /** Nothing; for a server on this machine. */
        NONE
    }

    /** @param passwordFile a file with nothing but the password, so that it is in no configuration */
    public record Login(String user, String passwordFile) {}
}
