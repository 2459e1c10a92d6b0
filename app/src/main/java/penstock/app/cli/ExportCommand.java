package penstock.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import penstock.app.terminal.Terminal;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.Exports.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A published repository as a folder without links (part 2, A3). */
@Command(
        name = "export",
        description = "Copies a published repository into a folder that any server of files can serve.")
final class ExportCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(
            index = "0",
            paramLabel = "[LINE:]SNAPSHOT|LABEL",
            description =
                    "For instance current, el9s-flamingo:consistent, component/network/current, or a snapshot's folder.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String what;

    @Parameters(index = "1", paramLabel = "DIR", description = "A folder that is empty or not there yet.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path to;

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            defaultValue = "",
            description = "Where clients will find DIR, for delorean.repo (default: DIR itself).")
    @SuppressWarnings("NullAway.Init") // picocli sets the default
    private String baseUrl;

    ExportCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UserMistakes, OutsideFailure, InterruptedException {
        int colon = what.indexOf(':');
        String folder = LineFolder.named(context, colon < 0 ? "" : what.substring(0, colon));
        String name = what.substring(colon + 1);
        String address = baseUrl.isEmpty() ? "file://" + to.toAbsolutePath().normalize() : baseUrl;
        switch (context.parts().exports(context.dir()).export(folder, name, to, address)) {
            case Outcome.Done(List<String> snapshots) -> {
                Terminal terminal = context.terminal();
                snapshots.forEach(snapshot -> terminal.print(folder + "/" + snapshot));
                terminal.print("exported to " + to + " for " + address);
            }
            case Outcome.NothingThere _ ->
                throw UserMistakes.argument(
                        folder + " has published nothing called " + name, "penstock status shows labels and snapshots");
            case Outcome.NotEmpty _ ->
                throw UserMistakes.argument(
                        to + " is there already, with something in it",
                        "name a new folder, and switch to it when it is made");
        }
        return ExitStatus.DONE.code();
    }
}
