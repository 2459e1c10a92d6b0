package penstock.app.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import penstock.app.document.Json;
import penstock.app.terminal.Table;
import penstock.engine.access.Role;
import penstock.engine.access.Users.User;
import penstock.engine.owner.DataFolder.Request;
import penstock.engine.port.OutsideFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Users with a name and a password, as DLRN's clients have them (docs/operate.md). */
@Command(name = "user", description = "Adds, lists and removes users for the network, and changes their passwords.")
final class UserCommand {
    private static final int LEAST = 8;
    private static final int MOST = 1024;

    private final Context context;

    UserCommand(Context context) {
        this.context = context;
    }

    @Command(name = "add", description = "Adds a user; the password comes from standard input.")
    int add(
            @Parameters(paramLabel = "NAME", description = "The user's name.") String name,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            split = ",",
                            description =
                                    "What the user may do: reporter, promoter, builder, operator (all); several with"
                                            + " commas (default: reporter).")
                    @Nullable
                    List<String> roles)
            throws UserMistakes, OutsideFailure, InterruptedException {
        Set<Role> allowed = roles(roles == null ? List.of(Role.REPORTER.word()) : roles);
        String hash = context.parts().passwords().hash(password());
        return Owning.administer(context, "penstock user add", new Request.AddUser(name, hash, allowed))
                .code();
    }

    /** The roles that an option names. */
    static Set<Role> roles(List<String> words) throws UserMistakes {
        List<String> unknown = Role.unknown(words);
        if (!unknown.isEmpty()) {
            throw UserMistakes.argument(
                    "no such role: " + String.join(", ", unknown),
                    "there are " + String.join(", ", Role.words(Set.of(Role.values()))));
        }
        return Role.read(words);
    }

    @Command(name = "list", description = "Lists the users and what they may do.")
    int list(@Option(names = "--json", description = "Prints JSON (docs/api.md).") boolean json)
            throws UserMistakes, OutsideFailure {
        try (Readings readings = context.parts().readings(context.dir())) {
            List<User> users = readings.users().all();
            if (json) {
                var document = Json.object();
                document.set("users", Json.array(users, user -> {
                    var node = Json.object()
                            .put("name", user.name())
                            .put("created", user.created().toString())
                            .put("changed", user.changed().toString());
                    node.set("roles", Json.texts(Role.words(user.roles())));
                    return node;
                }));
                context.terminal().print(Json.indented(document));
            } else {
                Table table = new Table("NAME", "ROLES", "CREATED", "PASSWORD OF");
                users.forEach(user -> table.row(
                        user.name(),
                        String.join(", ", Role.words(user.roles())),
                        user.created().truncatedTo(ChronoUnit.SECONDS).toString(),
                        user.changed().truncatedTo(ChronoUnit.SECONDS).toString()));
                context.terminal().print(table);
            }
            return ExitStatus.DONE.code();
        }
    }

    @Command(name = "remove", description = "Removes a user at once; what was done in its name stays.")
    int remove(@Parameters(paramLabel = "NAME", description = "The user's name.") String name)
            throws UserMistakes, OutsideFailure, InterruptedException {
        return Owning.administer(context, "penstock user remove", new Request.RemoveUser(name))
                .code();
    }

    @Command(name = "password", description = "Changes a user's password; it comes from standard input.")
    int password(@Parameters(paramLabel = "NAME", description = "The user's name.") String name)
            throws UserMistakes, OutsideFailure, InterruptedException {
        String hash = context.parts().passwords().hash(password());
        return Owning.administer(context, "penstock user password", new Request.ChangePassword(name, hash))
                .code();
    }

    /** Unseen where somebody types it; arguments and variables of a process can be read by others. */
    private String password() throws UserMistakes, OutsideFailure {
        String text;
        Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        if (terminal.isPresent()) {
            char[] typed = terminal.get().readPassword("Password: ");
            text = typed == null ? "" : new String(typed);
        } else {
            text = line();
        }
        if (text.length() < LEAST || text.length() > MOST) {
            throw UserMistakes.argument(
                    "a password has " + LEAST + " to " + MOST + " characters",
                    "give it as the first line of standard input: printf '%s\\n' ... | penstock user ...");
        }
        return text;
    }

    private static String line() throws OutsideFailure {
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new OutsideFailure("can't read the password: " + e.getMessage(), false, e);
        }
    }
}
