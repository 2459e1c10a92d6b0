package penstock.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection outlives a request that was refused before its body came, or its client is told that it ends. */
class UnreadBodyTest {
    private static final String SECOND = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    @TempDir
    Path folder;

    private final Socket client = new Socket();
    private WebServer server = server(Path.of("unused"));

    private static WebServer server(Path folder) {
        return new WebServer(
                new WebServer.Settings("127.0.0.1", 0, folder),
                List::of,
                List.of(routes -> routes.post("/refuses", context -> context.status(401))));
    }

    @BeforeEach
    void connect() throws Exception {
        server = server(folder);
        InetSocketAddress bound = server.start();
        client.connect(new InetSocketAddress(bound.getHostString(), bound.getPort()));
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    private void refused(String headers) throws IOException {
        send("POST /refuses HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n");
    }

    private void send(String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
    }

    private String answers() throws IOException {
        client.setSoTimeout(0);
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aBodyMayComeAfterItsRequestWasRefused() throws Exception {
        refused("Content-Length: 2\r\n");
        client.setSoTimeout(1000);
        assertThatThrownBy(() -> client.getInputStream().read())
                .as("no answer leaves the body to come")
                .isInstanceOf(SocketTimeoutException.class);
        send("{}");
        send(SECOND);
        assertThat(answers()).startsWith("HTTP/1.1 401 ").contains("HTTP/1.1 200 ");
    }

    @Test
    void aBodyInPiecesIsReadToItsEnd() throws Exception {
        refused("Transfer-Encoding: chunked\r\n");
        send("2\r\n{}\r\n0\r\n\r\n");
        send(SECOND);
        assertThat(answers()).startsWith("HTTP/1.1 401 ").contains("HTTP/1.1 200 ");
    }

    @Test
    void whoWouldSendTooMuchIsToldThatTheConnectionEnds() throws Exception {
        refused("Content-Length: 2000000\r\n");
        assertThat(answers()).startsWith("HTTP/1.1 401 ").contains("Connection: close");
    }

    @Test
    void whoAsksWhetherToSendIsToldThatTheConnectionEnds() throws Exception {
        refused("Content-Length: 2\r\nExpect: 100-continue\r\n");
        assertThat(answers()).startsWith("HTTP/1.1 401 ").contains("Connection: close");
    }
}
