package penstock.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.testkit.LeftoverCheck;

/**
 * Part 2, C3: whatever is sent to the API, seeded: JSON of any shape, texts of any encoding, headers and lengths that lie. Every request is
 * answered with what the client did wrong, or the connection is closed; none with 500, and none fills the memory.
 */
@ExtendWith(LeftoverCheck.class)
class ApiFuzzTest {
    private static final long SEED = 20_261_125;
    private static final int REQUESTS = 2500;
    private static final int PATIENCE_MILLIS = 5000;
    private static final List<String> PATHS = List.of(
            "/lines",
            "/lines/spring/builds",
            "/lines/spring/builds?limit=",
            "/lines/spring/events?behind=",
            "/lines/spring/packages/good/look",
            "/lines/spring/look",
            "/webhooks/github",
            "/webhooks/gitlab",
            "/builds/x/log",
            "/builds/%2e%2e%2f%2e%2e",
            "/audit?limit=-1",
            "/lines/%00",
            "/lines/spring/labels/tested/promote",
            "/lines/spring/labels/tested/rollback",
            "/lines/spring/evidence",
            "/lines/spring/evidence?of=",
            "/lines/spring/pause",
            "/lines/spring/resume",
            "/lines/spring/remove",
            "/lines/spring/digest?week=",
            "/lines/spring/promotions?label=",
            "/lines/spring/decisions/x",
            "/lines/%ff%fe");
    private static final List<String> HEADERS = List.of(
            "Range: bytes=",
            "If-None-Match: ",
            "If-Modified-Since: ",
            "X-Hub-Signature-256: sha256=",
            "X-Gitlab-Token: ",
            "X-Penstock-Timestamp: ",
            "Content-Type: application/json; charset=",
            "Content-Encoding: ",
            "X-Forwarded-For: ",
            "Cookie: ");

    private static final List<String> KEYS = List.of(
            "builds",
            "package",
            "packages",
            "repository",
            "clone_url",
            "to",
            "of",
            "job",
            "result",
            "reason",
            "url",
            "x");

    private final Random random = new Random(SEED);

    @Tag("extended")
    @Test
    void noRequestIsAnsweredWithABug(@TempDir Path folder) throws Exception {
        try (RunningApi api = new RunningApi(folder, true, 1_000_000)) {
            Map<Integer, Integer> answers = new TreeMap<>();
            long before = used();
            for (int i = 0; i < REQUESTS; i++) {
                byte[] request = request(api.token);
                int status = send(api.at("").getPort(), request);
                assertThat(status)
                        .as("seed %d, request %d: %s", SEED, i, new String(request, StandardCharsets.ISO_8859_1))
                        .isNotIn(500, 501, 502, 504);
                answers.merge(status, 1, Integer::sum);
            }
            assertThat(answers).containsKeys(200, 400, 404, 422);
            assertThat(answers.getOrDefault(0, 0)).as("without an answer").isLessThan(REQUESTS / 4);
            assertThat(api.get("/lines").statusCode()).isEqualTo(200);
            assertThat(used() - before).as("bytes that stay").isLessThan(64L << 20);
        }
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private byte[] request(String token) throws IOException {
        byte[] body = body();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String method = pick(List.of("GET", "POST", "POST", "POST", "PUT", "DELETE", "HEAD", "PATCH"));
        String path = pick(PATHS) + (random.nextInt(4) == 0 ? noise(20).replaceAll("[\\s]", "_") : "");
        out.write((method + " " + Api.BASE + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        if (random.nextInt(8) != 0) {
            out.write(("Authorization: Bearer " + (random.nextInt(50) == 0 ? noise(60) : token) + "\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            out.write((pick(HEADERS) + noise(random.nextInt(20) == 0 ? 20_000 : 30) + "\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
        }
        int lie = random.nextInt(30);
        String length = lie == 0 ? "999999999999" : lie == 1 ? "-5" : String.valueOf(body.length);
        out.write(("Content-Length: " + length + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        return out.toByteArray();
    }

    private byte[] body() {
        return switch (random.nextInt(8)) {
            case 0 -> new byte[0];
            case 1 -> noise(200).getBytes(StandardCharsets.ISO_8859_1);
            case 2 -> "[".repeat(random.nextInt(100_000)).getBytes(StandardCharsets.UTF_8);
            case 3 -> value(0).getBytes(StandardCharsets.UTF_16);
            case 4 ->
                ("{\"builds\": [" + "{\"package\": \"good\"},".repeat(random.nextInt(5000)) + "{}]}")
                        .getBytes(StandardCharsets.UTF_8);
            case 5 ->
                ("{\"builds\": [{\"package\": " + value(2) + ", \"commit\": " + value(2) + "}], \"with_tests\": "
                                + value(3) + "}")
                        .getBytes(StandardCharsets.UTF_8);
            default -> value(0).getBytes(StandardCharsets.UTF_8);
        };
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 4 ? 5 : 7)) {
            case 0 -> "null";
            case 1 -> String.valueOf(random.nextBoolean());
            case 2 ->
                random.nextInt(10) == 0 ? "1e" + "9".repeat(random.nextInt(200)) : String.valueOf(random.nextLong());
            case 3 -> "\"" + noise(random.nextInt(30) == 0 ? 5000 : 12).replaceAll("[\"\\\\\\p{Cntrl}]", "?") + "\"";
            case 4 -> "\"\\ud800" + "\\u0000\"";
            case 5 -> "[" + value(depth + 1) + "," + value(depth + 1) + "]";
            default -> "{\"" + pick(KEYS) + "\": " + value(depth + 1) + "}";
        };
    }

    /** Any characters of Latin-1 but the ends of lines. */
    private String noise(int most) {
        StringBuilder noise = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            char c = (char) random.nextInt(256);
            noise.append(c == '\r' || c == '\n' ? ' ' : c);
        }
        return noise.toString();
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** The status; 0 when the server closed the connection without one, or waits for more than it was promised. */
    private static int send(int port, byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                OutputStream out = socket.getOutputStream();
                out.write(request);
                out.flush();
                socket.shutdownOutput();
                String line = new BufferedReader(
                                new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                        .readLine();
                return line == null ? 0 : Integer.parseInt(line.split(" ")[1]);
            } catch (java.net.SocketException cutOff) {
                return 0;
            }
        }
    }
}
