package penstock.edge.puppet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.change.Commit;
import penstock.engine.build.ModulePacker;
import penstock.engine.build.ModulePacker.Packed;
import penstock.engine.testkit.FakeMirror;
import penstock.puppet.ForgeArchive;
import penstock.puppet.ModuleRelease;

/** A1: what is in a module's archive, and that its bytes depend on the commit alone. */
class ForgePackerTest {
    private static final String URL = "https://git.mill.example/puppet-millpond";

    @TempDir
    Path temp;

    private final FakeMirror mirror = new FakeMirror();

    private final Map<String, String> files = new LinkedHashMap<>(Map.of(
            "metadata.json", "{\"name\": \"mill-millpond\", \"version\": \"1.2.0\"}",
            "manifests/init.pp", "class millpond {}\n",
            "spec/spec_helper.rb", "",
            "spec/fixtures/modules/other/x", "",
            "pkg/old.tar.gz", "",
            "Gemfile", ""));

    private Packed pack(Path to) throws Exception {
        Commit commit = mirror.repository(URL).commit("master", "One", files);
        return pack(commit, to);
    }

    private Packed pack(Commit commit, Path to) throws Exception {
        mirror.fetch(URL);
        return new ForgePacker(mirror)
                .pack(
                        new ModulePacker.Wanted(
                                URL, commit, "{\"version\": \"1.2.1\"}", "mill-millpond-1.2.1", 1 << 20),
                        to);
    }

    private static List<String> names(Path archive) throws Exception {
        List<String> names = new ArrayList<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive))))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    @Test
    void what_the_ignore_file_names_is_left_out_and_some_things_always_are() throws Exception {
        files.put(".pdkignore", "/spec/\nGem*\n!Gemfile\n# a remark\n");
        files.put(".gitignore", "manifests/\n");
        Path to = temp.resolve("m.tar.gz");
        assertThat(pack(to)).isEqualTo(new Packed.Done(5, List.of()));
        assertThat(names(to))
                .containsExactly(
                        "mill-millpond-1.2.1/",
                        "mill-millpond-1.2.1/.gitignore",
                        "mill-millpond-1.2.1/.pdkignore",
                        "mill-millpond-1.2.1/Gemfile",
                        "mill-millpond-1.2.1/manifests/",
                        "mill-millpond-1.2.1/manifests/init.pp",
                        "mill-millpond-1.2.1/metadata.json");
    }

    @Test
    void the_same_commit_gives_the_same_bytes() throws Exception {
        Commit commit = mirror.repository(URL).commit("master", "One", files);
        pack(commit, temp.resolve("a"));
        pack(commit, temp.resolve("b"));
        assertThat(temp.resolve("a")).hasSameBinaryContentAs(temp.resolve("b"));
        // gzip's header: no time, no name.
        assertThat(Files.readAllBytes(temp.resolve("a"))).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0);
    }

    @Test
    void the_archive_says_the_version_that_it_has() throws Exception {
        Path to = temp.resolve("mill-millpond-1.2.1.tar.gz");
        pack(to);
        ModuleRelease release = ArchiveReader.read(
                        to, ForgeArchive.ofSlug("mill-millpond-1.2.1").orElseThrow(), "a".repeat(64))
                .orElseThrow();
        assertThat(release.metadata()).isEqualTo("{\"version\": \"1.2.1\"}");
        assertThat(release.file().size()).isEqualTo(Files.size(to));
    }

    @Test
    void links_are_left_out_with_a_word() throws Exception {
        mirror.repository(URL).commit("master", "One", files);
        Commit commit =
                mirror.repository(URL).commitEntry("master", "Link", FakeMirror.LINK, "manifests/other.pp", "init.pp");
        Path to = temp.resolve("m.tar.gz");
        assertThat(pack(commit, to))
                .isInstanceOfSatisfying(
                        Packed.Done.class,
                        done -> assertThat(done.warnings())
                                .containsExactly("links and submodules are in no module archive: manifests/other.pp"));
        assertThat(names(to)).doesNotContain("mill-millpond-1.2.1/manifests/other.pp");
    }

    @Test
    void what_no_forge_takes_is_refused_with_what_to_do() throws Exception {
        files.put("manifests/sch\u00f6n.pp", "");
        assertThat(pack(temp.resolve("a")))
                .isInstanceOfSatisfying(
                        Packed.Refused.class,
                        refused -> assertThat(refused.reason()).contains("sch?n.pp", "rename it"));
        files.remove("manifests/sch\u00f6n.pp");
        mirror.repository(URL).delete("refs/heads/master");
        files.put(".pdkignore", "*.json\n");
        assertThat(pack(temp.resolve("b"))).isInstanceOf(Packed.Refused.class);
    }

    @Test
    void a_module_that_is_too_large_is_refused() throws Exception {
        files.put("files/large", "x".repeat(2 << 20));
        assertThat(pack(temp.resolve("a"))).isEqualTo(new Packed.Refused("the module is over 1 MiB"));
    }
}
