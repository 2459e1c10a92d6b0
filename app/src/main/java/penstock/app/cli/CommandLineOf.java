package penstock.app.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import penstock.app.terminal.Terminal;
import picocli.CommandLine;

/**
 * Puts the commands together and runs one. When the words begin with a command's name, only that command is put together: looking
 * at the options of all would be half of a short command's start (F3).
 */
public final class CommandLineOf {
    private final Parts parts;
    private final Terminal terminal;

    public CommandLineOf(Parts parts, Terminal terminal) {
        this.parts = parts;
        this.terminal = terminal;
    }

    private static SequencedMap<String, Function<Context, Object>> commands() {
        SequencedMap<String, Function<Context, Object>> commands = new LinkedHashMap<>();
        commands.put("demo", DemoCommand::new);
        commands.put("serve", ServeCommand::new);
        commands.put("status", StatusCommand::new);
        commands.put("log", LogCommand::new);
        commands.put("packages", PackagesCommand::new);
        commands.put("build", BuildCommand::new);
        commands.put("reqs", ReqsCommand::new);
        commands.put("rebuild-dependents", RebuildDependentsCommand::new);
        commands.put("promote", PromoteCommand::new);
        commands.put("rollback", RollbackCommand::new);
        commands.put("vote", VoteCommand::new);
        commands.put("why", WhyCommand::new);
        commands.put("diff", DiffCommand::new);
        commands.put("digest", DigestCommand::new);
        commands.put("test", ScenarioCommand::new);
        commands.put("pause", PauseCommand::new);
        commands.put("resume", ResumeCommand::new);
        commands.put("remove", RemoveCommand::new);
        commands.put("run", RunCommand::new);
        commands.put("export", ExportCommand::new);
        commands.put("config", ConfigCommand::new);
        commands.put("key", KeyCommand::new);
        commands.put("token", TokenCommand::new);
        commands.put("user", UserCommand::new);
        commands.put("audit", AuditCommand::new);
        commands.put("purge", PurgeCommand::new);
        commands.put("disk", DiskCommand::new);
        commands.put("backup", BackupCommand::new);
        commands.put("restore", RestoreCommand::new);
        commands.put("import", ImportCommand::new);
        commands.put("doctor", DoctorCommand::new);
        commands.put("rdo", RdoCommand::new);
        commands.put("train", TrainCommand::new);
        return commands;
    }

    /** @return the exit status */
    public int run(String... args) {
        Failures failures = new Failures(terminal);
        PenstockCommand root = new PenstockCommand();
        Context context = new Context(parts, terminal, root);
        CommandLine line = new CommandLine(root);
        named(List.of(args)).forEach((name, command) -> line.addSubcommand(name, command.apply(context)));
        return line.setOut(terminal.printer())
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .execute(args);
    }

    /** The command that the words name after {@code --dir}; all when they name none there. */
    private static Map<String, Function<Context, Object>> named(List<String> words) {
        int first = 0;
        while (first < words.size() && words.get(first).startsWith("--dir")) {
            first += words.get(first).contains("=") ? 1 : 2;
        }
        String name = first < words.size() ? words.get(first) : "";
        SequencedMap<String, Function<Context, Object>> all = commands();
        Function<Context, Object> command = all.get(name);
        return command == null ? all : Map.of(name, command);
    }
}
