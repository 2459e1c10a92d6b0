package penstock.engine.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.build.Artifact;
import penstock.build.BuildOptions;
import penstock.build.BuildOutcome;
import penstock.build.BuildRequest;
import penstock.build.Cause;
import penstock.build.Step;
import penstock.build.Verdict;
import penstock.distro.Package;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.PublishedModules;
import penstock.engine.testkit.FakeMirror;
import penstock.engine.testkit.FakeTarget;
import penstock.engine.testkit.FakeWorkbench;
import penstock.engine.testkit.FolderLogs;
import penstock.engine.testkit.FolderStore;
import penstock.engine.testkit.MemoryKnownBuilds;
import penstock.puppet.ForgeArchive;
import penstock.puppet.ModuleRelease;

/** A1: the archive of a Puppet module is part of the module's build. */
class ModuleBuildTest {
    private static final String UPSTREAM = "https://git.mill.example/puppet-millpond";
    private static final String DISTGIT = "https://git.mill.example/puppet-millpond-distgit";
    private static final String SPEC = """
            Name: puppet-millpond
            Version: XXX
            Release: XXX
            Source0: x.tar.gz
            %prep
            %setup -q -n mill-millpond-%{upstream_version}
            %install
            install /usr/share/openstack-puppet/modules/millpond/metadata.json
            %files
            /usr/share/openstack-puppet/modules/millpond/metadata.json
            %changelog
            """;

    @TempDir
    Path temp;

    private final FakeMirror mirror = new FakeMirror();
    private final MemoryKnownBuilds known = new MemoryKnownBuilds();
    private final List<ModulePacker.Wanted> wanted = new ArrayList<>();
    private ModuleCheck.Checked checked = new ModuleCheck.Checked.Done(List.of(), List.of());
    private ModulePacker.Packed packed = new ModulePacker.Packed.Done(1, List.of());
    private Optional<List<ModuleRelease>> atHand = Optional.empty();
    private FolderStore store;
    private FolderLogs logs;
    private int builds;

    @BeforeEach
    void distribution() throws Exception {
        store = new FolderStore(temp.resolve("store"));
        logs = new FolderLogs(temp.resolve("logs"));
        metadata("\"version\": \"1.2.0\"");
        mirror.repository(DISTGIT).commit("rpm-master", "spec", Map.of("puppet-millpond.spec", SPEC));
    }

    private void metadata(String version) throws OutsideFailure {
        mirror.repository(UPSTREAM)
                .commit(
                        "master",
                        "One",
                        Map.of(
                                "metadata.json",
                                "{\"name\": \"mill/millpond\", " + version + ", \"dependencies\": ["
                                        + "{\"name\": \"puppetlabs/stdlib\", \"version_requirement\": \">= 9.0.0\"}]}"));
    }

    /** Writes what it is asked for, so that equal wishes give equal bytes. */
    private final class Packer implements ModulePacker {
        @Override
        public Packed pack(Wanted one, Path to) throws OutsideFailure {
            wanted.add(one);
            try {
                Files.writeString(to, one.folder() + one.metadata());
            } catch (IOException e) {
                throw new OutsideFailure(e.toString(), false, e);
            }
            return packed;
        }
    }

    private final class Published implements PublishedModules {
        @Override
        public Optional<List<ModuleRelease>> of(String folder) {
            return folder.equals("fake-mill/current") ? atHand : Optional.empty();
        }

        @Override
        public Optional<Path> file(String folder, String name) {
            return Optional.empty();
        }
    }

    private BuildOutcome build() throws Exception {
        FakeTarget target = new FakeTarget(temp.resolve("rpms"));
        PackageBuild.Modules modules = new PackageBuild.Modules(new Packer(), (_, _, _) -> checked, new Published());
        PackageBuild build = new PackageBuild(
                mirror,
                target,
                new PackageBuild.Places(
                        store,
                        logs,
                        known,
                        line -> Optional.empty(),
                        FakeWorkbench.headers(),
                        Optional.empty(),
                        Optional.of(modules)),
                BuildSettings.usual(temp.resolve("work")));
        mirror.fetch(UPSTREAM);
        mirror.fetch(DISTGIT);
        builds++;
        return build.build(new BuildRequest(
                "build-" + builds,
                "mill",
                new Package(
                        "puppet-millpond",
                        "puppet-millpond",
                        "",
                        new Package.Source(UPSTREAM, "master", false),
                        new Package.Source(DISTGIT, "rpm-master", false),
                        List.of()),
                mirror.resolve(UPSTREAM, "master").orElseThrow(),
                mirror.resolve(DISTGIT, "rpm-master").orElseThrow(),
                Instant.parse("2026-02-03T04:05:06Z"),
                BuildOptions.PLAIN));
    }

