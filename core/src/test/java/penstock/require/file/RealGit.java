package penstock.require.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Runs git, and other programs, on real histories. */
final class RealGit {
    private RealGit() {}

    static String run(String input, String... command) throws Exception {
        byte[][] out = new byte[1][];
        run(input, stream -> out[0] = stream.readAllBytes(), command);
        return new String(out[0], StandardCharsets.UTF_8);
    }

    private interface Reader {
        void read(InputStream out) throws IOException;
    }

    private static void run(String input, Reader reader, String... command) throws Exception {
        Path in = Files.createTempFile("asked", "");
        try {
            Files.writeString(in, input);
            Process process = new ProcessBuilder(command)
                    .redirectInput(in.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (InputStream out = new BufferedInputStream(process.getInputStream(), 1 << 20)) {
                reader.read(out);
            }
            assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
        } finally {
            Files.delete(in);
        }
    }

    /** Gives each blob's id and content, one after another. */
    static void blobs(Path repository, Collection<String> ids, BiConsumer<String, byte[]> to) throws Exception {
        run(
                String.join("\n", ids) + "\n",
                out -> {
                    for (String header = line(out); !header.isEmpty(); header = line(out)) {
                        String[] words = header.split(" ", -1);
                        to.accept(words[0], out.readNBytes(Integer.parseInt(words[2])));
                        assertThat(out.read()).isEqualTo('\n');
                    }
                },
                "git",
                "-C",
                repository.toString(),
                "cat-file",
                "--batch");
    }

    private static String line(InputStream out) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = out.read(); c >= 0 && c != '\n'; c = out.read()) {
            line.append((char) c);
        }
        return line.toString();
    }
}
