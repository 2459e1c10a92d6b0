package penstock.engine.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class that leaves something behind: child processes, mounts below its temporary folders, threads that keep the
 * JVM alive, temporary folders made by {@link OwnedTempFolders}. What ends by itself gets a moment to do so.
 *
 * <p>It looks when JUnit closes what it keeps for the class, that is after {@code @AfterAll} and after the tests' temporary folders
 * were deleted. Those of static fields go later; JUnit itself fails when they cannot. Use: {@code @ExtendWith(LeftoverCheck.class)}, before other extensions.
 */
public final class LeftoverCheck implements BeforeAllCallback {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Override
    public void beforeAll(ExtensionContext context) {
        var store = context.getStore(ExtensionContext.Namespace.create(LeftoverCheck.class));
        store.put(
                context.getUniqueId(),
                new Before(children().keySet(), mounts(), threads(), OwnedTempFolders.present()));
    }

    /** What was there before the class; closed, and compared with what is there then, after it. */
    private record Before(Set<ProcessHandle> children, Set<String> mounts, Set<String> threads, Set<String> folders)
            implements AutoCloseable {
        @Override
        public void close() {
            var left = new ArrayList<String>();
            await(left, "process", this::newChildren, Set.of());
            await(left, "mount", LeftoverCheck::mounts, mounts);
            await(left, "thread", LeftoverCheck::threads, threads);
            await(left, "temporary folder", OwnedTempFolders::present, folders);
            if (!left.isEmpty()) {
                throw new AssertionError("left behind: " + String.join("; ", left));
            }
        }

        /** A process may change what it calls itself, as PostgreSQL's do, so those from before are known by what they are. */
        private Set<String> newChildren() {
            Map<ProcessHandle, String> now = LeftoverCheck.children();
            now.keySet().removeAll(children);
            return new HashSet<>(now.values());
        }

        private static void await(List<String> left, String kind, Supplier<Set<String>> look, Set<String> before) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            Set<String> now;
            do {
                now = look.get();
                now.removeAll(before);
                Thread.onSpinWait();
            } while (!now.isEmpty() && System.nanoTime() < deadline);
            now.forEach(one -> left.add(kind + " " + one));
        }
    }

    private static Map<ProcessHandle, String> children() {
        return ProcessHandle.current()
                .descendants()
                .collect(Collectors.toMap(
                        one -> one,
                        one -> one.pid() + " " + one.info().commandLine().orElse("?"),
                        (a, b) -> a,
                        HashMap::new));
    }

    /** Mount points below this process's temporary folders, as the kernel writes them. */
    private static Set<String> mounts() {
        var table = Path.of("/proc/self/mountinfo");
        if (!Files.exists(table)) {
            return new HashSet<>();
        }
        var temporary = OwnedTempFolders.prefix();
        try (var lines = Files.lines(table)) {
            return lines.map(line -> line.split(" ", 6)[4])
                    .filter(point -> point.startsWith(temporary))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && !thread.isDaemon())
                .filter(thread -> !thread.getName().startsWith("junit-")) // it watches that no test hangs
                .map(thread -> thread.threadId() + " " + thread.getName())
                .collect(Collectors.toSet());
    }
}
