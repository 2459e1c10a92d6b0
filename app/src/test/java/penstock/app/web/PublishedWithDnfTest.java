package penstock.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.packager.rpm.RpmVersion;
import org.eclipse.packager.rpm.build.BuilderOptions;
import org.eclipse.packager.rpm.build.RpmBuilder;
import org.eclipse.packager.rpm.deps.RpmDependencyFlags;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.build.Artifact;
import penstock.build.BuildOptions;
import penstock.build.BuildRequest;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.edge.openpgp.KeyFolder;
import penstock.edge.openpgp.OpenPgpSigner;
import penstock.edge.openpgp.SignedFiles;
import penstock.edge.process.Captured;
import penstock.edge.process.Invocation;
import penstock.edge.process.ProcessRunner;
import penstock.edge.rpm.RpmFile;
import penstock.edge.store.FileArtifactStore;
import penstock.edge.store.KeyFile;
import penstock.edge.store.PublishedTree;
import penstock.edge.store.SnapshotPublisher;
import penstock.engine.build.SignedAgain;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.KeyUses;
import penstock.engine.publish.PublicKeys;
import penstock.engine.publish.Signer;
import penstock.engine.publish.SigningKey;
import penstock.engine.testkit.LeftoverCheck;
import penstock.engine.testkit.MemoryPublicKeys;
import penstock.repo.RepoLayout;
import penstock.repo.Snapshot;
import penstock.repo.SnapshotEntry;

/**
 * D1, A4: dnf, unmodified, reads what is published, over HTTP with the very {@code delorean.repo}, whose signatures it checks, and from the
 * folder; what was changed on its way it refuses.
 */
@Tag("extended")
@ExtendWith(LeftoverCheck.class)
class PublishedWithDnfTest {
    @TempDir
    Path temp;

