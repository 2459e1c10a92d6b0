package penstock.app.cli;

import penstock.app.terminal.Terminal;
import picocli.CommandLine;

/** Puts the commands together and runs one. */
public final class CommandLineOf {
    private final Parts parts;
    private final Terminal terminal;

    public CommandLineOf(Parts parts, Terminal terminal) {
        this.parts = parts;
        this.terminal = terminal;
    }

    /** @return the exit status */
    public int run(String... args) {
        Failures failures = new Failures(terminal);
        PenstockCommand root = new PenstockCommand();
        Context context = new Context(parts, terminal, root);
        return new CommandLine(root)
                .addSubcommand(new DemoCommand(context))
                .addSubcommand(new ServeCommand(context))
                .addSubcommand(new StatusCommand(context))
                .addSubcommand(new LogCommand(context))
                .addSubcommand(new PackagesCommand(context))
                .addSubcommand(new BuildCommand(context))
                .addSubcommand(new RunCommand(context))
                .addSubcommand(new ConfigCommand(context))
                .addSubcommand(new KeyCommand(context))
                .addSubcommand(new DoctorCommand(context))
                .addSubcommand(new RdoCommand(context))
                .addSubcommand(new RehearseCommand(context))
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .execute(args);
    }
}
