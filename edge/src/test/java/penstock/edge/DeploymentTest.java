package penstock.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.change.Commit;
import penstock.edge.puppet.ForgePacker;
import penstock.edge.puppet.PuppetDeployer;
import penstock.edge.puppet.SandboxedModuleCheck;
import penstock.edge.puppet.ScenarioFolders;
import penstock.edge.rpm.RootTarget;
import penstock.engine.build.ModuleCheck;
import penstock.engine.build.ModulePacker;
import penstock.engine.scenario.Deployer;
import penstock.engine.scenario.ScenarioFiles;
import penstock.engine.scenario.ScenarioOutcome;
import penstock.engine.scenario.ScenarioRun;
import penstock.engine.scenario.TestMachine;
import penstock.engine.testkit.FakeMirror;
import penstock.engine.testkit.FolderLogs;
import penstock.engine.testkit.LeftoverCheck;

/** A1, B2, F: real Puppet in the target's root: what it reads, what it deploys, and what it can't get out of. */
@Tag("extended")
@ExtendWith(LeftoverCheck.class)
class DeploymentTest {
    private static final String URL = "https://git.mill.example/puppet-pond";

    @TempDir
    Path temp;

    private RootTarget target;
    private Path snapshot;

    @BeforeEach
    void target() throws Exception {
        target = RealTarget.debian(temp);
        snapshot = Files.createDirectories(temp.resolve("published/snapshot"));
    }

    private Path module(Map<String, String> more) throws Exception {
        FakeMirror mirror = new FakeMirror();
        String metadata = "{\"name\": \"mill-pond\", \"version\": \"1.0.0\", \"author\": \"mill\","
                + " \"license\": \"Apache-2.0\", \"source\": \"" + URL + "\", \"dependencies\": []}";
        Map<String, String> files = new TreeMap<>(more);
        files.put("metadata.json", metadata);
        Commit commit = mirror.repository(URL).commit("master", "One", files);
        mirror.fetch(URL);
        Path archive = temp.resolve("mill-pond-1.0.0.tar.gz");
        new ForgePacker(mirror)
                .pack(new ModulePacker.Wanted(URL, commit, metadata, "mill-pond-1.0.0", 1 << 20), archive);
        return archive;
    }

    private ScenarioRun.Ran.Done run(String yaml, Map<String, String> more, List<Path> archives) throws Exception {
        ScenarioRun runs = new ScenarioRun(
                target,
                new PuppetDeployer(),
                new ScenarioFolders(temp.resolve("scenarios")),
                temp.resolve("work"),
                InstantSource.system());
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put("scenario.yaml", yaml.getBytes(StandardCharsets.UTF_8));
        more.forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
        ScenarioOutcome.Subject subject =
                new ScenarioOutcome.Subject("debian-mill", "snapshot", "snapshot", "0".repeat(64));
        ScenarioRun.Ran ran = runs.run(
                new ScenarioFiles("pond", "", files),
                new ScenarioRun.Under(
                        subject,
                        new TestMachine.Snapshot(temp.resolve("published"), List.of(snapshot), Optional.empty()),
                        archives),
                line -> {});
        assertThat(ran).isInstanceOf(ScenarioRun.Ran.Done.class);
        return (ScenarioRun.Ran.Done) ran;
    }

    @Test
    void modules_facts_and_hiera_deploy_a_service_that_the_checks_find() throws Exception {
        Path archive = module(Map.of("manifests/init.pp", """
                class pond (String $greeting) {
                  file { '/usr/lib/systemd/system/pond.service':
                    content => "[Service]\\nExecStart=/usr/bin/python3 -m http.server 8418 --directory /srv/pond\\n[Install]\\nWantedBy=multi-user.target\\n",
                  }
                  file { '/srv/pond': ensure => directory }
                  file { '/srv/pond/greeting': content => "${greeting} ${facts['role']} ${facts['os']['family']}\\n" }
                  service { 'pond':
                    ensure    => running,
                    enable    => true,
                    subscribe => File['/usr/lib/systemd/system/pond.service', '/srv/pond'],
                  }
                }
                """));
        ScenarioRun.Ran.Done ran = run(
                """
                hiera: hiera.yaml
                facts: {role: pond}
                checks:
                - http: http://127.0.0.1:8418/greeting
                  contains: hello pond RedHat
                - port: 8418
                - command: cat /srv/pond/greeting
                  contains: hello
                time: 5m
                """,
                Map.of(
                        "site.pp", "include pond\n",
                        "hiera.yaml",
                                "version: 5\nhierarchy:\n- {name: all, path: all.yaml}\ndefaults: {datadir: data, data_hash: yaml_data}\n",
                        "data/all.yaml", "pond::greeting: hello\n"),
                List.of(archive));
        assertThat(ran.outcome().failure()).as(log(ran)).isEmpty();
        assertThat(ran.files().resolve("report-2.yaml")).content().contains("status: unchanged");
        assertThat(ran.files().resolve("modules.txt")).content().contains("mill-pond 1.0.0 /etc/penstock/modules");
        assertThat(ran.files().resolve("packages.txt")).content().contains("debian-userland");
        assertThat(ran.files().resolve("outcome.json")).content().contains("\"result\" : \"SUCCESS\"");
    }

