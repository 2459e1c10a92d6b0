package penstock.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/**
 * A sandbox that adds up how long rpm's tools and dnf run. A shell inside takes the time right before and right after each of them, so
 * that nothing of the sandbox is in it; the shell itself is not either.
 */
final class TimedSandbox implements Sandbox {
    private static final Set<String> TOOLS =
            Set.of("rpm", "rpmspec", "rpmbuild", "dnf", "/usr/bin/dnf", "createrepo_c", "python3", "/usr/bin/python3");

    /** Constant. On standard error: the tool's standard output may be the answer. */
    private static final String CLOCK =
            "from=$EPOCHREALTIME; \"$@\"; code=$?; echo \"ran $from $EPOCHREALTIME\" >&2; exit $code";

    private static final Pattern RAN = Pattern.compile("ran (\\d+)\\.(\\d{6}) (\\d+)\\.(\\d{6})\n");

    private final Sandbox sandbox;
    private final AtomicLong toolMicros = new AtomicLong();
    private final AtomicInteger commands = new AtomicInteger();
    private final AtomicLong runNanos = new AtomicLong();

    TimedSandbox(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** Milliseconds of the tools alone since the last call. */
    double takeToolMillis() {
        return toolMicros.getAndSet(0) / 1e3;
    }

    /** Milliseconds of all commands in the sandbox, with what starts and ends them, since the last call. */
    double takeRunMillis() {
        return runNanos.getAndSet(0) / 1e6;
    }

    /** Commands since the last call. */
    int takeCommands() {
        return commands.getAndSet(0);
    }

    @Override
    public Root open(Lower lower, long diskBytes) throws OutsideFailure {
        return new Timed(sandbox.open(lower, diskBytes));
    }

    private final class Timed implements Root {
        private final Root root;

        Timed(Root root) {
            this.root = root;
        }

        @Override
        public Ended run(Command command, Output output) throws OutsideFailure, InterruptedException {
            var said = new StringBuilder();
            long start = System.nanoTime();
            try {
                return root.run(clocked(command), (bytes, offset, length) -> {
                    said.append(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
                    output.write(bytes, offset, length);
                });
            } finally {
                runNanos.addAndGet(System.nanoTime() - start);
                commands.incrementAndGet();
                var ran = RAN.matcher(said);
                while (ran.find()) {
                    toolMicros.addAndGet(micros(ran.group(3), ran.group(4)) - micros(ran.group(1), ran.group(2)));
                }
            }
        }

        @Override
        public void expect(int commands, Command like) throws OutsideFailure, InterruptedException {
            root.expect(commands, like);
        }

        @Override
        public void folder(String inside) throws OutsideFailure, InterruptedException {
            root.folder(inside);
        }

        @Override
        public List<String> files(String inside) throws OutsideFailure {
            return root.files(inside);
        }

        @Override
        public void copyOut(String inside, Path to, long maxBytes) throws OutsideFailure {
            root.copyOut(inside, to, maxBytes);
        }

        @Override
        public void close() throws OutsideFailure {
            root.close();
        }
    }

    private static long micros(String seconds, String fraction) {
        return Long.parseLong(seconds) * 1_000_000 + Long.parseLong(fraction);
    }

    /** Other commands are left as they are: all of their time counts as overhead. */
    private static Command clocked(Command command) {
        var argv = new ArrayList<>(command.argv());
        for (int i = 0; i < argv.size(); i++) {
            if (TOOLS.contains(argv.get(i))) {
                argv.addAll(i, List.of("/bin/bash", "-c", CLOCK, "bash"));
                break;
            }
        }
        return new Command(
                argv,
                command.environment(),
                command.workdir(),
                command.mounts(),
                command.limits(),
                command.rootInside(),
                command.network());
    }
}
