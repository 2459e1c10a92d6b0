package penstock.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.build.Artifact;
import penstock.build.BuildOptions;
import penstock.build.BuildRequest;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.edge.openpgp.KeyFolder;
import penstock.edge.openpgp.OpenPgpSigner;
import penstock.edge.process.Captured;
import penstock.edge.process.Invocation;
import penstock.edge.process.ProcessRunner;
import penstock.edge.rpm.RpmFile;
import penstock.edge.store.FileArtifactStore;
import penstock.edge.store.KeyFile;
import penstock.edge.store.PublishedTree;
import penstock.edge.store.SnapshotExport;
import penstock.edge.store.SnapshotPublisher;
import penstock.engine.publish.Exports;
import penstock.engine.publish.Signer;
import penstock.engine.testkit.LeftoverCheck;
import penstock.repo.RepoLayout;
import penstock.repo.Snapshot;
import penstock.repo.SnapshotEntry;

/**
 * A3: the tools of the trade, unmodified, work on a composed repository, over file:// and http, and on an export of it; dnf checks all
 * signatures meanwhile.
 */
@Tag("extended")
@ExtendWith(LeftoverCheck.class)
class ComposedWithToolsTest {
    /** The build that the snapshot is for comes first, and is the only one beside whose files the snapshot lies. */
    private static final List<String> PACKAGES = List.of("weir", "sluice", "penstock-gate");

    @TempDir
    Path temp;

    private Path root = Path.of("");
    private Path snapshot = Path.of("");
    private String directory = "";
    private WebServer server =
            new WebServer(new WebServer.Settings("127.0.0.1", 0, Path.of("unused")), List::of, List.of());
    private String address = "";
    private Signer signer;

    @BeforeEach
    void publish() throws Exception {
        for (String tool : List.of("dnf", "createrepo_c", "rsync")) {
            assumeTrue(Files.exists(Path.of("/usr/bin", tool)), tool + " is not installed");
        }
        root = Files.createDirectories(temp.resolve("repos"));
        server = new WebServer(new WebServer.Settings("127.0.0.1", 0, root), new PublishedTree(root), List.of());
        InetSocketAddress bound = server.start();
        address = "http://" + bound.getHostString() + ":" + bound.getPort();
        KeyFolder keys = KeyFolder.open(
                new KeyFolder.Settings(temp.resolve("keys"), "Penstock tests", 2048, Optional.empty()),
                new KeyFile(root),
                InstantSource.system());
        signer = new OpenPgpSigner(keys, InstantSource.system());
        publish("");
        snapshot = root.resolve("el9s-demo").resolve(directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "http"})
    void dnf_installs_closes_and_synchronises(String scheme) throws Exception {
        String tree = scheme.equals("file") ? withoutSlash(root.toUri()) : address;
        works(repo(tree + "/el9s-demo/" + directory, tree + "/" + RepoLayout.KEYS));
    }

    /** {@code weir} needs both others, which lie in shards. */
    private void works(String repo) throws Exception {
        assertThat(dnf(repo, "repoclosure").orFail("repoclosure").text()).doesNotContain("unresolved");
        boolean root = "root".equals(System.getProperty("user.name"));
        if (root) {
            dnf(repo, "install", "weir").orFail("install");
            for (String name : PACKAGES) {
                assertThat(temp.resolve("root" + repo.hashCode() + "/usr/share/" + name + "/content"))
                        .hasContent(name);
            }
        }
        Path copy = temp.resolve("copy" + repo.hashCode());
        List<String> reposync =
                new ArrayList<>(List.of("reposync", "--download-metadata", "--download-path", copy.toString()));
        if (root) {
            // It knows the keys that an installation took.
            reposync.add("--gpgcheck");
        }
        dnf(repo, reposync.toArray(String[]::new)).orFail("reposync");
        assertThat(rpms(copy)).hasSize(PACKAGES.size());
    }

    private static String repo(String url, String key) {
        return "[it]\nname=it\nbaseurl=" + url + "\ngpgcheck=1\nrepo_gpgcheck=1\ngpgkey=" + key + "\n";
    }

    private static String withoutSlash(URI uri) {
        return uri.toString().replaceFirst("/$", "");
    }

