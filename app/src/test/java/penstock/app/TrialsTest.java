package penstock.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.app.cli.CommandLineOf;
import penstock.app.terminal.Terminal;
import penstock.edge.owner.LockedFolder;
import penstock.engine.owner.DataFolder;
import penstock.engine.testkit.LeftoverCheck;

/**
 * A new commit of a library, and the patch of a spec, tried out with real builds beside a factory that has published (issue 4, D and F):
 * {@code weir} 2.0 no longer has the file that {@code mill} reads when it is built, is what {@code wheel} waits for, too new for {@code pond},
 * and its spec does not make the package any more that {@code gate} wants.
 */
@Tag("extended")
@ExtendWith(LeftoverCheck.class)
class TrialsTest {
    private static final String SPEC = """
            %{?python_disable_dependency_generator}
            Name: @NAME@
            Version: XXX
            Release: XXX
            Summary: A test
            License: none
            Source0: @NAME@-%{upstream_version}.tar.gz
            BuildArch: noarch
            @NEEDS@
            %description
            Water.
            %package -n python3-@NAME@
            Summary: Its library
            @LIBRARY@
            %description -n python3-@NAME@
            Water.
            %prep
            %setup -q -n @NAME@-%{upstream_version}
            %install
            mkdir -p %{buildroot}/usr/share/@NAME@
            @INSTALL@
            %files
            %files -n python3-@NAME@
            /usr/share/@NAME@
            %changelog
            """;

    @TempDir
    Path temp;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final SortedSet<String> held = new TreeSet<>();
    /** Sees what is held whenever something is said. */
    private final ByteArrayOutputStream err = new ByteArrayOutputStream() {
        @Override
        public synchronized void write(byte[] said, int from, int length) {
            super.write(said, from, length);
            held.addAll(held());
        }
    };

    @Test
    void onlyWhatChangesIsShownAndOfTheFactoryNothingDoes() throws Exception {
        for (String tool : List.of("mmdebstrap", "bwrap")) {
            assumeTrue(Files.isExecutable(Path.of("/usr/bin", tool)), tool + " is not installed");
        }
        distribution();
        assertThat(penstock("run", "--once")).as(this::said).isEqualTo(1);
        assertThat(penstock("rebuild-dependents", "weir")).as(this::said).isZero();
        assertThat(out.toString(UTF_8)).contains("current has this very build already");
        Map<String, String> before = factory();

        commit("weir", Map.of("flow2", "412\n"), List.of("flow"), "2.0");
        Path spec = temp.resolve("git/weir-distgit/weir.spec");
        commit(
                "weir-distgit",
                Map.of("weir.spec", Files.readString(spec).replace("%files\n%files", "%files")),
                List.of(),
                "2.0");
        dependents();
        patch();
        assertThat(factory()).isEqualTo(before);
        assertThat(held).isNotEmpty().allMatch(said -> said.contains("builds that are tried out"));
        String current = before.entrySet().stream()
                .filter(file -> file.getKey().endsWith("-water/current"))
                .findFirst()
                .orElseThrow()
                .getValue();
        assertThat(held).anyMatch(said -> said.contains(current));
        assertThat(held()).isEmpty();
        try (Stream<Path> left = Files.list(temp.resolve("data/work"))) {
            assertThat(left).isEmpty();
        }
    }

