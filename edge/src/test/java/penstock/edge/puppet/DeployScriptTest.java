package penstock.edge.puppet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** B2: the check {@code http} of {@code deploy.py}, made of a service that answers as it is told to. */
class DeployScriptTest {
    private static final String MADE = """
            import json, sys
            import deploy
            made = deploy.Deployment({}, sys.argv[1])
            check = {"kind": "http", "url": sys.argv[2], "status": int(sys.argv[3]), "contains": "", "within": float(sys.argv[4])}
            made.step("http", lambda: made.check(check))
            """;
    private static final String GOOD = "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String ELSEWHERE = "HTTP/1.0 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n";

    @TempDir
    private Path folder;

    /** Gives each of the answers once, the last one ever after. */
    private static void serve(ServerSocket server, Deque<String> answers) {
        try {
            while (true) {
                try (Socket client = server.accept()) {
                    InputStream in = client.getInputStream();
                    String asked = "";
                    for (int c = in.read(); c >= 0 && !asked.endsWith("\r\n\r\n"); c = in.read()) {
                        asked += (char) c;
                        if (asked.endsWith("\r\n\r\n")) {
                            break;
                        }
                    }
                    String answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
                    client.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException closed) {
            assertThat(server.isClosed()).isTrue();
        }
    }

    /** What is in {@code result.json} afterwards. */
    private String made(int status, String within, String... answers) throws Exception {
        try (Scripts scripts = Scripts.write(List.of("deploy.py"));
                ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serve(server, new ArrayDeque<>(List.of(answers))));
            Process python = new ProcessBuilder(
                            "python3",
                            "-B",
                            "-c",
                            MADE,
                            folder.toString(),
                            "http://127.0.0.1:" + server.getLocalPort() + "/",
                            String.valueOf(status),
                            within)
                    .directory(scripts.folder().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("said").toFile())
                    .start();
            assertThat(python.waitFor())
                    .as(Files.readString(folder.resolve("said")))
                    .isZero();
            return Files.readString(folder.resolve("result.json"));
        }
    }

    @Test
    void aServiceThatAnswersHalfIsAskedAgain() throws Exception {
        assertThat(made(200, "30", "nonsense\r\n\r\n", "HTTP/1.0 200 OK\r\nContent-Length: 9\r\n\r\nhalf", GOOD))
                .contains("\"ok\": true");
        assertThat(made(200, "0", "nonsense\r\n\r\n")).contains("\"ok\": false", "nonsense", "(tried for 0 s)");
    }

    @Test
    void redirectsAreFollowedUnlessOneIsWanted() throws Exception {
        assertThat(made(200, "0", ELSEWHERE, GOOD)).contains("\"ok\": true");
        assertThat(made(302, "0", ELSEWHERE, GOOD)).contains("\"ok\": true");
        assertThat(made(302, "0", GOOD)).contains("the answer is 200, not 302");
    }
}
