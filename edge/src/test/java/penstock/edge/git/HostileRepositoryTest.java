package penstock.edge.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.change.Commit;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.TarLister;

/** G: a repository that is broken or means harm gives a clear failure that names it, and nothing is written elsewhere. */
class HostileRepositoryTest {
    private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir
    Path temp;

    private RealGit far;
    private GitMirror mirror;

    @BeforeEach
    void anOrdinaryRepository() {
        far = RealGit.create(temp.resolve("far.git"));
        mirror = new GitMirror(temp.resolve("mirrors"), UrlRewriting.NONE, MirrorLimits.USUAL);
    }

    /** A commit whose tree has just these entries: mode, raw name, content. Git's own checks are passed by. */
    private String commitOf(String... entries) throws Exception {
        ByteArrayOutputStream tree = new ByteArrayOutputStream();
        for (int i = 0; i < entries.length; i += 3) {
            String blob = far.git(entries[i + 2].getBytes(StandardCharsets.UTF_8), "hash-object", "-w", "--stdin");
            tree.write((entries[i] + " ").getBytes(StandardCharsets.US_ASCII));
            tree.write(entries[i + 1].getBytes(StandardCharsets.ISO_8859_1));
            tree.write(0);
            tree.write(HexFormat.of().parseHex(blob));
        }
        String id = far.git(tree.toByteArray(), "hash-object", "-w", "-t", "tree", "--literally", "--stdin");
        String commit = "tree " + id + "\nauthor A <a@example.org> 1 +0000\ncommitter A <a@example.org> 1 +0000\n\nm\n";
        return committed(commit.getBytes(StandardCharsets.UTF_8));
    }

    private String committed(byte[] raw) {
        String id = far.git(raw, "hash-object", "-w", "-t", "commit", "--literally", "--stdin");
        far.branch("master", id);
        return id;
    }

    private byte[] archive(String commit, SequencedMap<String, byte[]> extra) throws Exception {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        mirror.archive(far.url(), commit, "p-1/", extra, T0, to);
        return to.toByteArray();
    }