    private void dependents() throws Exception {
        assertThat(penstock("rebuild-dependents", "weir", "--json"))
                .as(this::said)
                .isEqualTo(1);
        JsonNode document = new ObjectMapper().readTree(out.toByteArray());
        assertThat(document.at("/build/status").asText()).isEqualTo("SUCCESS");
        JsonNode counts = document.at("/counts");
        assertThat(List.of(
                        counts.at("/all").asInt(),
                        counts.at("/newly_broken").asInt(),
                        counts.at("/newly_fixed").asInt(),
                        counts.at("/passing").asInt(),
                        counts.at("/failing").asInt(),
                        counts.at("/undecided").asInt()))
                .containsExactly(6, 3, 1, 1, 1, 0);
        Map<String, String> shown = new TreeMap<>();
        document.at("/dependents").forEach(one -> shown.put(one.at("/project").asText(), words(one)));
        assertThat(shown)
                .hasEntrySatisfying(
                        "mill",
                        words -> assertThat(words)
                                .startsWith("newly_broken, SUCCESS, then install: ")
                                .contains("/usr/share/weir/flow"))
                .hasEntrySatisfying(
                        "pond",
                        words -> assertThat(words)
                                .startsWith(
                                        "newly_broken, SUCCESS, then package_install: python3-weir < 2 is wanted by "))
                .hasEntrySatisfying(
                        "gate",
                        words -> assertThat(words)
                                .startsWith("newly_broken, SUCCESS, then package_install: weir is wanted by ")
                                .endsWith("and nothing provides it"))
                .hasEntrySatisfying(
                        "wheel",
                        words -> assertThat(words)
                                .startsWith(
                                        "newly_fixed, build_requires: python3-weir >= 2 is wanted by wheel, but on offer is only"));
        assertThat(Path.of(document.at("/dependents/0/after/log").asText()))
                .content()
                .contains("==> step: ");
    }

    private static String words(JsonNode one) {
        return one.at("/effect").asText() + ", " + side(one.at("/before")) + ", then " + side(one.at("/after"));
    }

    private static String side(JsonNode side) {
        return side.at("/status").asText().equals("SUCCESS")
                ? "SUCCESS"
                : side.at("/step").asText() + ": " + side.at("/cause").asText();
    }

    private void patch() throws Exception {
        // Whoever owns the factory goes on meanwhile.
        try (DataFolder.Ownership _ = own()) {
            assertThat(penstock("build", "--with-patch", "sluice"))
                    .as(this::said)
                    .isZero();
        }
        assertThat(out.toString(UTF_8))
                .contains("-Requires: python3-weir >= 0.9\n+Requires: python3-weir >= 1.0\n")
                .containsPattern("built +sluice of water at [0-9a-f]{7} with this patch; nothing is published");
        commit("sluice", Map.of("pyproject.toml", project("weir>=3")), List.of(), "1.1");
        assertThat(penstock("build", "--with-patch", "sluice")).as(this::said).isEqualTo(1);
        assertThat(out.toString(UTF_8))
                .contains("+Requires: python3-weir >= 3\n")
                .containsPattern(
                        "failed +sluice of water at [0-9a-f]{7} with this patch, package install: python3-weir >= 3 is wanted by .*, but on offer is only ");
    }