    private static List<Artifact> modules(BuildOutcome outcome) {
        return outcome.artifacts().stream()
                .filter(artifact -> artifact.kind() == Artifact.Kind.MODULE)
                .toList();
    }

    private static List<String> warnings(BuildOutcome outcome) {
        return outcome.verdict().evidence().stream().map(Verdict.LogLine::text).toList();
    }

    @Test
    void the_archive_is_kept_with_the_rpms() throws Exception {
        BuildOutcome outcome = build();
        assertThat(outcome.verdict().succeeded()).as("%s", outcome.verdict()).isTrue();
        assertThat(modules(outcome)).singleElement().satisfies(archive -> {
            assertThat(archive.file()).isEqualTo("mill-millpond-1.2.0.tar.gz");
            assertThat(store.find(archive.sha256())).isPresent();
        });
        assertThat(wanted.getFirst().folder()).isEqualTo("mill-millpond-1.2.0");
        assertThat(temp.resolve("work")).isEmptyDirectory();
    }

    @Test
    void the_version_is_raised_when_commits_follow_its_tag() throws Exception {
        mirror.fetch(UPSTREAM);
        mirror.repository(UPSTREAM)
                .tag("1.2.0", mirror.resolve(UPSTREAM, "master").orElseThrow().id());
        mirror.repository(UPSTREAM).commit("master", "Two", Map.of("README.md", "x"));
        assertThat(modules(build()).getFirst().file()).isEqualTo("mill-millpond-1.2.1.tar.gz");
        assertThat(wanted.getFirst().metadata()).contains("\"name\": \"mill/millpond\", \"version\": \"1.2.1\",");
    }

    @Test
    void a_build_that_is_known_has_its_archive_again() throws Exception {
        BuildOutcome first = build();
        BuildOutcome second = build();
        assertThat(second.reusedFrom()).contains("build-1");
        assertThat(modules(second)).isEqualTo(modules(first));
        assertThat(wanted).hasSize(1);
    }

    @Test
    void what_the_parser_refuses_fails_the_build() throws Exception {
        checked = new ModuleCheck.Checked.Done(
                List.of("Syntax error at '}' (file: manifests/init.pp, line: 3, column: 1)"), List.of());
        Verdict verdict = build().verdict();
        assertThat(verdict.step()).contains(Step.MODULE);
        assertThat(verdict.cause())
                .contains(new Cause.BadSource("Syntax error at '}' (file: manifests/init.pp, line: 3, column: 1)"));
        packed = new ModulePacker.Packed.Refused("it is over 1 MiB");
        assertThat(build().verdict().cause()).contains(new Cause.BadSource("it is over 1 MiB"));
    }

    @Test
    void style_links_and_needs_are_warnings() throws Exception {
        packed = new ModulePacker.Packed.Done(1, List.of("links are left out"));
        checked = new ModuleCheck.Checked.Done(List.of(), List.of("manifests/init.pp:1: warning: a", "b"));
        atHand = Optional.of(List.of(new ModuleRelease(
                new ForgeArchive("puppetlabs-stdlib", "8.6.0"),
                new ModuleRelease.Content(1, "a".repeat(64), "b".repeat(32)),
                Instant.EPOCH,
                "{}")));
        assertThat(warnings(build()))
                .contains(
                        "warning: metadata.json: puppetlabs-stdlib >=9.0.0 is needed, and 8.6.0 is at hand (in the line's newest snapshot)",
                        "warning: links are left out",
                        "warning: puppet-lint has 2 findings: manifests/init.pp:1: warning: a; b");
    }

    @Test
    void a_target_without_puppet_says_so() throws Exception {
        checked = new ModuleCheck.Checked.NoPuppet();
        BuildOutcome outcome = build();
        assertThat(modules(outcome)).hasSize(1);
        assertThat(warnings(outcome)).contains("warning: the target has no Puppet, so nobody has parsed this module");
    }

    @Test
    void a_version_that_no_forge_takes_leaves_the_rpm() throws Exception {
        metadata("\"version\": \"1.2\"");
        BuildOutcome outcome = build();
        assertThat(outcome.verdict().succeeded()).isTrue();
        assertThat(modules(outcome)).isEmpty();
    }
}