    private Path root = Path.of("");
    private WebServer server =
            new WebServer(new WebServer.Settings("127.0.0.1", 0, Path.of("unused")), List::of, List.of());
    private String address = "";
    private FileArtifactStore store;
    private SnapshotPublisher publisher;
    private KeyFolder keys;
    private Signer signer;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/dnf")), "dnf is not installed");
        root = Files.createDirectories(temp.resolve("repos"));
        server = new WebServer(new WebServer.Settings("127.0.0.1", 0, root), new PublishedTree(root), List.of());
        InetSocketAddress bound = server.start();
        address = "http://" + bound.getHostString() + ":" + bound.getPort();
        store = FileArtifactStore.open(temp.resolve("store"));
        keys = keys("keys", new KeyFile(root));
        signer = new OpenPgpSigner(keys, InstantSource.system());
        publisher = SnapshotPublisher.open(
                root,
                temp.resolve("metadata"),
                new SnapshotPublisher.Address("el9s", address),
                store,
                new RpmFile(),
                Optional.of(signer));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void installs_over_http_by_the_labels_repo_file() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "installing into a root needs root");
        publish(entry("mill", "", "1", "mill-libs"), entry("mill-libs", "", "2", ""));
        save("/el9s-demo/current/delorean.repo");
        dnf("install", "mill").orFail("installing");
        assertThat(temp.resolve("root/usr/share/mill/content")).hasContent("mill 1");
        assertThat(temp.resolve("root/usr/share/mill-libs/content")).hasContent("mill-libs 2");
    }

    @Test
    void sees_the_next_snapshot_once_the_label_moved() throws Exception {
        publish(entry("mill", "", "1", ""));
        save("/el9s-demo/current/delorean.repo");
        assertThat(names()).containsExactly("mill-0:1-1.noarch");
        publish(entry("mill", "", "3", ""));
        save("/el9s-demo/current/delorean.repo");
        assertThat(names()).containsExactly("mill-0:3-1.noarch");
    }

    @Test
    void sees_all_components_by_the_one_repo_file_at_the_top() throws Exception {
        publish(entry("net", "network", "1", ""));
        publish(entry("cpu", "compute", "2", ""));
        save("/el9s-demo/current/delorean.repo");
        assertThat(names()).containsExactly("cpu-0:2-1.noarch", "net-0:1-1.noarch");
    }

    @Test
    void reads_the_folder_itself() throws Exception {
        publish(entry("mill", "", "1", ""));
        Path repos = Files.createDirectories(temp.resolve("yum.repos.d"));
        String text = "[folder]\nname=folder\nbaseurl="
                + root.resolve("el9s-demo/current").toUri() + "\n";
        Files.writeString(repos.resolve("folder.repo"), text);
        assertThat(names()).containsExactly("mill-0:1-1.noarch");
    }

    @Test
    void after_a_rotation_old_and_new_signatures_are_accepted() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "installing into a root needs root");
        SnapshotEntry old = entry("mill-libs", "", "2", "");
        keys.rotate();
        publish(entry("mill", "", "1", "mill-libs"), old);
        save("/el9s-demo/current/delorean.repo");
        dnf("install", "mill").orFail("installing what two keys signed");
        assertThat(temp.resolve("root/usr/share/mill-libs/content")).hasContent("mill-libs 2");
    }

    /** After a leak: rotate, ask for everything again, retire. */
    @Test
    void what_is_signed_again_needs_the_old_key_no_more() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "installing into a root needs root");
        SnapshotEntry old = entry("mill", "", "1", "");
        publish(old);
        SigningKey first = keys.keys().getFirst();
        SignedAgain again = new SignedAgain(store, Optional.of(signer), temp.resolve("work"));
        assertThat(again.of(old.artifacts())).isEqualTo(new SignedAgain.Result.Signed(old.artifacts()));
        SigningKey second = keys.rotate();
        assertThat(uses(first)).isNotEmpty();
        if (!(again.of(old.artifacts()) instanceof SignedAgain.Result.Signed(List<Artifact> anew))) {
            throw new AssertionError("refused");
        }
        publish(
                "0".repeat(8),
                new SnapshotEntry(old.build(), "0".repeat(8), old.nvr(), old.status(), old.succeeded(), anew));
        assertThat(uses(first)).isEmpty();
        assertThat(uses(second)).extracting(KeyUses.Use::files).containsExactly(2L);
        assertThat(keys.retire(first.fingerprint())).isEmpty();
        save("/el9s-demo/current/delorean.repo");
        dnf("install", "mill").orFail("installing by the new key alone");
    }

    private List<KeyUses.Use> uses(SigningKey key) throws Exception {
        return new KeyUses(root, new PublishedTree(root), new SignedFiles()).of(key);
    }

    @Test
    void refuses_packages_that_are_changed_or_signed_by_a_stranger_or_not_at_all() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "installing into a root needs root");
        Signer stranger = new OpenPgpSigner(keys("stranger", new MemoryPublicKeys()), InstantSource.system());
        Path unsigned = temp.resolve("unsigned");
        Signer own = signer;
        signer = stranger;
        SnapshotEntry foreign = entry("foreign", "", "4", "");
        signer = unsigned(unsigned);
        SnapshotEntry bare = entry("bare", "", "5", "");
        signer = own;
        publish(entry("mill", "", "1", ""), foreign, bare);
        save("/el9s-demo/current/delorean.repo");
        for (String name : List.of("foreign", "bare")) {
            Captured refused = dnf("install", name);
            assertThat(refused.ok()).as(name).isFalse();
            assertThat(refused.errorText() + refused.text()).as(name).containsAnyOf("GPG", "not signed");
        }
        Path mill = root.resolve("el9s-demo/current/mill-1-1.noarch.rpm").toRealPath();
        change(mill, Files.size(mill) - 10);
        assertThat(dnf("install", "mill").ok()).as("a changed package").isFalse();
        assertThat(temp.resolve("root/usr/share/mill")).doesNotExist();
    }

    @Test
    void refuses_an_index_that_is_changed_or_lost_its_signature() throws Exception {
        publish(entry("mill", "", "1", ""));
        save("/el9s-demo/current/delorean.repo");
        Path index = root.resolve("el9s-demo/current/repodata/repomd.xml").toRealPath();
        String text = Files.readString(index);
        Files.writeString(index, text.replace("<revision>", "<revision>1"));
        Captured refused = dnf("repoquery", "mill");
        assertThat(refused.ok()).isFalse();
        assertThat(refused.errorText()).contains("repomd.xml GPG signature verification error");
        Files.writeString(index, text);
        Files.delete(index.resolveSibling("repomd.xml.asc"));
        assertThat(dnf("repoquery", "mill").ok()).as("without its signature").isFalse();
    }

    private KeyFolder keys(String folder, PublicKeys shown) throws Exception {
        return KeyFolder.open(
                new KeyFolder.Settings(temp.resolve(folder), "Penstock " + folder, 2048, Optional.empty()),
                shown,
                InstantSource.system());
    }

    /** Leaves packages as they were built. */
    private Signer unsigned(Path folder) throws Exception {
        Signer real = signer;
        Files.createDirectories(folder);
        return new Signer() {
            @Override
            public String sign(byte[] content) throws OutsideFailure {
                return real.sign(content);
            }

            @Override
            public Optional<String> signRpm(Path rpm, Path signed) throws OutsideFailure {
                try {
                    Files.copy(rpm, signed);
                    return Optional.empty();
                } catch (IOException e) {
                    throw new OutsideFailure("copying", false, e);
                }
            }

            @Override
            public boolean hasSigned(Path rpm) {
                return true;
            }

            @Override
            public List<String> publicKeys() throws OutsideFailure {
                return real.publicKeys();
            }
        };
    }

    /** Changes a bit of a file and keeps its name, as somebody between server and client would. */
    private static void change(Path file, long at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) at] ^= 1;
        Files.delete(file);
        Files.write(file, bytes);
    }

    private void publish(SnapshotEntry... entries) throws Exception {
        publish("", entries);
    }

    private void publish(String extended, SnapshotEntry... entries) throws Exception {
        BuildRequest made = entries[0].build();
        String component = made.pkg().component();
        Snapshot snapshot =
                new Snapshot("demo", component, RepoLayout.directory(made, extended), made.id(), List.of(entries));
        publisher.publish(snapshot);
        publisher.point("demo", component, RepoLayout.CURRENT, snapshot.directory());
    }

    private SnapshotEntry entry(String name, String component, String version, String requires) throws Exception {
        Package.Source source = new Package.Source("https://git.example/" + name, "master", false);
        Package pkg = new Package(name, name, component, source, source, List.of());
        Commit commit = new Commit(version.repeat(40), "0".repeat(40), Instant.EPOCH, "A <a@b>", "s");
        BuildRequest build =
                new BuildRequest(name + version, "demo", pkg, commit, commit, Instant.EPOCH, BuildOptions.PLAIN);
        return new SnapshotEntry(
                build,
                "",
                name + "-" + version + "-1",
                SnapshotEntry.SUCCESS,
                Instant.ofEpochSecond(1_700_000_000),
                List.of(rpm(name, version, requires)));
    }

    private Artifact rpm(String name, String version, String requires) throws Exception {
        Path file = Files.createDirectories(temp.resolve("built")).resolve(name + "-" + version + "-1.noarch.rpm");
        RpmVersion evr = new RpmVersion(version, "1");
        try (RpmBuilder builder = new RpmBuilder(name, evr, "noarch", file, new BuilderOptions())) {
            builder.getInformation().setSummary("A package of the tests");
            builder.getInformation().setDescription("A package of the tests");
            builder.getInformation().setLicense("Apache-2.0");
            if (!requires.isEmpty()) {
                builder.addRequirement(requires, "2", RpmDependencyFlags.GREATER, RpmDependencyFlags.EQUAL);
            }
            byte[] content = (name + " " + version).getBytes(StandardCharsets.UTF_8);
            builder.newContext().addFile("/usr/share/" + name + "/content", content);
            builder.build();
        }
        Path signed = Files.createDirectories(temp.resolve("signed")).resolve(file.getFileName());
        assertThat(signer.signRpm(file, signed)).isEmpty();
        return new Artifact(Artifact.Kind.RPM, file.getFileName().toString(), store.add(signed), Files.size(signed));
    }

    /** As a user would with curl. */
    private void save(String path) throws Exception {
        Path repos = Files.createDirectories(temp.resolve("yum.repos.d"));
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(address + path)).build();
            HttpResponse<Path> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofFile(repos.resolve("delorean.repo")));
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    private List<String> names() throws Exception {
        String text = dnf("repoquery", "--qf", "%{name}-%{epoch}:%{version}-%{release}.%{arch}")
                .orFail("asking dnf")
                .text();
        return text.lines().filter(line -> !line.isBlank()).sorted().toList();
    }

    private Captured dnf(String... arguments) throws Exception {
        List<String> argv = new ArrayList<>(List.of(
                "dnf",
                "-q",
                "-y",
                "--installroot=" + temp.resolve("root"),
                "--releasever=9",
                "--disableplugin=*",
                "--config=" + Files.writeString(temp.resolve("dnf.conf"), "[main]\n"),
                "--setopt=reposdir=" + temp.resolve("yum.repos.d"),
                "--setopt=cachedir=" + temp.resolve("cache"),
                "--setopt=logdir=" + Files.createDirectories(temp.resolve("log")),
                "--setopt=persistdir=" + temp.resolve("persist"),
                "--setopt=metadata_expire=0"));
        argv.addAll(List.of(arguments));
        return new ProcessRunner().capture(Invocation.of(Duration.ofMinutes(2), argv));
    }
}
