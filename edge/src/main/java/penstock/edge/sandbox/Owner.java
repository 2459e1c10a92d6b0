package penstock.edge.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import penstock.engine.port.OutsideFailure;

/**
 * Names for what is made on the host outside of namespaces, such that a later Penstock sees whether the process that made it lives:
 * {@code penstock-PID-START-N}, START being the process's start in clock ticks since boot.
 */
final class Owner {
    private static final Pattern NAME = Pattern.compile("penstock-(\\d{1,10})-(\\d{1,19})-\\d{1,19}");
    private static final int START_FIELD = 22;

    private final String prefix;
    private final AtomicLong count = new AtomicLong();

    private Owner(String prefix) {
        this.prefix = prefix;
    }

    static Owner self() throws OutsideFailure {
        long pid = ProcessHandle.current().pid();
        return new Owner("penstock-" + pid + "-"
                + start(Long.toString(pid))
                        .orElseThrow(() -> new IllegalStateException("no /proc entry of this process"))
                + "-" + System.nanoTime() / 1000 % 1_000_000_000);
    }

    String next() {
        return prefix + String.format("%06d", count.incrementAndGet());
    }

    /** Whether a name is one of these and its owner is dead. */
    static boolean dead(String name) throws OutsideFailure {
        var match = NAME.matcher(name);
        return match.matches() && !start(match.group(1)).equals(Optional.of(match.group(2)));
    }

    private static Optional<String> start(String pid) throws OutsideFailure {
        try {
            var stat = Files.readString(Path.of("/proc", pid, "stat"));
            // The second field, the program's name in brackets, may hold blanks and brackets itself.
            var rest = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Optional.of(rest[START_FIELD - 3]);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new OutsideFailure("sandbox: cannot read /proc/" + pid + "/stat: " + e.getMessage(), true, e);
        }
    }
}
