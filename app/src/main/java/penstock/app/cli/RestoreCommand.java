package penstock.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import penstock.app.terminal.Terminal;
import penstock.engine.port.OutsideFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A factory made of a backup (part 2, B6). */
@Command(name = "restore", description = "Makes the new data folder that --dir names of a backup.")
final class RestoreCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "FOLDER", description = "Where the backup lies.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private Path folder;

    RestoreCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UserMistakes, OutsideFailure, InterruptedException {
        Terminal terminal = context.terminal();
        return BackupCommand.report(
                        terminal,
                        context.parts().restore(folder, context.dir(), terminal::say),
                        "The factory is in " + context.dir() + "; `penstock serve` goes on with it")
                .code();
    }
}