    @Test
    void rsync_and_createrepo_follow_its_links() throws Exception {
        Path copy = temp.resolve("rsynced");
        run("rsync", "-aL", snapshot + "/", copy + "/");
        assertThat(rpms(copy)).hasSize(PACKAGES.size());
        try (Stream<Path> all = Files.walk(copy)) {
            assertThat(all).noneMatch(Files::isSymbolicLink);
        }
        run("createrepo_c", "--quiet", "--update", "--no-database", copy.toString());
        String unsignedIndex = repo(
                        copy.toUri().toString(),
                        root.resolve(RepoLayout.KEYS).toUri().toString())
                .replace("repo_gpgcheck=1", "repo_gpgcheck=0");
        assertThat(dnf(unsignedIndex, "repoquery").orFail("repoquery").text()).contains(PACKAGES);
        Path beside = Files.createDirectories(temp.resolve("beside"));
        Path read = temp.resolve("read");
        run(
                "createrepo_c",
                "--quiet",
                "--no-database",
                "--update",
                "--update-md-path=" + snapshot,
                "--read-pkgs-list=" + read,
                "--outputdir=" + beside,
                snapshot.toString());
        assertThat(read).as("RPMs that are not as the metadata says").isEmptyFile();
    }

    @Test
    void an_export_is_served_by_any_server_of_files() throws Exception {
        Path exported = Files.createDirectory(temp.resolve("exported"));
        try (FileServer plain = FileServer.of(exported)) {
            Exports exports = exports();
            assertThat(exports.export("el9s-demo", "current", exported, plain.address()))
                    .isEqualTo(new Exports.Outcome.Done(List.of(directory)));
            try (Stream<Path> all = Files.walk(exported)) {
                assertThat(all)
                        .allMatch(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                                || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS));
            }
            String repo = Files.readString(exported.resolve("delorean.repo"));
            assertThat(repo)
                    .contains("baseurl=" + plain.address() + "\n", "gpgcheck=1\nrepo_gpgcheck=1\n")
                    .contains("gpgkey=" + plain.address() + "/RPM-GPG-KEY-penstock\n")
                    .doesNotContain(address);
            for (String file : List.of("repodata/repomd.xml", "repodata/repomd.xml.asc")) {
                assertThat(exported.resolve(file)).hasSameBinaryContentAs(snapshot.resolve(file));
            }
            works(repo);
        }
    }

    @Test
    void exports_name_snapshots_and_labels_and_touch_nothing_that_is_there() throws Exception {
        Exports exports = exports();
        String last = directory.substring(directory.lastIndexOf('/') + 1);
        for (String what : List.of(directory, last)) {
            assertThat(exports.export("el9s-demo", what, temp.resolve(what.replace('/', '-')), "http://x"))
                    .isEqualTo(new Exports.Outcome.Done(List.of(directory)));
        }
        for (String what : List.of("none", "..", "../el9s-demo/current", ".packages", "packages", "", "component/..")) {
            assertThat(exports.export("el9s-demo", what, temp.resolve("nothing"), "http://x"))
                    .as(what)
                    .isInstanceOf(Exports.Outcome.NothingThere.class);
        }
        assertThat(exports.export("..", "current", temp.resolve("nothing"), "http://x"))
                .isInstanceOf(Exports.Outcome.NothingThere.class);
        Path full = Files.createDirectories(temp.resolve("full"));
        Files.writeString(full.resolve("mine"), "mine");
        assertThat(exports.export("el9s-demo", "current", full, "http://x"))
                .isInstanceOf(Exports.Outcome.NotEmpty.class);
        assertThat(full.resolve("mine")).hasContent("mine");
        assertThat(temp.resolve("nothing")).doesNotExist();
    }

    @Test
    void an_export_of_a_label_over_components_has_them_all() throws Exception {
        publish("network");
        Path exported = temp.resolve("exported");
        assertThat(exports().export("el9s-demo", "current", exported, withoutSlash(exported.toUri())))
                .isInstanceOf(Exports.Outcome.Done.class);
        String repo = Files.readString(exported.resolve("delorean.repo"));
        assertThat(repo)
                .contains("[delorean-component-network]", "/component/network\n")
                .doesNotContain(address);
        assertThat(rpms(exported.resolve("component/network"))).hasSize(PACKAGES.size());
        works(repo);
    }

    private Exports exports() {
        return new SnapshotExport(root, "el9s", (_, _, _) -> () -> {});
    }

    private void publish(String component) throws Exception {
        FileArtifactStore store = FileArtifactStore.open(temp.resolve("store"));
        SnapshotPublisher publisher = SnapshotPublisher.open(
                root,
                temp.resolve("metadata"),
                new SnapshotPublisher.Address("el9s", address),
                store,
                new RpmFile(),
                Optional.of(signer));
        List<SnapshotEntry> entries = new ArrayList<>();
        for (String name : PACKAGES) {
            entries.add(entry(name, component, store));
        }
        BuildRequest made = entries.getFirst().build();
        Snapshot it = new Snapshot("demo", component, RepoLayout.directory(made, ""), made.id(), entries);
        publisher.publish(it);
        publisher.point("demo", component, RepoLayout.CURRENT, it.directory());
        directory = it.directory();
    }

    private SnapshotEntry entry(String name, String component, FileArtifactStore store) throws Exception {
        Package.Source source = new Package.Source("https://git.example/" + name, "master", false);
        Package pkg = new Package(name, name, component, source, source, List.of());
        Commit commit = new Commit("1".repeat(40), "0".repeat(40), Instant.EPOCH, "A <a@b>", "s");
        BuildRequest build = new BuildRequest(name, "demo", pkg, commit, commit, Instant.EPOCH, BuildOptions.PLAIN);
        Path file = temp.resolve(name + "-1-1.noarch.rpm");
        try (RpmBuilder builder =
                new RpmBuilder(name, new RpmVersion("1", "1"), "noarch", file, new BuilderOptions())) {
            builder.getInformation().setSummary("A package of the tests");
            builder.getInformation().setDescription("A package of the tests");
            builder.getInformation().setLicense("Apache-2.0");
            for (String other : name.equals("weir") ? PACKAGES.subList(1, 3) : List.<String>of()) {
                builder.addRequirement(other, "1", RpmDependencyFlags.GREATER, RpmDependencyFlags.EQUAL);
            }
            builder.newContext().addFile("/usr/share/" + name + "/content", name.getBytes(StandardCharsets.UTF_8));
            builder.build();
        }
        Path signed =
                Files.createDirectories(temp.resolve("signed" + component)).resolve(file.getFileName());
        assertThat(signer.signRpm(file, signed)).isEmpty();
        Artifact rpm =
                new Artifact(Artifact.Kind.RPM, file.getFileName().toString(), store.add(signed), Files.size(signed));
        return new SnapshotEntry(
                build, "", name + "-1-1", SnapshotEntry.SUCCESS, Instant.ofEpochSecond(1_700_000_000), List.of(rpm));
    }

    private static List<String> rpms(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".rpm"))
                    .toList();
        }
    }

    private static void run(String... argv) throws Exception {
        new ProcessRunner().capture(Invocation.of(Duration.ofMinutes(2), argv)).orFail(argv[0]);
    }

    /** @param repo what would lie in {@code /etc/yum.repos.d} */
    private Captured dnf(String repo, String... arguments) throws Exception {
        int place = repo.hashCode();
        Path repos = Files.createDirectories(temp.resolve("yum.repos.d" + place));
        Files.writeString(repos.resolve("it.repo"), repo);
        List<String> argv = new ArrayList<>(List.of(
                "dnf",
                "-q",
                "-y",
                "--installroot=" + temp.resolve("root" + place),
                "--releasever=9",
                "--config=" + Files.writeString(temp.resolve("dnf.conf"), "[main]\n"),
                "--setopt=reposdir=" + repos,
                "--setopt=cachedir=" + temp.resolve("cache" + place),
                "--setopt=logdir=" + Files.createDirectories(temp.resolve("log")),
                "--setopt=persistdir=" + temp.resolve("persist" + place),
                // It keeps a repository of its own of what is installed, in the machine's folders.
                "--disableplugin=local"));
        argv.addAll(List.of(arguments));
        return new ProcessRunner().capture(Invocation.of(Duration.ofMinutes(2), argv));
    }

    /** Serves the files of a folder, as any such server does. */
    private record FileServer(com.sun.net.httpserver.HttpServer server, ExecutorService threads)
            implements AutoCloseable {
        static FileServer of(Path folder) {
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            var server = com.sun.net.httpserver.SimpleFileServer.createFileServer(
                    new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0),
                    folder.toAbsolutePath(),
                    com.sun.net.httpserver.SimpleFileServer.OutputLevel.NONE);
            server.setExecutor(threads);
            server.start();
            return new FileServer(server, threads);
        }

        String address() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
            threads.close();
        }
    }
}
