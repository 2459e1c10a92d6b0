package penstock.engine.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/**
 * A sandbox that runs nothing: it records what it is asked and answers by a function of the test. Its roots keep files in memory.
 * Held to the same contract as the real one.
 */
public final class FakeSandbox implements Sandbox {
    /** What a command does: it may write to the root and to the output. */
    @FunctionalInterface
    public interface Program {
        Ended run(Command command, Root root, Output output) throws OutsideFailure;
    }

    /** What was opened. */
    public record Opened(List<Path> lower, long diskBytes) {}

    private final Program program;
    private final List<Command> commands = new ArrayList<>();
    private final List<Opened> opened = new ArrayList<>();
    private int open;

    public FakeSandbox(Program program) {
        this.program = program;
    }

    /** Every command succeeds and says nothing. */
    public FakeSandbox() {
        this((command, root, output) -> ended(0));
    }

    public static Ended ended(int exitCode) {
        return new Ended(exitCode, Optional.empty());
    }

    public static void say(Output output, String text) throws OutsideFailure {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        output.write(bytes, 0, bytes.length);
    }

    /** All commands that were run, in order. */
    public synchronized List<Command> commands() {
        return List.copyOf(commands);
    }

    public synchronized List<Opened> opened() {
        return List.copyOf(opened);
    }

    /** How many roots are not closed yet. */
    public synchronized int stillOpen() {
        return open;
    }

    @Override
    public synchronized Root open(Lower lower, long diskBytes) {
        opened.add(new Opened(lower.trees(), diskBytes));
        open++;
        return new Root();
    }

    /** Files by absolute path. */
    public final class Root implements Sandbox.Root {
        private final TreeMap<String, byte[]> files = new TreeMap<>();
        private boolean closed;

        private Root() {}

        public void put(String inside, String content) {
            files.put(inside, content.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Ended run(Command command, Output output) throws OutsideFailure {
            requireOpen();
            if (command.limits().processes() <= 0) {
                throw new OutsideFailure("a command without a limit on processes is refused", false);
            }
            synchronized (FakeSandbox.this) {
                commands.add(command);
            }
            return program.run(command, this, output);
        }

        @Override
        public void expect(int commands, Command like) throws OutsideFailure {
            requireOpen();
        }

        /** Files are kept by their whole path, so there is nothing to make. */
        @Override
        public void folder(String inside) throws OutsideFailure {
            requireOpen();
            path(inside);
        }

        @Override
        public List<String> files(String inside) throws OutsideFailure {
            requireOpen();
            var folder = path(inside).equals("/") ? "/" : path(inside) + "/";
            return files.keySet().stream()
                    .filter(file -> file.startsWith(folder) && file.indexOf('/', folder.length()) < 0)
                    .map(file -> file.substring(folder.length()))
                    .toList();
        }

        @Override
        public void copyOut(String inside, Path to, long maxBytes) throws OutsideFailure {
            requireOpen();
            var content = files.get(path(inside));
            if (content == null || content.length > maxBytes) {
                throw new OutsideFailure(inside + (content == null ? " is not there" : " is too large"), false);
            }
            try {
                Files.write(to, content, StandardOpenOption.CREATE_NEW);
            } catch (IOException e) {
                throw new OutsideFailure("cannot write " + to, false, e);
            }
        }

        @Override
        public void close() {
            synchronized (FakeSandbox.this) {
                open -= closed ? 0 : 1;
            }
            closed = true;
        }

        private void requireOpen() {
            if (closed) {
                throw new IllegalStateException("the root is closed");
            }
        }

        private static String path(String inside) throws OutsideFailure {
            var path = Path.of(inside);
            if (!path.isAbsolute() || !path.normalize().equals(path)) {
                throw new OutsideFailure("not a plain absolute path: " + inside, false);
            }
            return path.toString();
        }
    }
}
