package penstock.edge.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel tells of processes without control groups. */
final class Processes {
    /** A process wrote more to a file than its limit allows, see signal(7). */
    static final int SIGXFSZ = 25;

    private Processes() {}

    /** Processes and threads in a mounted proc; 0 when it cannot be read any more. */
    static long count(Path proc) {
        long tasks = 0;
        try (var entries = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (var entry : entries) {
                tasks += threads(entry.resolve("task"));
            }
        } catch (IOException e) {
            return tasks;
        }
        return tasks;
    }

    /** A task folder has two links of its own and one more for each thread. */
    private static long threads(Path task) {
        try {
            return Math.max(1, (int) Files.getAttribute(task, "unix:nlink") - 2L);
        } catch (IOException e) {
            // It ended between the look and the next.
            return 0;
        }
    }
}
