package penstock.edge.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** A certificate of 127.0.0.1 that mail servers of this process show until it is closed, and sockets that trust it alone. */
record ServerCertificate(Path file, Map<String, String> settings) implements AutoCloseable {
    static final ServerCertificate NONE = new ServerCertificate(Path.of("none"), Map.of());
    private static final String PASSWORD = "certificate";

    /** Makes one in {@code file}, which must not exist. */
    static ServerCertificate make(Path file) throws Exception {
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=mail",
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString()))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        Map<String, String> settings = Map.of(
                "greenmail.tls.keystore.file", file.toString(),
                "greenmail.tls.keystore.password", PASSWORD,
                "greenmail.tls.key.password", PASSWORD);
        settings.forEach(System::setProperty);
        return new ServerCertificate(file, settings);
    }

    SSLSocketFactory trusted() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyStore vouched = KeyStore.getInstance("PKCS12");
        vouched.load(null, null);
        vouched.setCertificateEntry("server", store.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(vouched);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    @Override
    public void close() {
        settings.keySet().forEach(System::clearProperty);
    }
}