    @Test
    void a_second_run_that_changes_something_fails() throws Exception {
        ScenarioRun.Ran.Done ran =
                run("time: 5m\n", Map.of("site.pp", "exec { 'again': command => '/bin/date' }\n"), List.of());
        assertThat(ran.outcome().failure().orElseThrow())
                .contains("puppet apply again", "it changed again", "Exec[again]");
    }

    @Test
    void a_manifest_that_hangs_is_ended_and_recorded() throws Exception {
        ScenarioRun.Ran.Done ran = run(
                "time: 20s\n",
                Map.of("site.pp", "exec { 'hang': command => '/bin/sleep 10000', timeout => 0 }\n"),
                List.of());
        assertThat(ran.outcome().failure().orElseThrow())
                .startsWith("over the limit on time: 20 s, after the step 'prepare'");
        assertThat(log(ran)).contains("==> puppet apply");
        assertThat(ran.files().resolve("outcome.json")).content().contains("over the limit on time");
    }

    @Test
    void a_manifest_does_not_leave_the_sandbox() throws Exception {
        Path secret = Files.writeString(temp.resolve("secret"), "secret-of-the-host");
        try (ServerSocket host = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            ScenarioRun.Ran.Done ran =
                    run("time: 5m\n", Map.of("site.pp", """
                            exec { 'mount': command => '/bin/mount -t tmpfs none /mnt' }
                            exec { 'kernel': command => '/bin/sh -c "echo 1 > /proc/sys/kernel/panic"' }
                            exec { 'scripts': command => '/bin/sh -c "echo > /run/penstock/scripts/deploy.py"' }
                            exec { 'scenario': command => '/bin/sh -c "echo > /run/penstock/scenario/site.pp"' }
                            exec { 'published': command => '/bin/sh -c "echo > /run/penstock/published/x"' }
                            exec { 'secret': command => '/bin/cat %s' }
                            exec { 'device': command => '/bin/mknod /root/disk b 8 0' }
                            exec { 'network': command =>
                              '/usr/bin/python3 -c "import socket; socket.create_connection((\\'127.0.0.1\\', %d), 3)"' }
                            """.formatted(secret, host.getLocalPort())), List.of());
            assertThat(ran.outcome().failure()).isPresent();
            String log = log(ran);
            for (String way :
                    List.of("mount", "kernel", "scripts", "scenario", "published", "secret", "device", "network")) {
                assertThat(log)
                        .contains("Error: /Stage[main]/Main/Exec[" + way
                                + "]/returns: change from 'notrun' to ['0'] failed");
            }
            assertThat(log).doesNotContain("secret-of-the-host");
            host.setSoTimeout(1);
            org.assertj.core.api.Assertions.assertThatThrownBy(host::accept).isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(temp.resolve("published/x")).doesNotExist();
    }

    @Test
    void results_that_a_manifest_made_up_are_not_believed() throws Exception {
        ScenarioRun.Ran.Done ran = run(
                "time: 5m\n",
                Map.of(
                        "site.pp",
                        "exec { 'lie': command => '/bin/sh -c \"echo nonsense > /var/lib/penstock-scenario/result.json;"
                                + " kill -9 \\$(pgrep -f deploy.py)\"' }\n"),
                List.of());
        assertThat(ran.outcome().failure().orElseThrow()).contains("ended with the status 137");
        assertThat(ran.outcome().steps()).extracting(Deployer.Step::ok).doesNotContain(false);
    }

    @Test
    void the_parser_and_puppet_lint_read_a_module() throws Exception {
        SandboxedModuleCheck check = new SandboxedModuleCheck(target.sandbox(), target, line -> {});
        FolderLogs logs = new FolderLogs(temp.resolve("logs"));
        try (var log = logs.create("one")) {
            assertThat(check.check(module(Map.of("manifests/init.pp", "# A pond\nclass pond {\n}\n")), "pond", log))
                    .isEqualTo(new ModuleCheck.Checked.Done(List.of(), List.of()));
            ModuleCheck.Checked broken = check.check(
                    module(Map.of(
                            "manifests/init.pp", "class pond {\n  file { '/x' }\n}\n",
                            "manifests/odd.pp", "# odd\nclass pond::odd { notify { \"x\": }\t}\n",
                            "templates/a.epp", "<%= $x.each %>\n<% if { %>\n")),
                    "pond",
                    log);
            assertThat(broken).isInstanceOfSatisfying(ModuleCheck.Checked.Done.class, done -> {
                assertThat(done.errors())
                        .anySatisfy(error -> assertThat(error).contains("manifests/init.pp", "line: 2"))
                        .anySatisfy(error -> assertThat(error).contains("a.epp"));
                assertThat(done.lint())
                        .anySatisfy(finding -> assertThat(finding).contains("manifests/odd.pp:2"));
            });
        }
    }

    private static String log(ScenarioRun.Ran.Done ran) throws Exception {
        return Files.readString(ran.files().resolve("log.txt"));
    }
}
