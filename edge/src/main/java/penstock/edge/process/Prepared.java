package penstock.edge.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;

/** A program that was started before it is known what it shall do: it waits for its standard input. */
public final class Prepared implements AutoCloseable {
    private static final int LONGEST_LINE = 200;

    private final Process process;
    private final List<String> argv;
    private final Map<String, String> environment;

    private Prepared(Process process, List<String> argv, Map<String, String> environment) {
        this.process = process;
        this.argv = argv;
        this.environment = environment;
    }

    /** @param environment all of it */
    public static Prepared start(List<String> argv, Map<String, String> environment) throws OutsideFailure {
        var builder = new ProcessBuilder(argv).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new Prepared(builder.start(), argv, environment);
        } catch (IOException e) {
            throw new OutsideFailure("cannot start " + argv.getFirst() + ": " + e.getMessage(), false, e);
        }
    }

    /** Writes to the program and waits for a line of it, which is returned without its end; what it wrote until it ended, if it did. */
    public String ask(String input) throws OutsideFailure {
        try {
            write(input);
            var line = new StringBuilder();
            int next;
            while (line.length() < LONGEST_LINE
                    && (next = process.getInputStream().read()) >= 0
                    && next != '\n') {
                line.append((char) next);
            }
            return line.toString();
        } catch (IOException e) {
            throw new OutsideFailure("no answer of " + argv.getFirst() + ": " + e.getMessage(), true, e);
        }
    }

    /** Writes the rest of its input and waits for the end of the program, as {@link ProcessRunner#run} does; time counts from now on. */
    public Ending run(String input, java.time.Duration time, long outputBytes, Sink sink)
            throws OutsideFailure, InterruptedException {
        try {
            write(input);
            process.getOutputStream().close();
        } catch (IOException e) {
            close();
            throw new OutsideFailure(argv.getFirst() + " takes no input: " + e.getMessage(), true, e);
        }
        var invocation = new Invocation(argv, environment, Optional.empty(), Optional.empty(), time, outputBytes);
        return new Watch(process, invocation, List.of(new Watch.Pipe(process.getInputStream(), sink))).await();
    }

    private void write(String input) throws IOException {
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Kills the program if it still runs. */
    @Override
    public void close() {
        if (process.isAlive()) {
            Tree.kill(process.toHandle());
        }
    }
}
