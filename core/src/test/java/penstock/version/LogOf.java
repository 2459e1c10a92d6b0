package penstock.version;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import penstock.change.Commit;
import penstock.change.LoggedCommit;

/** Histories for tests: written down, or read from a real repository with git. */
final class LogOf {
    private LogOf() {}

    /** A straight history, newest first; each entry is {@code message} or {@code message|tag+tag}. */
    static List<LoggedCommit> line(String... entries) {
        List<LoggedCommit> log = new ArrayList<>();
        for (int i = 0; i < entries.length; i++) {
            String[] parts = entries[i].split("\\|", -1);
            List<String> tags = parts.length == 1 ? List.of() : List.of(parts[1].split("\\+"));
            log.add(commit(i, parts[0], tags, i + 1 < entries.length ? List.of(i + 1) : List.of()));
        }
        return log;
    }

    static LoggedCommit commit(int number, String message, List<String> tags, List<Integer> parents) {
        return new LoggedCommit(
                new Commit(
                        id(number),
                        id(0),
                        Instant.EPOCH,
                        "A <a@example.org>",
                        message.lines().findFirst().orElse("")),
                tags,
                message,
                parents.stream().map(LogOf::id).toList());
    }

    private static String id(int number) {
        return "%040x".formatted(number);
    }

    static List<LoggedCommit> repository(Path repository, String commit) {
        String out = git(repository, "log", "--decorate=full", "--format=%H%x00%P%x00%D%x00%B%x1e", commit);
        List<LoggedCommit> log = new ArrayList<>();
        for (String entry : out.split("\u001e\n", -1)) {
            if (entry.isBlank()) {
                continue;
            }
            String[] parts = entry.split("\0", -1);
            List<String> tags = Arrays.stream(parts[2].split(", ", -1))
                    .filter(ref -> ref.startsWith("tag: refs/tags/"))
                    .map(ref -> ref.substring("tag: refs/tags/".length()))
                    .toList();
            List<String> parents = parts[1].isEmpty() ? List.of() : List.of(parts[1].split(" ", -1));
            log.add(new LoggedCommit(new Commit(parts[0], parts[0], Instant.EPOCH, "", ""), tags, parts[3], parents));
        }
        return log;
    }

    static String git(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    static String run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed");
            }
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
