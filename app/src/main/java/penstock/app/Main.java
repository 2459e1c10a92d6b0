package penstock.app;

import penstock.app.cli.CommandLineOf;
import penstock.app.terminal.Terminal;

/** The {@code penstock} command. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        LogFiles.silence();
        Terminal terminal = Terminal.ofProcess(System.getenv());
        System.exit(new CommandLineOf(new Wiring(System.getenv()), terminal).run(args));
    }
}
