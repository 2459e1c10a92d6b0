package penstock.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import penstock.app.terminal.Terminal;
import penstock.engine.port.OutsideFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A copy of all that matters, while the factory works (part 2, B6). */
@Command(
        name = "backup",
        description = {
            "Copies the factory into a folder while it works.",
            "Into the folder of an earlier backup only what is new is copied."
        })
final class BackupCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "FOLDER", description = "Where the backup lies, made if need be.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private Path folder;

    @Option(names = "--with-keys", description = "Private signing keys as well: whoever reads the backup can sign.")
    private boolean keys;

    BackupCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UserMistakes, OutsideFailure, InterruptedException {
        Terminal terminal = context.terminal();
        List<String> missing = context.parts().backup(context.dir(), folder, keys, terminal::say);
        return report(terminal, missing, "The backup is in " + folder).code();
    }

    static ExitStatus report(Terminal terminal, List<String> missing, String done) {
        missing.forEach(one -> terminal.print("missing: " + Terminal.printable(one)));
        terminal.print(missing.isEmpty() ? done : done + "; of what it names " + missing.size() + " are missing");
        return missing.isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED;
    }
}
