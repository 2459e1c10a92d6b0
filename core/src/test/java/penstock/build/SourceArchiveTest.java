package penstock.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import penstock.change.Commit;
import penstock.change.LoggedCommit;

/** The generated files of a source archive (E2: without SOURCES.txt stevedore loses two thirds of its files). */
class SourceArchiveTest {
    private static final PythonProject PBR = new PythonProject("oslo.config", true);
    private static final SourceArchive.History HISTORY = new SourceArchive.History("A <a@example.org>\n", "CHANGES\n");

    @Test
    void makesWhatAnSdistOfAPbrProjectHas() {
        var files = SourceArchive.generated(
                Optional.of(PBR), "1.0.dev1", List.of("setup.py", "oslo_config/__init__.py"), HISTORY);
        assertThat(files.keySet())
                .containsExactly(
                        "PKG-INFO",
                        "AUTHORS",
                        "ChangeLog",
                        "oslo.config.egg-info/PKG-INFO",
                        "oslo.config.egg-info/SOURCES.txt");
        assertThat(text(files, "PKG-INFO")).isEqualTo("""
                        Metadata-Version: 2.1
                        Name: oslo.config
                        Version: 1.0.dev1
                        """);
        assertThat(text(files, "oslo.config.egg-info/SOURCES.txt").lines())
                .containsExactly(
                        "setup.py",
                        "oslo_config/__init__.py",
                        "PKG-INFO",
                        "AUTHORS",
                        "ChangeLog",
                        "oslo.config.egg-info/PKG-INFO",
                        "oslo.config.egg-info/SOURCES.txt");
    }

    @Test
    void replacesNothingOfTheTree() {
        var files = SourceArchive.generated(Optional.of(PBR), "1", List.of("AUTHORS", "x/__init__.py"), HISTORY);
        assertThat(files).doesNotContainKey("AUTHORS").containsKey("ChangeLog");
    }

    @Test
    void putsMetadataBesideThePackagesOfASrcLayout() {
        var files = SourceArchive.generated(
                Optional.of(new PythonProject("my-lib", false)),
                "1",
                List.of("src/my_lib/__init__.py", "tests/__init__.py"),
                HISTORY);
        assertThat(files.keySet())
                .containsExactly("PKG-INFO", "src/my_lib.egg-info/PKG-INFO", "src/my_lib.egg-info/SOURCES.txt");
    }

