package penstock.app.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.app.web.OwnAddress;
import penstock.app.web.WebServer;
import penstock.config.ConfigText;
import penstock.config.FactoryConfig;

/** What the outside is told of where this server is, behind a proxy that ends TLS (issue 3, B6). */
class PublicAddressTest {
    private static FactoryConfig config(String serve) {
        String text = "distribution: {repository: /srv/rdoinfo}\n" + serve;
        return ConfigText.read("penstock.yaml", text.getBytes(UTF_8)).config().orElseThrow();
    }

    @Test
    void mailsAndRepositoriesHaveThePublicAddress() {
        FactoryConfig behind = config("serve: {base_url: https://trunk.example.org/}");
        assertThat(Serving.baseUrl(behind)).isEqualTo("https://trunk.example.org");
        assertThat(Serving.buildPage(behind, "b1")).isEqualTo("https://trunk.example.org/-/builds/b1");
        assertThat(Serving.baseUrl(config(""))).isEqualTo("http://127.0.0.1:8080");
    }

    @Test
    void pagesShowThePublicAddressAndElseTheOneThatWasAskedFor(@TempDir Path root) throws Exception {
        assertThat(shown(root, "https://trunk.example.org")).isEqualTo("https://trunk.example.org");
        assertThat(shown(root, "")).matches("http://127\\.0\\.0\\.1:\\d+");
    }

    private static String shown(Path root, String baseUrl) throws Exception {
        try (WebServer server = new WebServer(
                        new WebServer.Settings("127.0.0.1", 0, root),
                        List::of,
                        List.of(
                                OwnAddress.always(baseUrl),
                                routes -> routes.get("/-/where", context -> context.result(OwnAddress.of(context)))));
                HttpClient client = HttpClient.newHttpClient()) {
            URI address = URI.create("http://127.0.0.1:" + server.start().getPort() + "/-/where");
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void theNumberOfWorkersIsWhatTheMachineCanBear() {
        FactoryConfig config = config("build: {limits: {memory: 4G}}");
        assertThat(config.on(8, 64L << 30).build().workers()).isEqualTo(8);
        assertThat(config.on(64, 32L << 30).build().workers()).isEqualTo(8);
        assertThat(config.on(2, 1L << 30).build().workers()).isEqualTo(1);
        assertThat(config("build: {workers: 3}").on(64, 32L << 30).build().workers())
                .isEqualTo(3);
        assertThat(Building.onThisMachine(config).build().workers()).isPositive();
    }
}
