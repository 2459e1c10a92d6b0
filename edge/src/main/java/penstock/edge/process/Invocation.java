package penstock.edge.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program of the host with everything that it is given.
 *
 * @param argv program and arguments as they are: no shell looks at them. A program without a slash is looked up in Penstock's own
 *     {@code PATH}
 * @param environment all of it; nothing of Penstock's own is handed on
 * @param workdir empty for Penstock's own
 * @param input the file that is its standard input; empty for an empty input
 * @param time wall time from its start to its end
 * @param outputBytes of standard output and error together
 */
public record Invocation(
        List<String> argv,
        Map<String, String> environment,
        Optional<Path> workdir,
        Optional<Path> input,
        Duration time,
        long outputBytes) {
    private static final Map<String, String> PLAIN =
            Map.of("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL", "C.UTF-8");

    public Invocation {
        if (argv.isEmpty() || argv.getFirst().isEmpty()) {
            throw new IllegalArgumentException("no program named");
        }
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
    }

    /** With the plain environment (a usual {@code PATH}, {@code LC_ALL=C.UTF-8}), 64 MiB of output at most. */
    public static Invocation of(Duration time, List<String> argv) {
        return new Invocation(argv, PLAIN, Optional.empty(), Optional.empty(), time, 64L << 20);
    }

    /** {@link #of(Duration, List)} for arguments that are known here. */
    public static Invocation of(Duration time, String... argv) {
        return of(time, List.of(argv));
    }

    public Invocation in(Path folder) {
        return new Invocation(argv, environment, Optional.of(folder), input, time, outputBytes);
    }

    public Invocation reading(Path file) {
        return new Invocation(argv, environment, workdir, Optional.of(file), time, outputBytes);
    }

    public Invocation atMost(long bytes) {
        return new Invocation(argv, environment, workdir, input, time, bytes);
    }

    /** Adds to the environment, or replaces in it. */
    public Invocation with(Map<String, String> variables) {
        var all = new java.util.HashMap<>(environment);
        all.putAll(variables);
        return new Invocation(argv, all, workdir, input, time, outputBytes);
    }
}
