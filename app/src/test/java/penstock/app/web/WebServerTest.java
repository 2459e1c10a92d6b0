package penstock.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.PublishedLines.Label;
import penstock.engine.publish.PublishedLines.Line;
import penstock.engine.testkit.LeftoverCheck;

/** D1, G: the published tree over HTTP, nothing beyond it, and the pages. */
@ExtendWith(LeftoverCheck.class)
class WebServerTest {
    private static final String SNAPSHOT = "aa/aa/" + "a".repeat(40) + "_dddddddd";

    @TempDir
    Path temp;

    private final HttpClient client = HttpClient.newHttpClient();
    private List<Line> lines = List.of();
    private Path root = Path.of("");
    private WebServer server = serverOf(Path.of("unused"));
    private String address = "";

    @BeforeEach
    void start() throws Exception {
        root = Files.createDirectories(temp.resolve("published"));
        Path snapshot = Files.createDirectories(root.resolve("el9s-demo").resolve(SNAPSHOT));
        Files.writeString(snapshot.resolve("libstdc++-1^a~b-1.noarch.rpm"), "0123456789");
        Files.writeString(snapshot.resolve("delorean.repo"), "[delorean]\n");
        Files.createSymbolicLink(root.resolve("el9s-demo/current"), Path.of(SNAPSHOT));
        Files.createDirectories(root.resolve("el9s-demo/.staging"));
        Files.writeString(root.resolve("el9s-demo/.staging/half"), "half");
        Files.writeString(temp.resolve("secret"), "secret");
        Files.createSymbolicLink(root.resolve("el9s-demo/out"), temp.resolve("secret"));
        server = serverOf(root);
        InetSocketAddress bound = server.start();
        address = "http://" + bound.getHostString() + ":" + bound.getPort();
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    private WebServer serverOf(Path published) {
        return new WebServer(new WebServer.Settings("127.0.0.1", 0, published), () -> lines, List.of());
    }

    @Test
    void a_label_leads_to_its_snapshot() throws Exception {
        HttpResponse<String> answer = get("/el9s-demo/current/delorean.repo");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("[delorean]\n");
        assertThat(answer.headers().firstValue("content-type")).contains("text/plain;charset=utf-8");
        assertThat(answer.headers().firstValue("cache-control")).contains("no-cache");
    }

    @ParameterizedTest
    @ValueSource(strings = {"libstdc++-1%5Ea~b-1.noarch.rpm", "libstdc%2B%2B-1%5ea%7Eb-1.noarch.rpm"})
    void a_file_of_a_snapshot_may_be_cached_for_ever(String name) throws Exception {
        HttpResponse<String> answer = get("/el9s-demo/" + SNAPSHOT + "/" + name);
        assertThat(answer.body()).isEqualTo("0123456789");
        assertThat(answer.headers().firstValue("content-type")).contains("application/x-rpm");
        assertThat(answer.headers().firstValue("content-length")).contains("10");
        assertThat(answer.headers().firstValue("cache-control")).contains("max-age=31536000, immutable");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=2-4, 206, 234, bytes 2-4/10",
        "bytes=7-, 206, 789, bytes 7-9/10",
        "bytes=7-99, 206, 789, bytes 7-9/10",
        "bytes=-3, 206, 789, bytes 7-9/10",
        "bytes=-99, 206, 0123456789, bytes 0-9/10",
        "'bytes=0-1,3-4', 200, 0123456789, ''",
        "bytes=4-2, 200, 0123456789, ''",
        "lines=1-2, 200, 0123456789, ''",
        "bytes=10-, 416, '', bytes */10",
        "bytes=-0, 416, '', bytes */10",
    })
    void ranges(String range, int status, String body, String contentRange) throws Exception {
        HttpResponse<String> answer = get("/el9s-demo/current/libstdc++-1%5Ea~b-1.noarch.rpm", "Range", range);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.headers().firstValue("content-range").orElse("")).isEqualTo(contentRange);
    }

    @Test
    void what_the_client_has_is_not_sent_again() throws Exception {
        String path = "/el9s-demo/current/delorean.repo";
        HttpResponse<String> first = get(path);
        String tag = first.headers().firstValue("etag").orElseThrow();
        String modified = first.headers().firstValue("last-modified").orElseThrow();
        assertThat(get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(get(path, "If-Modified-Since", modified).statusCode()).isEqualTo(304);
        assertThat(get(path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
        assertThat(get(path, "If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT")
                        .statusCode())
                .isEqualTo(200);
        assertThat(get(path, "If-Modified-Since", "yesterday").statusCode()).isEqualTo(200);
    }

    @Test
    void a_part_of_what_has_changed_since_is_not_given() throws Exception {
        HttpRequest request = request("/el9s-demo/current/delorean.repo")
                .header("Range", "bytes=0-1")
                .header("If-Range", "\"other\"")
                .build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void head_says_the_length_and_sends_nothing() throws Exception {
        HttpRequest request = request("/el9s-demo/current/delorean.repo").HEAD().build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-length")).contains("11");
        HttpRequest page = request("/").HEAD().build();
        HttpResponse<String> headers = client.send(page, HttpResponse.BodyHandlers.ofString());
        HttpResponse<byte[]> whole = client.send(request("/").build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(headers.statusCode()).isEqualTo(200);
        assertThat(headers.headers().firstValue("content-length"))
                .contains(String.valueOf(whole.body().length))
                .isEqualTo(whole.headers().firstValue("content-length"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/el9s-demo/out",
                "/el9s-demo/.staging/half",
                "/.staging/",
                "/el9s-demo/../../secret",
                "/el9s-demo/%2e%2e/%2e%2e/secret",
                "/el9s-demo/..%2f..%2fsecret",
                "/el9s-demo/current/..;/x",
                "/el9s-demo//current/delorean.repo",
                "/el9s-demo/current/%00",
                "/el9s-demo/current/%ff",
                "/el9s-demo/current/%0a",
                "/el9s-demo/current/%zz",
                "/el9s-demo/current/none",
            })
    void nothing_else_is_shown(String path) throws Exception {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer)
                .containsPattern("^HTTP/1.1 40[04] ")
                .doesNotContain("secret\n")
                .doesNotContain("half");
    }

    @Test
    void folders_are_pages_that_leave_out_what_is_hidden() throws Exception {
        HttpResponse<String> answer = get("/el9s-demo/");
        assertThat(answer.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(answer.body()).contains("href=\"./current/\"", SNAPSHOT).doesNotContain(".staging");
        assertThat(get("/el9s-demo/current/").body()).contains("libstdc++-1^a~b-1.noarch.rpm", "10 B");
    }

    @Test
    void a_folder_without_its_slash_is_redirected() throws Exception {
        HttpResponse<String> answer = get("/el9s-demo/current");
        assertThat(answer.statusCode()).isEqualTo(301);
        assertThat(answer.headers().firstValue("location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/el9s-demo/current/"));
    }

    @Test
    void names_are_escaped_in_pages() throws Exception {
        Files.writeString(root.resolve("el9s-demo/<script>alert(1)<"), "");
        assertThat(get("/el9s-demo/").body()).doesNotContain("<script>").contains("&lt;script&gt;", "%3Cscript%3E");
    }

    @Test
    void pages_may_run_nothing() throws Exception {
        assertThat(get("/").headers().firstValue("content-security-policy"))
                .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
        assertThat(get("/el9s-demo/current/delorean.repo").headers().firstValue("x-content-type-options"))
                .contains("nosniff");
    }

    @Test
    void the_front_page_lists_lines_and_labels() throws Exception {
        assertThat(get("/").body()).contains("Nothing is published yet");
        Instant moved = Instant.parse("2026-11-23T08:09:10Z");
        lines = List.of(new Line(
                "el9s-demo",
                List.of(
                        new Label("", "current", "current", SNAPSHOT, moved, 5, 1),
                        new Label("network", "consistent", "component/network/consistent", SNAPSHOT, moved, 3, 0))));
        assertThat(get("/").body())
                .contains(
                        "href=\"/el9s-demo/current/delorean.repo\"",
                        "href=\"/el9s-demo/component/network/consistent/\"",
                        "1 failing",
                        "all build",
                        "2026-11-23 08:09");
        assertThat(get(Assets.address("penstock.css")).statusCode()).isEqualTo(200);
        assertThat(get("/-/repositories").body()).isEqualTo(get("/").body());
    }

    @Test
    void a_port_that_is_taken_is_said() {
        int port = URI.create(address).getPort();
        try (WebServer second =
                new WebServer(new WebServer.Settings("127.0.0.1", port, root), () -> lines, List.of())) {
            assertThatThrownBy(second::start).isInstanceOf(OutsideFailure.class).hasMessageContaining(":" + port);
        }
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path));
    }

    /** As it is, without a client that mends addresses first. */
    private String raw(String request) throws IOException {
        URI at = URI.create(address);
        try (Socket socket = new Socket(at.getHost(), at.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
