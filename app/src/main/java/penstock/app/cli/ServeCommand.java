package penstock.app.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import penstock.app.terminal.Style;
import penstock.app.terminal.Terminal;
import penstock.engine.port.OutsideFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The factory at work until it is stopped. */
@Command(name = "serve", description = "Follows, builds, publishes and serves until stopped.")
final class ServeCommand implements Callable<Integer> {
    private static final int HIGHEST = 65_535;

    private final Context context;

    @Option(
            names = "--standby",
            description = "Waits until no other process owns the factory, then takes over (needs PostgreSQL).")
    private boolean standby;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Serves at this port instead of the configured one; 0 takes any free one.")
    private @Nullable Integer port;

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
        Context served = port == null ? context : context.onPort(checked(port));
        return standby
                ? Owning.standBy(served, served.dir(), "penstock serve --standby")
                : Owning.alone(served, served.dir(), "penstock serve");
    }

    private static int checked(int port) throws UserMistakes {
        if (port < 0 || port > HIGHEST) {
            throw UserMistakes.argument(port + " is no port", "ports are 1 to " + HIGHEST + "; 0 takes any free one");
        }
        return port;
    }
}
