package penstock.app.dlrn;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.packager.rpm.RpmVersion;
import org.eclipse.packager.rpm.build.BuilderOptions;
import org.eclipse.packager.rpm.build.RpmBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.distro.Package;
import penstock.engine.access.Role;

/** Part 4, D1 and F: a build of another instance is brought here, published, and can be promoted. */
@Tag("extended")
class RemoteImportTest {
    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);
    private static final Package.Source SOURCE = new Package.Source("https://git.example.org/a", "master", false);
    private static final Package PACKAGE = new Package("a", "python-a", "", SOURCE, SOURCE, List.of());

    @TempDir
    private Path folder;

    private HttpServer elsewhere;
    private Path served;
    private String address;
    private DlrnDatabase empty;
    private RunningDlrn dlrn;

    @BeforeEach
    void start() throws Exception {
        served = Files.createDirectories(folder.resolve("elsewhere"));
        elsewhere = SimpleFileServer.createFileServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), served, SimpleFileServer.OutputLevel.NONE);
        elsewhere.start();
        address = "http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/aa/aa/build";
        Path there = Files.createDirectories(served.resolve("aa/aa/build"));
        rpm(there, "python3-a", "noarch", true);
        rpm(there, "python-a", "src", false);
        write(commit());
        empty = new DlrnDatabase(folder.resolve("dlrn.sqlite"));
        dlrn = new RunningDlrn(folder, empty.file, new RunningDlrn.How(true, false, true), List.of(PACKAGE));
        dlrn.user("builds", Role.BUILDER, Role.PROMOTER);
    }

    @AfterEach
    void stop() throws SQLException {
        dlrn.close();
        empty.close();
        elsewhere.stop(0);
    }

    private static void rpm(Path there, String name, String arch, boolean binary) throws Exception {
        Path file = there.resolve(name + "-1-1." + arch + ".rpm");
        try (RpmBuilder builder = new RpmBuilder(name, new RpmVersion("1", "1"), arch, file, new BuilderOptions())) {
            RpmBuilder.PackageInformation information = builder.getInformation();
            information.setSummary("A package of the tests");
            information.setDescription("A package of the tests");
            information.setLicense("Apache-2.0");
            if (binary) {
                information.setSourcePackage("python-a-1-1.src.rpm");
            }
            builder.newContext().addFile("/usr/share/" + name, name.getBytes(StandardCharsets.UTF_8));
            builder.build();
        }
    }

    private static String commit() {
        return """
                commits:
                - artifacts: repos/x/python3-a-1-1.noarch.rpm,repos/x/python-a-1-1.src.rpm
                  commit_hash: %s
                  distro_hash: %s
                  dt_commit: '1700000001'
                  dt_distro: '1700000000'
                  project_name: python-a
                  status: SUCCESS
                """.formatted(A, B);
    }

    private void write(String yaml) throws Exception {
        Files.writeString(served.resolve("aa/aa/build/commit.yaml"), yaml);
    }

    private String bring(String url) throws Exception {
        return dlrn.post("/api/remote/import", "{\"repo_url\": \"" + url + "\"}", "builds")
                .body();
    }

    @Test
    void itIsABuildOfTheLineFromThenOn() throws Exception {
        assertThat(bring(address)).isEqualTo("{\"repo_url\":\"" + address + "\"}");
        dlrn.rest();
        Path snapshot = dlrn.tree.resolve("aa/aa/" + A + "_bbbbbbbb");
        assertThat(snapshot.resolve("python3-a-1-1.noarch.rpm"))
                .hasSameBinaryContentAs(served.resolve("aa/aa/build/python3-a-1-1.noarch.rpm"));
        assertThat(Files.readSymbolicLink(dlrn.tree.resolve("current"))).hasToString("aa/aa/" + A + "_bbbbbbbb");
        String promote =
                "{\"commit_hash\": \"" + A + "\", \"distro_hash\": \"" + B + "\", \"promote_name\": \"tested\"}";
        assertThat(dlrn.post("/api/promote", promote, "builds").statusCode()).isEqualTo(201);

        assertThat(bring(address)).isEqualTo("{\"repo_url\":\"" + address + "\"}");
        dlrn.rest();
        assertThat(RunningDlrn.json(dlrn.get("/api/graphql?query=%7Bcommits%7Bstatus%7D%7D"))
                        .at("/data/commits"))
                .hasSize(1);
    }

    @Test
    void severalCommitsOfOneListAreBroughtAllOrNone() throws Exception {
        String other = "c".repeat(40);
        String both = commit()
                + commit().replace("commits:\n", "")
                        .replace(A, other)
                        .replace("'1700000001'", "'1700000009'")
                        .replaceFirst("repos/x/python3-a-1-1.noarch.rpm,", "");
        write(both.replaceFirst("(?s)(.*)python-a\n", "$1python-z\n"));
        assertThat(bring(address)).contains("the line master has no package python-z");
        dlrn.rest();
        assertThat(dlrn.get("/api/health").body()).contains("no commits");

        Files.writeString(served.resolve("aa/aa/build/rpmbuild.log"), "built there\n");
        write(both);
        assertThat(bring(address)).isEqualTo("{\"repo_url\":\"" + address + "\"}");
        dlrn.rest();
        assertThat(dlrn.tree.resolve("aa/aa/" + A + "_bbbbbbbb/python3-a-1-1.noarch.rpm"))
                .exists();
        assertThat(dlrn.tree.resolve("cc/cc/" + other + "_bbbbbbbb/python-a-1-1.src.rpm"))
                .exists();
        assertThat(folder.resolve("work")).isEmptyDirectory();
    }

    @Test
    void whatCanNotBeUsedIsRefusedAndLeavesNothing() throws Exception {
        String missing = address.replace("build", "nosuch");
        assertThat(bring(missing))
                .startsWith("{\"message\":\"Remote import failed with error: 404 Client Error: ")
                .endsWith(" for url: " + missing + "/commit.yaml\"}");
        assertThat(bring("ftp://127.0.0.1/x"))
                .isEqualTo("{\"message\":\"Errors detected: 1 {'repo_url': 'URL scheme not permitted'}\"}");
        assertThat(bring(address.replace("127.0.0.1", "localhost")))
                .isEqualTo(
                        "{\"message\":\"Builds of localhost are not taken here: the operator names it in penstock.yaml,"
                                + " under dlrn: import_from\"}");
        write(commit().replace("python-a\n", "python-z\n"));
        assertThat(bring(address)).contains("the line master has no package python-z");
        write("not: it");
        assertThat(bring(address)).contains("commit.yaml has no list");
        write("x".repeat(2 << 20));
        assertThat(bring(address)).contains("has more than 1048576 bytes");
        write(commit());
        Path rpm = served.resolve("aa/aa/build/python3-a-1-1.noarch.rpm");
        Files.copy(served.resolve("aa/aa/build/python-a-1-1.src.rpm"), rpm, StandardCopyOption.REPLACE_EXISTING);
        assertThat(bring(address)).contains("python3-a-1-1.noarch.rpm says of itself that it is python-a-1-1.src.rpm");
        Files.writeString(rpm, "no rpm");
        assertThat(bring(address)).contains("python3-a-1-1.noarch.rpm is no RPM that can be read");
        dlrn.rest();
        assertThat(dlrn.get("/api/health").body()).contains("no commits");
        assertThat(folder.resolve("work")).isEmptyDirectory();
    }
}
