package penstock.engine.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** Reads an archive with the machine's {@code tar}, so that it is not judged by the library that wrote it. */
public final class TarLister {
    private TarLister() {}

    /** One line an entry: permissions, size, path, and {@code -> target} for a link. Names outside ASCII are as they are. */
    public static List<String> list(byte[] tar) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("tar", "--full-time", "--numeric-owner", "--quoting-style=literal", "-tvf", "-");
        builder.environment().putAll(Map.of("TZ", "UTC", "LC_ALL", "C.UTF-8"));
        builder.redirectErrorStream(true);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            Assumptions.abort("tar is not installed: " + e.getMessage());
            throw e;
        }
        try (OutputStream in = process.getOutputStream()) {
            in.write(tar);
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("tar refuses the archive: " + said);
        }
        List<String> entries = new ArrayList<>();
        for (String line : said.lines().toList()) {
            String[] parts = line.split(" +", 6);
            entries.add(parts[0] + " " + parts[2] + " " + parts[5]);
        }
        return entries;
    }
}
