package penstock.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import penstock.app.terminal.Terminal;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.KeyChange;
import penstock.engine.publish.KeyUses;
import penstock.engine.publish.SigningKey;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The keys that RPMs and repositories are signed with. */
@Command(name = "key", description = "Shows and changes the keys that packages and repositories are signed with.")
final class KeyCommand {
    private static final long LARGEST = 900_000;

    private final Context context;

    KeyCommand(Context context) {
        this.context = context;
    }

    @Command(name = "show", description = "Shows the accepted keys, the one that signs first.")
    int show() throws OutsideFailure {
        Terminal terminal = context.terminal();
        List<SigningKey> keys = context.parts().signingKeys(context.dir());
        if (keys.isEmpty()) {
            terminal.print("There is no key yet; the first start of Penstock makes one.");
        }
        for (SigningKey key : keys) {
            terminal.print(key.fingerprint() + "  " + key.algorithm() + "  " + Terminal.printable(key.owner())
                    + ", made "
                    + key.made() + key.expires().map(end -> ", expires " + end).orElse("")
                    + (key.locked() ? ", protected by a passphrase" : "")
                    + (key.equals(keys.getFirst()) ? ", signs" : ", accepted"));
        }
        return ExitStatus.DONE.code();
    }

    @Command(
            name = "rotate",
            description = "Makes a key that signs from now on; those before it stay accepted until they are retired.")
    int rotate() throws UserMistakes, OutsideFailure, InterruptedException {
        return change(new KeyChange.Rotate());
    }

    @Command(
            name = "import",
            description =
                    "Takes a private key that was made elsewhere, which signs from now on. Its passphrase is named in"
                            + " penstock.yaml (serve: signing).")
    int add(@Parameters(paramLabel = "FILE", description = "One private key, ASCII-armoured.") Path file)
            throws UserMistakes, OutsideFailure, InterruptedException {
        try {
            if (Files.size(file) > LARGEST) {
                throw mistake(file.toString(), "this is larger than a key can be");
            }
            return change(new KeyChange.Add(Files.readString(file, StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            throw mistake(file.toString(), "this can't be read: " + e);
        }
    }

    @Command(
            name = "retire",
            description =
                    "No longer accepts a key: it is not published any more, and its private part is removed. Shows what"
                            + " still depends on it, and does nothing without --yes.")
    int retire(
            @Parameters(paramLabel = "ID", description = "The key's fingerprint, or at least its last 8 digits.")
                    String id,
            @Option(names = "--yes", description = "Do it.") boolean yes)
            throws UserMistakes, OutsideFailure, InterruptedException {
        List<SigningKey> called = context.parts().signingKeys(context.dir()).stream()
                .filter(key -> key.isCalled(id))
                .toList();
        if (called.size() != 1) {
            throw mistake(
                    "penstock key retire", called.isEmpty() ? "no key is called " + id : id + " is more than one key");
        }
        SigningKey key = called.getFirst();
        if (!yes) {
            tell(key);
            return ExitStatus.FAILED.code();
        }
        return change(new KeyChange.Retire(key.fingerprint()));
    }

    private void tell(SigningKey key) throws UserMistakes, OutsideFailure {
        Terminal terminal = context.terminal();
        List<KeyUses.Use> uses = context.parts().uses(context.dir(), key);
        uses.forEach(use -> terminal.print(
                use.line() + "/" + use.label() + ": " + use.files() + " files are signed by " + key.fingerprint()));
        terminal.print(
                uses.isEmpty()
                        ? "No label leads to anything signed by " + key.fingerprint()
                                + "; older snapshots may still be."
                        : "Machines that do not have the key yet can't use these any more. Ask for the packages first (penstock"
                                + " build PACKAGE...), which signs them with the new key, and promote the labels that are"
                                + " listed still.");
        terminal.print("Say --yes to retire it.");
    }

    private int change(KeyChange change) throws UserMistakes, OutsideFailure, InterruptedException {
        Terminal terminal = context.terminal();
        List<String> refused = context.parts().changeKeys(context.dir(), change, terminal::print);
        if (!refused.isEmpty()) {
            throw new UserMistakes(refused.stream()
                    .map(why -> Problem.error(why, SourcePosition.of("penstock key"), ""))
                    .toList());
        }
        return ExitStatus.DONE.code();
    }

    private static UserMistakes mistake(String at, String message) {
        return new UserMistakes(List.of(Problem.error(message, SourcePosition.of(at), "")));
    }
}
