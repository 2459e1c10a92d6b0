package penstock.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import penstock.app.terminal.Terminal;
import penstock.engine.port.OutsideFailure;
import picocli.CommandLine.Command;

/**
 * Runs the short commands in a folder that has a configuration and nothing else; the start script calls it once after a build,
 * to record what they load (B1, F3).
 */
@Command(name = "train", hidden = true, description = "Runs the short commands once, for the start script.")
final class TrainCommand implements Callable<Integer> {
    private final Context context;

    TrainCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws OutsideFailure, InterruptedException {
        context.parts().makeExample(context.dir());
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
        Terminal unseen = Terminal.plain(nowhere, nowhere);
        for (List<String> words :
                List.of(List.of("status"), List.of("status", "--json"), List.of("packages"), List.of("--help"))) {
            String[] args = new String[words.size() + 2];
            args[0] = "--dir";
            args[1] = context.dir().toString();
            for (int i = 0; i < words.size(); i++) {
                args[i + 2] = words.get(i);
            }
            new CommandLineOf(context.parts(), unseen).run(args);
        }
        return ExitStatus.DONE.code();
    }
}
