package penstock.app.cli;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import penstock.app.document.Json;
import penstock.app.terminal.Table;
import penstock.config.Quantity;
import penstock.engine.access.Role;
import penstock.engine.access.TokenText;
import penstock.engine.access.Tokens.Token;
import penstock.engine.owner.DataFolder.Request;
import penstock.engine.port.OutsideFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tokens, which changes over the network need (docs/api.md). */
@Command(name = "token", description = "Makes, lists and revokes tokens for the API.")
final class TokenCommand {
    private final Context context;

    TokenCommand(Context context) {
        this.context = context;
    }

    @Command(name = "create", description = "Makes a token and prints it, this once.")
    int create(
            @Parameters(paramLabel = "NAME", description = "What you call it; the record of changes shows it.")
                    String name,
            @Option(
                            names = "--expires",
                            paramLabel = "D",
                            description =
                                    "A day (2027-01-31, UTC, the last one that it works on) or a time from now (90d).")
                    @Nullable
                    String expires,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            split = ",",
                            description =
                                    "What it allows: reporter, promoter, builder, operator (all); several with commas"
                                            + " (default: operator).")
                    @Nullable
                    List<String> roles)
            throws UserMistakes, OutsideFailure, InterruptedException {
        Optional<Instant> end = expires == null ? Optional.empty() : Optional.of(end(expires));
        Set<Role> allowed = UserCommand.roles(roles == null ? List.of(Role.OPERATOR.word()) : roles);
        TokenText token = TokenText.make(new SecureRandom());
        ExitStatus status = Owning.administer(
                context, "penstock token create", new Request.AddToken(name, token.id(), token.digest(), end, allowed));
        if (status == ExitStatus.DONE) {
            context.terminal().print(token.text());
            context.terminal()
                    .say("Keep it: it is shown this once. It is good for: " + String.join(", ", Role.words(allowed))
                            + ".");
        }
        return status.code();
    }

    private static Instant end(String text) throws UserMistakes {
        Optional<Instant> after = Quantity.duration(text)
                .map(duration -> Instant.now().plus(duration).truncatedTo(ChronoUnit.SECONDS));
        if (after.isPresent()) {
            return after.get();
        }
        try {
            return LocalDate.parse(text)
                    .plusDays(1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
        } catch (DateTimeParseException e) {
            throw UserMistakes.argument("not a day or a time: " + text, "write 2027-01-31 or 90d");
        }
    }

    @Command(name = "list", description = "Lists the tokens; their secrets are not known to anybody but their holders.")
    int list(@Option(names = "--json", description = "Prints JSON (docs/api.md).") boolean json)
            throws UserMistakes, OutsideFailure {
        try (Readings readings = context.parts().readings(context.dir())) {
            List<Token> tokens = readings.tokens().all();
            if (json) {
                var document = Json.object();
                document.set("tokens", Json.array(tokens, token -> {
                    var node = Json.object()
                            .put("name", token.name())
                            .put("id", token.id())
                            .put("created", token.created().toString())
                            .put("expires", text(token.expires(), null))
                            .put("used", text(token.used(), null));
                    node.set("roles", Json.texts(Role.words(token.roles())));
                    return node;
                }));
                context.terminal().print(Json.indented(document));
            } else {
                Table table = new Table("NAME", "BEGINS WITH", "ROLES", "CREATED", "EXPIRES", "LAST USED");
                tokens.forEach(token -> table.row(
                        token.name(),
                        TokenText.PREFIX + token.id(),
                        String.join(", ", Role.words(token.roles())),
                        token.created().truncatedTo(ChronoUnit.SECONDS).toString(),
                        String.valueOf(text(token.expires(), "never")),
                        String.valueOf(text(token.used(), "never"))));
                context.terminal().print(table);
            }
            return ExitStatus.DONE.code();
        }
    }

    private static @Nullable String text(Optional<Instant> time, @Nullable String none) {
        return time.isPresent() ? time.get().truncatedTo(ChronoUnit.SECONDS).toString() : none;
    }

    @Command(name = "revoke", description = "Ends a token at once.")
    int revoke(@Parameters(paramLabel = "NAME", description = "The token's name.") String name)
            throws UserMistakes, OutsideFailure, InterruptedException {
        return Owning.administer(context, "penstock token revoke", new Request.RevokeToken(name))
                .code();
    }
}