    private void refused(String commit, String... told) {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        assertThatThrownBy(() -> mirror.archive(far.url(), commit, "p-1/", new LinkedHashMap<>(), T0, to))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining(far.url())
                .hasMessageContainingAll(told);
        assertThat(to.size())
                .as("nothing is written before the tree was checked")
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "..,         '..'",
        ".,          '.'",
        ".git,       git's own data",
        ".GIT,       git's own data",
        "a\tb,       control character",
        "a\u001b[31m, control character",
        "a/../../b,  '..'",
        "/etc/x,     absolute",
        "a//b,       the part ''",
        "caf\u00e9,  not UTF-8",
    })
    void aPathThatCouldHarmIsRefused(String name, String told) throws Exception {
        String commit = commitOf("100644", name, "text");
        mirror.fetch(far.url());
        refused(commit, told, "in the repository");
        assertThatThrownBy(() -> mirror.tree(far.url(), commit))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining(told)
                .satisfies(e -> assertThat(String.valueOf(e.getMessage())).doesNotContainPattern("\\p{Cntrl}"));
    }

    @Test
    void aPathThatIsThereTwiceIsRefused() throws Exception {
        String commit = commitOf("120000", "a", "/etc", "100644", "a", "text");
        mirror.fetch(far.url());
        refused(commit, "'a' twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "..", "../x", "a/../../x", "./../x"})
    void aLinkOutOfTheTreeIsListedAndNotPacked(String target) throws Exception {
        String commit = commitOf("120000", "link", target);
        mirror.fetch(far.url());
        assertThat(mirror.tree(far.url(), commit)).hasSize(1);
        assertThat(mirror.file(far.url(), commit, "link", 100)).isEmpty();
        refused(commit, "the link link leads out of the tree");
    }

    @Test
    void aLinkWithinTheTreeAndASubmoduleArePacked() throws Exception {
        String base = far.add(List.of(), "base", Map.of("d/file", "x", "d/e/f", "y"), T0);
        String linked = far.addEntry(base, 0120000, "d/e/up", "../../d/file");
        String tree = far.git("ls-tree", "-r", linked) + "\n160000 commit " + base + "\tmodule\n";
        String withModule = far.git(
                tree.replaceAll("(?m)^(\\d+ \\w+ \\w+\t)d/.*\n", "").getBytes(StandardCharsets.UTF_8),
                "mktree",
                "--missing");
        String commit = committed(("tree " + withModule
                        + "\nauthor A <a@example.org> 1 +0000\ncommitter A <a@example.org> 1 +0000\n\nm\n")
                .getBytes(StandardCharsets.UTF_8));
        far.branch("linked", linked);
        mirror.fetch(far.url());
        assertThat(TarLister.list(archive(linked, new LinkedHashMap<>())))
                .contains("lrwxrwxrwx 0 p-1/d/e/up -> ../../d/file", "drwxr-xr-x 0 p-1/d/e/");
        assertThat(TarLister.list(archive(commit, new LinkedHashMap<>()))).contains("drwxr-xr-x 0 p-1/module/");
    }

    @Test
    void anExtraFileIsNotWrittenThroughALink() throws Exception {
        String commit = commitOf("120000", "link", ".");
        mirror.fetch(far.url());
        LinkedHashMap<String, byte[]> extra = new LinkedHashMap<>();
        extra.put("link/x", new byte[0]);
        assertThatThrownBy(() -> archive(commit, extra))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining("link is no folder");
    }

    @Test
    void longAndForeignNamesArePackedAsTheyAre() throws Exception {
        String name = "d/" + "x".repeat(150) + "/" + "y".repeat(120);
        String commit = far.add(List.of(), "m", Map.of(name, "a", "grün", "b"), T0);
        far.branch("master", commit);
        mirror.fetch(far.url());
        assertThat(TarLister.list(archive(commit, new LinkedHashMap<>())))
                .contains("-rw-r--r-- 1 p-1/" + name, "-rw-r--r-- 1 p-1/grün");
    }

    @Test
    void whatIsTooLargeIsRefused() throws Exception {
        String commit = far.add(List.of(), "m", Map.of("a", "x".repeat(3000), "b", "y"), T0);
        far.branch("master", commit);
        MirrorLimits usual = MirrorLimits.USUAL;
        mirror = new GitMirror(
                temp.resolve("mirrors"),
                UrlRewriting.NONE,
                new MirrorLimits(usual.silence(), usual.look(), usual.fetch(), usual.mirrorBytes(), 2000, 1));
        mirror.fetch(far.url());
        refused(commit, "more than 1 entries");
        mirror = new GitMirror(
                temp.resolve("mirrors"),
                UrlRewriting.NONE,
                new MirrorLimits(usual.silence(), usual.look(), usual.fetch(), usual.mirrorBytes(), 2000, 10));
        refused(commit, "larger than 2000 bytes");
        mirror = new GitMirror(
                temp.resolve("small"),
                UrlRewriting.NONE,
                new MirrorLimits(usual.silence(), usual.look(), usual.fetch(), 100, 2000, 10));
        assertThatThrownBy(() -> mirror.fetch(far.url()))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContainingAll(far.url(), "larger than 100 bytes");
        assertThat(temp.resolve("small")).isEmptyDirectory();
    }

    @Test
    void aCommitThatIsWrittenBadlyIsReadAsWellAsCanBe() throws Exception {
        String tree = far.git(new byte[0], "mktree");
        String odd = committed(("tree " + tree
                        + "\nauthor nobody\ncommitter nobody\nencoding no-such-charset\n\ns\u0007ubject\r\n\nbody")
                .getBytes(StandardCharsets.ISO_8859_1));
        String latin = committed(
                ("tree " + tree + "\nparent " + odd + "\nauthor J\u00f6rg <j@example.org> 99999999999999 +9999\n"
                                + "committer J\u00f6rg <j@example.org> 1 +0000\nencoding ISO-8859-1\n\ngr\u00fcn")
                        .getBytes(StandardCharsets.ISO_8859_1));
        mirror.fetch(far.url());
        Commit read = mirror.resolve(far.url(), latin).orElseThrow();
        assertThat(read.author()).isEqualTo("J\u00f6rg <j@example.org>");
        assertThat(read.subject()).isEqualTo("gr\u00fcn");
        assertThat(mirror.resolve(far.url(), odd).orElseThrow().subject()).isEqualTo("s\ufffdubject");
        assertThat(mirror.log(far.url(), latin, _ -> false)).hasSize(2);
    }

    @Test
    void aRefWithAStrangeNameTouchesNothingElse() throws Exception {
        String commit = far.add(List.of(), "m", Map.of("a", "x"), T0);
        far.branch("master", commit);
        StringBuilder packed = new StringBuilder("# pack-refs with: peeled fully-peeled sorted \n");
        for (String name : List.of(
                "refs/heads/../../../evil",
                "refs/heads/a..b",
                "refs/heads/a\u0001b",
                "refs/heads/x.lock",
                "refs/heads/")) {
            packed.append(commit).append(' ').append(name).append('\n');
        }
        Files.writeString(far.folder().resolve("packed-refs"), packed);
        try {
            mirror.fetch(far.url());
            assertThat(mirror.resolve(far.url(), "master")).isPresent();
        } catch (OutsideFailure e) {
            assertThat(e).hasMessageContaining(far.url());
        }
        try (Stream<Path> files = Files.walk(temp)) {
            assertThat(files.filter(file -> !file.startsWith(far.folder()))
                            .map(Path::getFileName)
                            .map(Path::toString))
                    .noneMatch(name -> name.contains("evil"));
        }
    }

    @Test
    void aTruncatedRepositoryIsAFailureThatNamesIt() throws Exception {
        String commit = far.add(List.of(), "m", Map.of("a", "x".repeat(5000)), T0);
        far.branch("master", commit);
        String blob = far.git("rev-parse", commit + ":a");
        Path loose = far.folder().resolve("objects/" + blob.substring(0, 2) + "/" + blob.substring(2));
        if (Files.exists(loose)) {
            Files.delete(loose);
        } else {
            far.git("unpack-objects", "-q");
        }
        for (Path pack : packs(far.folder())) {
            byte[] bytes = Files.readAllBytes(pack);
            pack.toFile().setWritable(true);
            Files.write(pack, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        }
        assertThatThrownBy(() -> mirror.fetch(far.url()))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining(far.url());
        assertThat(mirror.resolve(far.url(), "master")).isEmpty();
    }

    private static List<Path> packs(Path repository) throws Exception {
        try (Stream<Path> files = Files.list(repository.resolve("objects/pack"))) {
            return files.filter(file -> file.toString().endsWith(".pack")).toList();
        }
    }

    @Test
    void aShallowRepositoryIsReadAsFarAsItGoesOrRefused() throws Exception {
        String one = far.add(List.of(), "one", Map.of("a", "1"), T0);
        String two = far.add(List.of(one), "two", Map.of("a", "2"), T0);
        far.branch("master", two);
        far.git(
                "clone",
                "-q",
                "--bare",
                "--depth",
                "1",
                far.url(),
                temp.resolve("shallow.git").toString());
        String url = "file://" + temp.resolve("shallow.git");
        assertThat(mirror.remoteRefs(url)).containsEntry("refs/heads/master", two);
        try {
            mirror.fetch(url);
            assertThat(mirror.file(url, two, "a", 10)).isPresent();
            assertThatThrownBy(() -> mirror.log(url, two, _ -> false))
                    .isInstanceOf(OutsideFailure.class)
                    .hasMessageContainingAll(url, "shallow");
        } catch (OutsideFailure e) {
            assertThat(e).hasMessageContaining(url);
        }
    }

    @Test
    void aDamagedLocalCopyIsMadeAnew() throws Exception {
        String commit = far.add(List.of(), "m", Map.of("a", "x".repeat(5000)), T0);
        far.branch("master", commit);
        mirror.fetch(far.url());
        Path copy = onlyMirror();
        for (Path pack : packs(copy)) {
            pack.toFile().setWritable(true);
            Files.write(pack, new byte[10]);
        }
        assertThat(mirror.file(far.url(), commit, "a", 9999)).isPresent();
        Files.writeString(copy.resolve("HEAD"), "rubbish");
        Files.delete(copy.resolve("config"));
        try (OutputStream config = Files.newOutputStream(copy.resolve("config"))) {
            config.write("[core".getBytes(StandardCharsets.US_ASCII));
        }
        mirror.fetch(far.url());
        assertThat(mirror.file(far.url(), commit, "a", 9999)).isPresent();
        assertThat(onlyMirror()).isEqualTo(copy);
    }

    /** The tip is whole, and a file that it has from a commit before is not. */
    @Test
    void aLocalCopyThatProvesDamagedWhileItIsReadIsMadeAnew() throws Exception {
        String first = far.add(List.of(), "m", Map.of("a", "x".repeat(5000)), T0);
        far.branch("master", first);
        mirror.fetch(far.url());
        List<Path> old = packs(onlyMirror());
        far.branch("master", far.add(List.of(first), "n", Map.of("b", "y"), T0));
        mirror.fetch(far.url());
        for (Path pack : old) {
            pack.toFile().setWritable(true);
            Files.write(pack, new byte[10]);
        }
        assertThat(mirror.follow(
                        far.url(),
                        List.of("no", "master"),
                        (history, tip) -> history.file(tip.id(), "a", 9999)
                                .map(bytes -> tip.subject() + " " + bytes.length)
                                .orElse("none")))
                .contains("n 5000");
    }

    @Test
    void whatIsNotThereIsNotFollowed() throws Exception {
        far.branch("master", far.add(List.of(), "m", Map.of("a", "x"), T0));
        assertThat(mirror.follow(far.url(), List.of("master"), (_, tip) -> tip)).isEmpty();
        mirror.fetch(far.url());
        assertThat(mirror.follow(far.url(), List.of("other"), (_, tip) -> tip)).isEmpty();
        assertThat(mirror.follow(far.url(), List.of("master"), (_, tip) -> tip)).isPresent();
    }

    @Test
    void aNameThatCouldHarmIsNoneOfTheTopFolder() throws Exception {
        commitOf("100644", "a\tb", "1", "100644", "c", "2", "100644", "caf\u00e9", "3");
        mirror.fetch(far.url());
        assertThat(mirror.follow(far.url(), List.of("master"), (history, tip) -> history.top(tip.id())))
                .contains(List.of("c"));
    }

    private Path onlyMirror() throws Exception {
        try (Stream<Path> mirrors = Files.list(temp.resolve("mirrors"))) {
            List<Path> all = mirrors.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    @Test
    void aChangedUrlIsAnotherCopyAndAChangedPasswordIsNot() throws Exception {
        assertThat(Address.of("https://a/x.git", UrlRewriting.NONE).folder())
                .isNotEqualTo(Address.of("https://b/x.git", UrlRewriting.NONE).folder())
                .startsWith("x-");
        assertThat(Address.of("https://u:one@a/x", UrlRewriting.NONE).folder())
                .isEqualTo(Address.of("https://u:two@a/x", UrlRewriting.NONE).folder());
        for (String url :
                List.of("https://a/../../etc", "file:///a/..", "file:///a/\u0001b", "https://a/" + "x".repeat(5000))) {
            assertThat(Address.of(url, UrlRewriting.NONE).folder()).matches("[A-Za-z0-9_-]{0,60}-[0-9a-f]{24}\\.git");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "relative/path", "ext::sh -c id", "ftp://host/x", "--upload-pack=id", "host"})
    void whatIsNoUrlIsTold(String url) {
        assertThatThrownBy(() -> mirror.remoteRefs(url))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining("'" + url + "'");
        assertThatCode(() -> mirror.host(url)).doesNotThrowAnyException();
        assertThatCode(() -> mirror.shown(url)).doesNotThrowAnyException();
    }
}
