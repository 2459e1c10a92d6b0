package penstock.app.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.app.web.WebServer;
import penstock.change.Commit;
import penstock.edge.process.Captured;
import penstock.edge.process.Invocation;
import penstock.edge.process.ProcessRunner;
import penstock.edge.puppet.ForgePacker;
import penstock.edge.puppet.PublishedModuleFolders;
import penstock.engine.build.ModulePacker;
import penstock.engine.testkit.FakeMirror;
import penstock.engine.testkit.LeftoverCheck;

/** A2: the Forge's API of a label, by hand and by the clients that Puppet's users have. */
@Tag("extended")
@ExtendWith(LeftoverCheck.class)
class ForgeApiTest {
    private static final String SNAPSHOT = "aa/aa/" + "a".repeat(40) + "_dddddddd";
    private static final String FORGE = "/-/forge/el9s-mill/current";

    @TempDir
    Path temp;

    private final HttpClient client = HttpClient.newHttpClient();
    private final FakeMirror mirror = new FakeMirror();
    private final ObjectMapper json = new ObjectMapper();
    private Path modules = Path.of("");
    private WebServer server =
            new WebServer(new WebServer.Settings("127.0.0.1", 0, Path.of("unused")), List::of, List.of());
    private String address = "";

    @BeforeEach
    void start() throws Exception {
        Path root = Files.createDirectories(temp.resolve("published"));
        Path snapshot = root.resolve("el9s-mill").resolve(SNAPSHOT);
        Files.createDirectories(snapshot.resolve("repodata"));
        modules = Files.createDirectories(snapshot.resolve("modules"));
        Files.createSymbolicLink(root.resolve("el9s-mill/current"), Path.of(SNAPSHOT));
        module("headrace", "\"dependencies\": []");
        module(
                "millpond",
                "\"dependencies\": [{\"name\": \"mill/headrace\", \"version_requirement\": \">= 1.0.0 < 2.0.0\"}],"
                        + " \"summary\": \"Tells the water level\", \"project_page\": \"https://mill.example/\"");
        server = new WebServer(
                new WebServer.Settings("127.0.0.1", 0, root),
                List::of,
                List.of(new ForgeApi(new PublishedModuleFolders(root))));
        InetSocketAddress bound = server.start();
        address = "http://" + bound.getHostString() + ":" + bound.getPort();
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    private void module(String name, String more) throws Exception {
        String url = "https://git.mill.example/" + name;
        String metadata = "{\"name\": \"mill-" + name + "\", \"version\": \"1.2.0\", \"author\": \"mill\","
                + " \"license\": \"Apache-2.0\", \"source\": \"" + url + "\", " + more + "}";
        Commit commit = mirror.repository(url)
                .commit(
                        "master",
                        "One",
                        Map.of("metadata.json", metadata, "manifests/init.pp", "class " + name + " {}\n"));
        mirror.fetch(url);
        Path to = modules.resolve("mill-" + name + "-1.2.0.tar.gz");
        new ForgePacker(mirror)
                .pack(new ModulePacker.Wanted(url, commit, metadata, "mill-" + name + "-1.2.0", 1 << 20), to);
        String sha256 = HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(to)));
        Files.writeString(
                modules.resolve(".sha256"),
                sha256 + "  " + to.getFileName() + "\n",
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.APPEND);
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode document(String path) throws Exception {
        HttpResponse<String> answer = get(FORGE + path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }

    @Test
    void a_module_has_its_release() throws Exception {
        JsonNode module = document("/v3/modules/mill-millpond");
        assertThat(module.at("/owner/username").asText()).isEqualTo("mill");
        assertThat(module.at("/current_release/version").asText()).isEqualTo("1.2.0");
        assertThat(module.at("/releases/0/slug").asText()).isEqualTo("mill-millpond-1.2.0");
        assertThat(module.at("/homepage_url").asText()).isEqualTo("https://mill.example/");
        JsonNode release = document("/v3/releases/mill-millpond-1.2.0");
        assertThat(release.at("/metadata/dependencies/0/name").asText()).isEqualTo("mill/headrace");
        HttpResponse<byte[]> file = client.send(
                HttpRequest.newBuilder(URI.create(
                                address + FORGE + release.at("/file_uri").asText()))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(file.body()).hasSize(release.at("/file_size").asInt());
        assertThat(HexFormat.of()
                        .formatHex(
                                java.security.MessageDigest.getInstance("MD5").digest(file.body())))
                .isEqualTo(release.at("/file_md5").asText());
    }

    @Test
    void lists_come_in_parts_and_are_searched() throws Exception {
        JsonNode first = document("/v3/modules?limit=1&owner=mill");
        assertThat(first.at("/results/0/name").asText()).isEqualTo("headrace");
        assertThat(first.at("/pagination/total").asInt()).isEqualTo(2);
        assertThat(first.at("/pagination/previous").isNull()).isTrue();
        String next = first.at("/pagination/next").asText();
        assertThat(next).isEqualTo("/v3/modules?limit=1&offset=1&owner=mill");
        JsonNode second = document(next);
        assertThat(second.at("/results/0/name").asText()).isEqualTo("millpond");
        assertThat(second.at("/pagination/next").isNull()).isTrue();
        JsonNode found = document("/v3/modules?query=water%20LEVEL");
        assertThat(found.at("/pagination/total").asInt()).isEqualTo(1);
        JsonNode lean = document("/v3/releases?module=mill-millpond&exclude_fields=metadata,tags");
        assertThat(lean.at("/results/0/metadata").isMissingNode()).isTrue();
        assertThat(lean.at("/results/0/version").asText()).isEqualTo("1.2.0");
    }

    @Test
    void who_has_an_answer_is_told_that_it_still_holds() throws Exception {
        for (String path :
                List.of("/v3/modules", "/v3/releases/mill-millpond-1.2.0", "/v3/files/mill-millpond-1.2.0.tar.gz")) {
            String tag = get(FORGE + path).headers().firstValue("etag").orElseThrow();
            assertThat(get(FORGE + path, "If-None-Match", tag).statusCode()).isEqualTo(304);
            assertThat(get(FORGE + path, "If-None-Match", "\"other\"").statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/-/forge/el9s-mill/current/v3/modules/mill-nothing",
                "/-/forge/el9s-mill/current/v3/releases/mill-millpond-9.9.9",
                "/-/forge/el9s-mill/current/v3/files/..%2f..%2fsecret",
                "/-/forge/el9s-mill/current/v3/files/.sha256",
                "/-/forge/el9s-mill/nothing/v3/modules",
                "/-/forge/../v3/modules",
                "/-/forge/el9s-mill/%2e%2e/v3/modules",
                "/-/forge/el9s-mill/current/modules/v3/modules"
            })
    void what_is_not_there_is_not_found(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("results");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "limit=x", "offset=-1", "offset=99999999999"})
    void a_part_that_is_none_is_refused(String query) throws Exception {
        HttpResponse<String> answer = get(FORGE + "/v3/modules?" + query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json.readTree(answer.body()).at("/errors/0").asText()).contains("limit");
    }

    private Captured run(List<String> argv) throws Exception {
        Path home = Files.createDirectories(temp.resolve("home"));
        return new ProcessRunner()
                .capture(Invocation.of(Duration.ofMinutes(2), argv)
                        .with(Map.of("HOME", home.toString()))
                        .in(temp));
    }

    @Test
    void puppet_installs_a_module_and_what_it_needs() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/puppet")), "puppet is not installed");
        Path into = Files.createDirectories(temp.resolve("modules"));
        Captured installed = run(List.of(
                "puppet",
                "module",
                "install",
                "mill-millpond",
                "--module_repository",
                address + FORGE,
                "--target-dir",
                into.toString(),
                "--confdir",
                temp.resolve("conf").toString(),
                "--vardir",
                temp.resolve("var").toString()));
        assertThat(installed.ok()).as(installed.text() + installed.errorText()).isTrue();
        assertThat(into.resolve("millpond/manifests/init.pp")).hasContent("class millpond {}");
        assertThat(into.resolve("headrace/metadata.json")).exists();
    }

    @Test
    void r10k_deploys_a_puppetfile() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/r10k")), "r10k is not installed");
        Files.writeString(
                temp.resolve("Puppetfile"),
                "forge '" + address + FORGE + "'\nmod 'mill-millpond', '1.2.0'\nmod 'mill-headrace', :latest\n");
        Files.writeString(
                temp.resolve("r10k.yaml"),
                "cachedir: " + temp.resolve("cache") + "\nforge:\n  baseurl: " + address + FORGE + "\n");
        Captured deployed = run(List.of(
                "r10k",
                "puppetfile",
                "install",
                "--config",
                temp.resolve("r10k.yaml").toString(),
                "--puppetfile",
                temp.resolve("Puppetfile").toString(),
                "--moduledir",
                temp.resolve("deployed").toString()));
        assertThat(deployed.ok()).as(deployed.text() + deployed.errorText()).isTrue();
        assertThat(temp.resolve("deployed/millpond/manifests/init.pp")).hasContent("class millpond {}");
        assertThat(temp.resolve("deployed/headrace/metadata.json")).exists();
    }
}
