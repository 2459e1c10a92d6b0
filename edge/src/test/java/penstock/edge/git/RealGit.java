package penstock.edge.git;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import penstock.engine.testkit.ScriptedRepository;

/** A bare repository whose history is written by the {@code git} command. */
final class RealGit implements ScriptedRepository {
    private static final String ADA = "Ada Example <ada@example.org> ";
    private final Path folder;
    private final String url;

    private RealGit(Path folder, String url) {
        this.folder = folder;
        this.url = url;
    }

    static RealGit create(Path folder, String url) {
        run(
                folder.toAbsolutePath().resolveSibling("."),
                new byte[0],
                "init",
                "-q",
                "--bare",
                "-b",
                "master",
                folder.toString());
        return new RealGit(folder, url);
    }

    static RealGit create(Path folder) {
        return create(
                folder,
                folder.toUri().toString().replaceFirst("^file:/+", "file:///").replaceFirst("/$", ""));
    }

    Path folder() {
        return folder;
    }

    String git(String... arguments) {
        return run(folder, new byte[0], arguments);
    }

    String git(byte[] input, String... arguments) {
        return run(folder, input, arguments);
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public String add(List<String> parents, String message, Map<String, String> files, Instant committed) {
        StringBuilder changes = new StringBuilder();
        files.forEach((path, text) ->
                changes.append("M 100644 inline \"").append(path).append("\"\n").append(data(text)));
        return imported(parents, message, committed, changes.toString());
    }

    @Override
    public String addEntry(String parent, int mode, String path, String content) {
        String change = "M " + Integer.toOctalString(mode) + " inline \"" + path + "\"\n" + data(content);
        return imported(List.of(parent), "entry", Instant.parse("2026-03-02T00:00:00Z"), change);
    }

    private String imported(List<String> parents, String message, Instant committed, String changes) {
        StringBuilder stream = new StringBuilder("commit refs/penstock/scratch\nmark :1\n");
        stream.append("author ").append(ADA).append(committed.getEpochSecond()).append(" +0000\n");
        stream.append("committer ")
                .append(ADA)
                .append(committed.getEpochSecond())
                .append(" +0000\n");
        stream.append(data(message));
        for (int i = 0; i < parents.size(); i++) {
            stream.append(i == 0 ? "from " : "merge ").append(parents.get(i)).append('\n');
        }
        stream.append(changes)
                .append("\nget-mark :1\nreset refs/penstock/scratch\nfrom ")
                .append("0".repeat(40))
                .append("\n\n");
        return git(stream.toString().getBytes(StandardCharsets.UTF_8), "fast-import", "--quiet", "--force");
    }

    private static String data(String text) {
        return "data " + text.getBytes(StandardCharsets.UTF_8).length + "\n" + text + "\n";
    }

    @Override
    public void branch(String name, String commit) {
        git("update-ref", "refs/heads/" + name, commit);
    }

    @Override
    public void tag(String name, String commit) {
        git("update-ref", "refs/tags/" + name, commit);
    }

    @Override
    public void delete(String ref) {
        git("update-ref", "-d", ref);
    }

    private static String run(Path folder, byte[] input, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(Map.of("GIT_CONFIG_GLOBAL", "/dev/null", "GIT_CONFIG_NOSYSTEM", "1"));
        builder.redirectErrorStream(true);
        try {
            Process process = builder.start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input);
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed: " + said);
            }
            return said.strip();
        } catch (IOException e) {
            Assumptions.abort("git is not installed: " + e.getMessage());
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