    @Test
    void makesNothingForWhatIsNoPythonProject() {
        assertThat(SourceArchive.generated(Optional.empty(), "1", List.of("metadata.json"), HISTORY))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                     | '[metadata]~name = oslo.config~'       | 'import pbr'            | oslo.config | true
                    '[project]~name = "stevedore"~'        | ''                                     | ''                      | stevedore   | false
                    '[build-system]~requires = ["pbr>=6"]~[project]~name = ''a-b''' | ''            | ''                      | a-b         | true
                    '[tool.x]~name = "no"~'                | ''                                     | 'setup(name="plain")'   | plain       | false
                    ''                                     | '[metadata]~name = ../evil~'           | ''                      | ''          | false
                    ''                                     | ''                                     | ''                      | ''          | false
                    """)
    void readsWhatAProjectIs(String pyproject, String setupCfg, String setupPy, String name, boolean pbr) {
        Optional<PythonProject> project =
                PythonProject.of(pyproject.replace('~', '\n'), setupCfg.replace('~', '\n'), setupPy.replace('~', '\n'));
        assertThat(project.map(PythonProject::name).orElse("")).isEqualTo(name);
        assertThat(project.map(PythonProject::pbr).orElse(false)).isEqualTo(pbr);
    }

    @Test
    void namesWhatAPythonProjectRequires() {
        String pyproject = """
                [build-system]
                requires = ["pbr>=6.0.0", 'setuptools>=64']
                [project]
                name = "x"
                dependencies = [
                  "PyYAML>=5.1",  # MIT
                  "oslo.i18n[test]>=3; python_version < '4'",
                ]
                [project.optional-dependencies]
                x = ["not-this"]
                """;
        assertThat(PythonRequirements.runtime(pyproject, "", "# comment\nwrapt>=2.1 # BSD\n-c file\n"))
                .containsExactly("python3dist(pyyaml)", "python3dist(oslo-i18n)", "python3dist(wrapt)");
        assertThat(PythonRequirements.buildSystem(pyproject))
                .containsExactly("python3dist(pbr)", "python3dist(setuptools)");
        assertThat(PythonRequirements.runtime(
                        "", "[options]\ninstall_requires =\n    six\n    rich>=1\nzip_safe = no\n", ""))
                .containsExactly("python3dist(six)", "python3dist(rich)");
    }

    /** As PBR's own code writes them ({@code pbr/git.py}). */
    @Test
    void writesAuthorsAndChangeLogAsPbrDoes() {
        List<LoggedCommit> log = List.of(
                commit("Fix the `x_y`.", "Zoë <z@example.org>", "", List.of()),
                commit("Merge \"Fix\"", "Zuul <zuul@review.opendev.org>", "", List.of("1.1.0")),
                commit("Second", "B <b@example.org>", "\n\nCo-authored-by: C <c@example.org>\n", List.of()),
                commit("First", "B <b@example.org>", "", List.of("1.0.0rc1", "1.0.0", "other")));
        assertThat(PbrHistory.changeLog(log)).isEqualTo("""
                        CHANGES
                        =======

                        * Fix the \\`x\\_y\\`

                        1.1.0
                        -----

                        * Second

                        1.0.0
                        -----

                        * First
                        """);
        assertThat(PbrHistory.authors("Team\n", log))
                .isEqualTo("Team\nB <b@example.org>\nC <c@example.org>\nZoë <z@example.org>\n");
    }

    /** E2: modules of the tree that no package has; tests may be left out by the spec. */
    @Test
    void findsModulesThatNoPackageHas() {
        List<String> tree = List.of(
                "setup.py",
                "doc/source/conf.py",
                "lib/__init__.py",
                "lib/a.py",
                "lib/sub/__init__.py",
                "lib/tests/test_a.py",
                "tools/__init__.py");
        assertThat(PackagedFiles.missing(
                        tree,
                        List.of(
                                "/usr/lib/python3.13/site-packages/lib/__init__.py",
                                "/usr/lib/python3.13/site-packages/lib/a.py"),
                        false))
                .containsExactly("lib/sub/__init__.py");
        assertThat(PackagedFiles.missing(tree, List.of("/usr/share/x"), true)).isEmpty();
    }

    /** E2: what Puppet loads of a module; its tests and texts may be left out. */
    @Test
    void findsWhatAModulesPackageLacks() {
        List<String> tree = List.of(
                "metadata.json",
                "README.md",
                "spec/classes/x_spec.rb",
                "manifests/init.pp",
                "manifests/db.pp",
                "lib/puppet/x.rb");
        List<String> packaged = List.of(
                "/usr/share/openstack-puppet/modules/keystone/manifests/init.pp",
                "/usr/share/openstack-puppet/modules/keystone/metadata.json");
        assertThat(PackagedFiles.missingOfModule(tree, packaged)).containsExactly("lib/puppet/x.rb", "manifests/db.pp");
    }

    /** E2: PBR installs whatever lies in a package's folder; a spec may move it. */
    @Test
    void findsDataThatNoPackageHas() {
        List<String> tree = List.of(
                "lib/__init__.py",
                "lib/README.rst",
                "lib/locale/de/LC_MESSAGES/lib.po",
                "lib/enabled/_10_lib.py",
                "lib/schema/v1.json",
                "lib/templates/index.html",
                "etc/lib.conf");
        List<String> packaged = List.of(
                "/usr/lib/python3.13/site-packages/lib/__init__.py",
                "/usr/share/dashboard/enabled/_10_lib.py",
                "/usr/share/lib/index.html");
        assertThat(PackagedFiles.missing(tree, packaged, true)).containsExactly("lib/schema/v1.json");
        assertThat(PackagedFiles.missing(tree, packaged, false)).isEmpty();
    }

    /** B4: a version that is written down; one that a program makes is none. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[project]~name = \"lib\"~version = \"4.2.0\" | '' | false | 4.2.0",
                "[project]~version = \"4.2.0\" | '' | true | ''",
                "[project]~dynamic = [\"version\"]~[tool.x]~version = \"1\" | '' | false | ''",
                "[tool.poetry]~version = '1.0rc1' | '' | false | 1.0rc1",
                "'' | [metadata]~version = 2.1 | false | 2.1",
                "'' | [metadata]~version = attr: lib.__version__ | false | ''"
            })
    void readsAVersionThatIsWrittenDown(String pyproject, String setupCfg, boolean pbr, String version) {
        assertThat(new PythonProject("lib", pbr)
                        .fixedVersion(pyproject.replace('~', '\n'), setupCfg.replace('~', '\n'))
                        .orElse(""))
                .isEqualTo(version);
    }

    private static LoggedCommit commit(String subject, String author, String body, List<String> tags) {
        return new LoggedCommit(
                new Commit("0".repeat(40), "0".repeat(40), Instant.EPOCH, author, subject),
                tags,
                subject + body,
                List.of());
    }

    private static String text(SequencedMap<String, byte[]> files, String path) {
        return new String(files.getOrDefault(path, new byte[0]), StandardCharsets.UTF_8);
    }
}
