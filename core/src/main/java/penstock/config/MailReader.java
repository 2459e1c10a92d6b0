package penstock.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import penstock.config.MailConfig.Login;
import penstock.config.MailConfig.Security;
import penstock.problem.Problem;
import penstock.problem.Spelling;
import penstock.yaml.Fields;

/** Reads {@code mail:}. */
final class MailReader {
    private static final List<String> SECURITIES = List.of("starttls", "tls", "none");

    private MailReader() {}

    /** Empty where there is no such key, or what it says can't be used. */
    static Optional<MailConfig> read(Fields top) {
        if (!top.has("mail")) {
            return Optional.empty();
        }
        Fields fields = top.fields("mail", "mail");
        Optional<String> host = fields.required("host");
        Security security = security(fields);
        int port = fields.number("port", 1, 65535).orElseGet(() -> usualPort(security));
        Optional<String> from = fields.required("from").filter(text -> MailAddress.check(fields, "from", text));
        Optional<Login> login = login(fields, security);
        List<String> operators = fields.texts("operators");
        operators.forEach(text -> MailAddress.check(fields, "operators", text));
        DigestConfig digest = DigestReader.read(fields, operators);
        fields.done(Problem.Severity.ERROR);
        return host.flatMap(h -> from.map(f -> new MailConfig(h, port, security, f, login, operators, digest)));
    }

    private static Security security(Fields fields) {
        String text = fields.text("security").orElse("starttls");
        if (!SECURITIES.contains(text)) {
            fields.refuse("security", "mail can't be protected by " + text, Spelling.hint(text, SECURITIES));
            return Security.STARTTLS;
        }
        return Security.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static int usualPort(Security security) {
        return switch (security) {
            case STARTTLS -> 587;
            case TLS -> 465;
            case NONE -> 25;
        };
    }

    private static Optional<Login> login(Fields fields, Security security) {
        Optional<String> user = fields.text("user");
        Optional<String> file = fields.text("password_file");
        if (user.isPresent() != file.isPresent()) {
            fields.refuse(
                    user.isPresent() ? "user" : "password_file",
                    "a user and a password_file go together",
                    "add the other, or leave both out");
        }
        if (user.isPresent() && security == Security.NONE) {
            fields.refuse("security", "the password would be sent unprotected", "use starttls or tls");
        }
        return user.flatMap(u -> file.map(f -> new Login(u, f)));
    }
}
