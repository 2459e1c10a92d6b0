package penstock.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import penstock.build.Artifact;
import penstock.build.BuildOptions;
import penstock.build.BuildOutcome;
import penstock.build.BuildRequest;
import penstock.build.CauseText;
import penstock.distro.Package;
import penstock.edge.rpm.RootTarget;
import penstock.edge.rpm.RpmFile;
import penstock.engine.build.BuildSettings;
import penstock.engine.build.PackageBuild;
import penstock.engine.testkit.FakeMirror;
import penstock.engine.testkit.FolderLogs;
import penstock.engine.testkit.FolderStore;
import penstock.engine.testkit.MemoryKnownBuilds;

/**
 * E2: the kinds of packages that RDO has, each as a small upstream and packaging repository of its own (resources, {@code families}),
 * built with real rpm on the Debian target. What such specs commonly contain is in them, so that a package of that kind that was never seen
 * has a good chance.
 */
@Tag("extended")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpecFamiliesTest {
    private static final Pattern FILE = Pattern.compile("(?m)^=== (upstream|distgit)/(\\S+)\\n");

    private final FakeMirror mirror = new FakeMirror();
    private RootTarget target;
    private FolderStore store;
    private FolderLogs logs;
    private Path folder;

    @BeforeAll
    void prepare(@TempDir Path temporary) throws Exception {
        folder = temporary;
        store = new FolderStore(folder.resolve("store"));
        logs = new FolderLogs(folder.resolve("logs"));
        target = RealTarget.debian(folder);
    }

    @Test
    void aServiceWithUnitsUsersAndCatalogues() throws Exception {
        assertThat(files("service", "openstack-weir", BuildOptions.PLAIN))
                .contains(
                        "/usr/lib/systemd/system/openstack-weir-api.service",
                        "/etc/logrotate.d/openstack-weir",
                        "/etc/sysconfig/openstack-weir",
                        "/etc/weir/weir.conf",
                        "/usr/share/weir/README",
                        "/usr/share/weir/weir-api-paste.ini",
                        "/usr/share/locale/de/LC_MESSAGES/weir.mo",
                        "/usr/bin/weir-wsgi")
                .anyMatch(file -> file.endsWith("/site-packages/weir/tests/test_conf.py"))
                .noneMatch(file -> file.contains("/usr/share/doc/openstack-weir-doc"));
    }

    @Test
    void aServiceWithItsTests() throws Exception {
        assertThat(files("service", "openstack-weir", new BuildOptions(false, true)))
                .contains("/usr/bin/weir-api");
    }

    @Test
    void aClientWithOldMacros() throws Exception {
        assertThat(files("client", "python-weirclient", BuildOptions.PLAIN))
                .contains("/usr/bin/weir", "/usr/bin/weir-3", "/etc/bash_completion.d/weir.bash_completion")
                .anyMatch(file -> file.startsWith("/usr/share/man/man1/weir.1"));
    }

    @Test
    void aLibraryWhoseVersionStandsInItsProject() throws Exception {
        var outcome = build("static-version", "python-sluice-gates", BuildOptions.PLAIN);
        assertThat(outcome.nevra()).get().asString().startsWith("python-sluice-gates-4.2.0-0.2026");
    }

    @Test
    void aPuppetModule() throws Exception {
        assertThat(files("puppet-module", "puppet-weir", BuildOptions.PLAIN))
                .contains(
                        "/usr/share/openstack-puppet/modules/weir/metadata.json",
                        "/usr/share/openstack-puppet/modules/weir/manifests/init.pp");
    }

    @Test
    void aPluginOfADashboard() throws Exception {
        assertThat(files("dashboard", "openstack-weir-ui", BuildOptions.PLAIN))
                .contains("/usr/share/openstack-dashboard/openstack_dashboard/local/enabled/_2110_weir.py")
                .anyMatch(file -> file.endsWith("/weir_dashboard/static/weir/weir.module.js"))
                .anyMatch(file -> file.endsWith("/weir_dashboard/templates/weir/index.html"));
    }

    @Test
    void aPluginOfTempest() throws Exception {
        assertThat(files("tempest-plugin", "python-weir-tests-tempest", BuildOptions.PLAIN))
                .anyMatch(file -> file.endsWith("/weir_tempest_plugin/tests/api/data.yaml"));
    }

    /** What its RPMs have together; whatever was wrong is the test's message. */
    private Set<String> files(String family, String name, BuildOptions options) throws Exception {
        var files = new TreeSet<String>();
        for (var artifact : build(family, name, options).artifacts()) {
            if (artifact.kind() == Artifact.Kind.RPM) {
                var rpm = store.find(artifact.sha256()).orElseThrow();
                files.addAll(new RpmFile().read(rpm).orElseThrow().files());
            }
        }
        return files;
    }

    private BuildOutcome build(String family, String name, BuildOptions options) throws Exception {
        var source = "https://mill.example/" + name;
        var distgit = source + "-distgit";
        commit(source, "master", family, "upstream");
        commit(distgit, "rpm-master", family, "distgit");
        var pkg = new Package(
                family,
                name,
                "",
                new Package.Source(source, "master", false),
                new Package.Source(distgit, "rpm-master", false),
                List.of());
        var id = name + "-" + options.withTests();
        var places =
                new PackageBuild.Places(store, logs, new MemoryKnownBuilds(), line -> Optional.empty(), new RpmFile());
        var outcome = new PackageBuild(mirror, target, places, BuildSettings.usual(folder.resolve("work")))
                .build(new BuildRequest(
                        id,
                        "line",
                        pkg,
                        mirror.resolve(source, "master").orElseThrow(),
                        mirror.resolve(distgit, "rpm-master").orElseThrow(),
                        Instant.parse("2026-02-03T04:05:06Z"),
                        options));
        assertThat(outcome.verdict().cause().map(CauseText::of))
                .as(() -> log(id))
                .isEmpty();
        assertThat(outcome.verdict().evidence()).as("warnings").isEmpty();
        return outcome;
    }

    private void commit(String url, String branch, String family, String part) throws Exception {
        mirror.repository(url).commit(branch, "First", texts(family, part));
        mirror.fetch(url);
    }

    /** The files of one part of a family's text: each begins with a line {@code === PART/PATH}. */
    private static Map<String, String> texts(String family, String part) throws IOException {
        try (var in = SpecFamiliesTest.class.getResourceAsStream("families/" + family + ".txt")) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            var files = new LinkedHashMap<String, String>();
            var heads = FILE.matcher(text).results().toList();
            for (int i = 0; i < heads.size(); i++) {
                if (heads.get(i).group(1).equals(part)) {
                    int end = i + 1 < heads.size() ? heads.get(i + 1).start() : text.length();
                    files.put(heads.get(i).group(2), text.substring(heads.get(i).end(), end));
                }
            }
            return files;
        }
    }

    private String log(String id) {
        try {
            return logs.text(id);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
