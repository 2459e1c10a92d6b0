package penstock.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import penstock.app.terminal.Style;
import penstock.app.terminal.Terminal;
import penstock.engine.port.OutsideFailure;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The one translator from a failure to what its reader sees and the exit status, by who must act (DESIGN section 3). A stack
 * trace is never an answer: that of a bug goes to a file, whose name is told.
 */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Terminal terminal;

    Failures(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        terminal.say(error(message(wrong)));
        if (wrong instanceof UnmatchedArgumentException unknown
                && !unknown.getSuggestions().isEmpty()) {
            terminal.say("Did you mean: " + String.join(", ", unknown.getSuggestions()) + "?");
        }
        terminal.say(
                "`" + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help` shows what can be said.");
        return ExitStatus.USAGE.code();
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        return handle(failure).code();
    }

    ExitStatus handle(Throwable failure) {
        return switch (failure) {
            case UserMistakes mistakes -> {
                mistakes.problems().forEach(problem -> terminal.say(Terminal.printable(problem.toString())));
                yield ExitStatus.MISTAKE;
            }
            case OutsideFailure outside -> {
                terminal.say(error(message(outside)));
                terminal.say(
                        outside.retryable()
                                ? "This may pass by itself: try again later."
                                : "`penstock doctor` looks at what Penstock needs from this machine.");
                yield ExitStatus.OUTSIDE;
            }
            case InterruptedException stopped -> {
                Thread.currentThread().interrupt();
                terminal.say(error("stopped before it was done"));
                yield ExitStatus.OUTSIDE;
            }
            default -> {
                terminal.say(error("this is a bug in Penstock: " + failure));
                terminal.say("Please report it with this file: " + written(failure));
                yield ExitStatus.BUG;
            }
        };
    }

    private String error(String message) {
        return terminal.styled(Style.BAD, "penstock: ") + Terminal.printable(message);
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private static String written(Throwable bug) {
        StringWriter trace = new StringWriter();
        bug.printStackTrace(new PrintWriter(trace));
        try {
            Path file = Files.createTempFile("penstock-bug-", ".txt");
            Files.writeString(file, trace.toString());
            return file.toString();
        } catch (IOException noFile) {
            return "(it could not be written: " + noFile.getMessage() + ")\n" + trace;
        }
    }
}
