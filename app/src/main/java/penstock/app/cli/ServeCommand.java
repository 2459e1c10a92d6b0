package penstock.app.cli;

import java.util.concurrent.Callable;
import penstock.app.terminal.Style;
import penstock.app.terminal.Terminal;
import penstock.engine.port.OutsideFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The factory at work until it is stopped. */
@Command(name = "serve", description = "Follows, builds, publishes and serves until stopped.")
final class ServeCommand implements Callable<Integer> {
    private final Context context;

    @Option(
            names = "--standby",
            description = "Waits until no other process owns the factory, then takes over (needs PostgreSQL).")
    private boolean standby;

    ServeCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UserMistakes, OutsideFailure, InterruptedException {
        Terminal terminal = context.terminal();
        try (GracefulStop _ = GracefulStop.ofThisThread();
                OwnedFactory owned = own();
                Served served = owned.serve()) {
            terminal.print("Served at "
                    + terminal.styled(Style.STRONG, served.address().toString()));
            Owning.followUntilStopped(owned);
            return ExitStatus.DONE.code();
        }
    }

    private OwnedFactory own() throws UserMistakes, OutsideFailure, InterruptedException {
        return standby
                ? Owning.standBy(context, context.dir(), "penstock serve --standby")
                : Owning.alone(context, context.dir(), "penstock serve");
    }
}
