package penstock.app.cli;

import penstock.config.ConfigText;
import penstock.engine.port.OutsideFailure;
import picocli.CommandLine.Command;

/** The configuration as Penstock understands it (A5). */
@Command(name = "config", description = "Shows the configuration.")
final class ConfigCommand {
    private final Context context;

    ConfigCommand(Context context) {
        this.context = context;
    }

    @Command(name = "show", description = "Prints the effective configuration with all defaults, secrets masked.")
    int show() throws UserMistakes, OutsideFailure {
        context.terminal()
                .print(ConfigText.show(context.parts().config(context.dir()), true)
                        .stripTrailing());
        return ExitStatus.DONE.code();
    }
}