    private Set<String> held() {
        Set<String> all = new TreeSet<>();
        Path holds = temp.resolve("data/holds");
        if (Files.exists(holds)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(holds, "*.reads")) {
                for (Path file : files) {
                    all.add(Files.readString(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }

    private DataFolder.Ownership own() throws Exception {
        return ((DataFolder.Claim.Mine)
                        new LockedFolder(temp.resolve("data"), InstantSource.system()).claim("penstock serve"))
                .ownership();
    }

    /** What is published, where the labels lead, what is stored and what is known: all but the local copies of repositories. */
    private Map<String, String> factory() throws Exception {
        Map<String, String> all = new TreeMap<>();
        for (String part : List.of("repositories", "artifacts", "metadata", "logs")) {
            try (Stream<Path> files = Files.walk(temp.resolve("data").resolve(part))) {
                for (Path file : files.filter(one -> !Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS))
                        .toList()) {
                    all.put(
                            temp.relativize(file).toString(),
                            Files.isSymbolicLink(file)
                                    ? Files.readSymbolicLink(file).toString()
                                    : Long.toString(Files.size(file)));
                }
            }
        }
        assertThat(penstock("status", "--json")).isZero();
        all.put("status", out.toString(UTF_8));
        return all;
    }

    private void distribution() throws Exception {
        pkg(
                "weir",
                Map.of("flow", "411\n"),
                "",
                "Provides: python3dist(weir) = %{version}",
                "cp flow* %{buildroot}/usr/share/weir");
        pkg(
                "mill",
                Map.of("README", "x\n"),
                "BuildRequires: python3-weir",
                "",
                "cat /usr/share/weir/flow > %{buildroot}/usr/share/mill/flow");
        pkg("wheel", Map.of("README", "x\n"), "BuildRequires: python3-weir >= 2", "", "");
        pkg("pond", Map.of("README", "x\n"), "", "Requires: python3-weir < 2", "");
        pkg("gate", Map.of("README", "x\n"), "", "Requires: weir", "");
        pkg("sand", Map.of("README", "x\n"), "BuildRequires: python3-weir", "", "exit 1");
        pkg("sluice", Map.of("pyproject.toml", project("weir>=1.0")), "", "Requires: python3-weir >= 0.9", "");
        Map<String, String> data = new LinkedHashMap<>();
        data.put("penstock.yaml", """
                distribution: {repository: "%1$s/distro", entry_point: water.yml}
                rewrite: [{from: "https://water.example/", to: "file://%1$s/git/"}]
                serve: {signing: {sign: false}}
                """.formatted(temp));
        write(temp.resolve("data"), data);
        StringBuilder packages = new StringBuilder();
        for (String name : List.of("weir", "mill", "wheel", "pond", "gate", "sand", "sluice")) {
            packages.append("- project: ").append(name).append("\n  maintainers: [a@water.example]\n");
        }
        write(temp.resolve("distro"), Map.of("water.yml", """
                releases:
                - {name: water, status: development, branch: rpm-master, upstream_branch: master, repos: [{name: el9s, distrepos: []}]}
                package-default:
                  name: '%(project)s'
                  upstream: https://water.example/%(project)s
                  distgit: https://water.example/%(project)s-distgit
                  master-distgit: https://water.example/%(project)s-distgit
                  tags: {water: }
                packages:
                """ + packages));
    }

    /** Without a build system: only what it requires is read. */
    private static String project(String requirement) {
        return "[project]\nname = \"sluice\"\nversion = \"1.0\"\ndependencies = [\"" + requirement + "\"]\n";
    }

    private void pkg(String name, Map<String, String> files, String needs, String library, String install)
            throws Exception {
        repository(name, "master", files);
        repository(
                name + "-distgit",
                "rpm-master",
                Map.of(
                        name + ".spec",
                        SPEC.replace("@NAME@", name)
                                .replace("@NEEDS@", needs)
                                .replace("@LIBRARY@", library)
                                .replace("@INSTALL@", install)));
    }

    private void repository(String name, String branch, Map<String, String> files) throws Exception {
        Path folder = temp.resolve("git").resolve(name);
        Git.init().setDirectory(folder.toFile()).setInitialBranch(branch).call().close();
        commit(name, files, List.of(), "1.0");
    }

    private void commit(String name, Map<String, String> files, List<String> gone, String tag) throws Exception {
        Path folder = temp.resolve("git").resolve(name);
        write(folder, files);
        try (Git git = Git.open(folder.toFile())) {
            git.add().addFilepattern(".").call();
            for (String file : gone) {
                git.rm().addFilepattern(file).call();
            }
            git.commit()
                    .setMessage("Make " + tag)
                    .setAuthor("Ada", "ada@water.example")
                    .setCommitter("Ada", "ada@water.example")
                    .setSign(false)
                    .call();
            git.tag().setName(tag).setAnnotated(false).call();
        }
    }

    private static void write(Path folder, Map<String, String> files) throws Exception {
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private String said() {
        return out.toString(UTF_8) + err.toString(UTF_8);
    }

    private int penstock(String... words) {
        out.reset();
        err.reset();
        Terminal terminal = Terminal.plain(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        String[] args = Stream.concat(Stream.of("--dir", temp.resolve("data").toString()), Stream.of(words))
                .toArray(String[]::new);
        return new CommandLineOf(new Wiring(System.getenv()), terminal).run(args);
    }
}
