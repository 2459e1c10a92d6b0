package penstock.app.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.testkit.LeftoverCheck;

/** The nginx that docs/operate.md shows, run as it is there but for ports and paths (issue 3, B6). */
@ExtendWith(LeftoverCheck.class)
@Timeout(60)
class BehindNginxTest {
    private static final Path DOCS = Path.of("../docs/operate.md");
    private static final Path NGINX = Path.of("/usr/sbin/nginx");

    @TempDir
    static Path folder;

    private static ShownFactory factory;
    private static HttpClient client;
    private static Process nginx;
    private static String address;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Files.isExecutable(NGINX), "nginx is not installed");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not installed, for the certificate");
        factory = new ShownFactory(folder, "https://trunk.example.org");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        certificate();
        Path config = Files.writeString(folder.resolve("nginx.conf"), configuration(port));
        nginx = new ProcessBuilder(NGINX.toString(), "-p", folder.toString(), "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.log").toFile())
                .start();
        address = "https://127.0.0.1:" + port;
        client = HttpClient.newBuilder().sslContext(trusting()).build();
        awaitAnswer();
    }

    @AfterAll
    static void stop() throws Exception {
        if (nginx != null) {
            client.close();
            nginx.destroy();
            assertThat(nginx.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
        if (factory != null) {
            factory.close();
        }
    }

    /** The example's server, with what stands around it in Debian's own configuration as far as it needs it. */
    private static String configuration(int port) throws Exception {
        Matcher example = Pattern.compile("(?s)```\n(server \\{.*?\n\\})\n```").matcher(Files.readString(DOCS));
        assertThat(example.find()).as("an example in " + DOCS).isTrue();
        String server = example.group(1)
                .replace("listen 443 ssl", "listen 127.0.0.1:" + port + " ssl")
                .replace("/etc/ssl/", folder + "/")
                .replace("http://127.0.0.1:8080", factory.address);
        String user = System.getProperty("user.name").equals("root") ? "user root;\n" : "";
        StringBuilder places = new StringBuilder();
        for (String kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            places.append(kind + "_temp_path " + folder.resolve(kind) + ";\n");
        }
        return user + "daemon off;\npid " + folder.resolve("nginx.pid")
                + ";\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\ngzip on;\n" + places + server + "\n}\n";
    }

    private static void certificate() throws Exception {
        Process made = new ProcessBuilder(
                        ("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=trunk.example.org"
                                        + " -addext subjectAltName=IP:127.0.0.1 -keyout trunk.key -out trunk.pem")
                                .split(" "))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .start();
        assertThat(made.waitFor()).isZero();
    }

    private static SSLContext trusting() throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(folder.resolve("trunk.pem"))) {
            trusted.setCertificateEntry(
                    "trunk", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static void awaitAnswer() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try {
                get("/");
                return;
            } catch (java.net.ConnectException notYet) {
                assertThat(nginx.isAlive())
                        .as(() -> text(folder.resolve("nginx.log")))
                        .isTrue();
                assertThat(System.nanoTime()).isLessThan(deadline);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(address + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void pagesComeThroughAndHaveThePublicAddress() throws Exception {
        HttpResponse<String> front = get("/");
        assertThat(front.statusCode()).isEqualTo(200);
        assertThat(front.body()).contains("https://trunk.example.org/el9s-flamingo/current/delorean.repo");
        assertThat(front.headers().firstValue("Content-Security-Policy")).isPresent();
        String style = front.body().replaceFirst("(?s).*<link rel=\"stylesheet\" href=\"([^\"]*)\".*", "$1");
        assertThat(get(style).headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/css");
        assertThat(get("/-/lines/" + ShownFactory.LINE).statusCode()).isEqualTo(200);
    }

    @Test
    void figuresStayInside() throws Exception {
        assertThat(get("/metrics").statusCode()).isEqualTo(403);
    }

    @Test
    void whatHappensIsToldAtOnce() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/-/live"))
                .timeout(Duration.ofSeconds(20))
                .build();
        HttpResponse<InputStream> stream = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(stream.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("retry: 2000");
            for (int i = 0; i < 2; i++) {
                factory.troubled(Optional.empty());
                assertThat(event(lines)).isEqualTo("event: changed");
            }
        }
    }

    private static String event(BufferedReader lines) throws Exception {
        String line = lines.readLine();
        while (!line.startsWith("event:")) {
            line = lines.readLine();
        }
        return line;
    }
}
