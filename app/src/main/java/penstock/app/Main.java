package penstock.app;

import penstock.app.cli.CommandLineOf;
import penstock.app.terminal.Terminal;

/** The {@code penstock} command. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Terminal terminal = Terminal.ofProcess(System.getenv());
        System.exit(new CommandLineOf(new Wiring(), terminal).run(args));
    }
}
