package penstock.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.app.cli.CommandLineOf;
import penstock.app.terminal.Terminal;
import penstock.engine.testkit.LeftoverCheck;

/** A4: what an operator does with the keys, from the words of the command to the files. */
@ExtendWith(LeftoverCheck.class)
class KeyCommandsTest {
    private static final String SECRET = "open sesame";
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int MISTAKE = 3;
    private static final int OUTSIDE = 4;

    @TempDir
    Path temp;

    /** What the last command printed. */
    private String said = "";

    @Test
    @Tag("extended")
    void keys_are_made_changed_and_retired_and_their_public_parts_published() throws Exception {
        Path dir = folder("mill", "passphrase_env: MILL_PASSPHRASE");
        assertThat(key(dir, SECRET, "show")).isEqualTo(OK);
        assertThat(said).contains("There is no key yet");

        assertThat(key(dir, SECRET, "rotate")).as(said).isEqualTo(OK);
        String first = shown(dir).getFirst();
        assertThat(said).contains(first, "owner of the mill", "protected by a passphrase", "signs");
        assertThat(published(dir)).isEqualTo(1);
        assertThat(privateFiles(dir)).singleElement().satisfies(file -> {
            assertThat(file).content().contains("PRIVATE KEY").doesNotContain(SECRET);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        });

        Path other = folder("other", "passphrase_env: MILL_PASSPHRASE");
        assertThat(key(other, SECRET, "rotate")).isEqualTo(OK);
        String elsewhere = shown(other).getFirst();
        String exported = privateFiles(other).getFirst().toString();
        assertThat(key(dir, SECRET, "import", exported)).isEqualTo(OK);
        assertThat(said).contains(elsewhere, "signs from now on");
        assertThat(shown(dir)).containsExactly(elsewhere, first);
        assertThat(published(dir)).isEqualTo(2);
        assertThat(key(dir, SECRET, "import", exported)).isEqualTo(MISTAKE);
        assertThat(said).contains("is here already");

        assertThat(key(dir, SECRET, "retire", elsewhere, "--yes")).isEqualTo(MISTAKE);
        assertThat(said).contains("is the one that signs");
        assertThat(key(dir, SECRET, "retire", first.substring(32))).isEqualTo(FAILED);
        assertThat(said).contains("No label leads to anything signed by " + first, "Say --yes");
        assertThat(published(dir)).isEqualTo(2);
        assertThat(key(dir, SECRET, "retire", first.substring(32), "--yes")).isEqualTo(OK);
        assertThat(shown(dir)).containsExactly(elsewhere);
        assertThat(published(dir)).isEqualTo(1);
        assertThat(privateFiles(dir)).hasSize(1);
        assertThat(key(dir, SECRET, "retire", "00000000", "--yes")).isEqualTo(MISTAKE);
        assertThat(said).contains("no key is called 00000000");
        assertThat(penstock(dir, SECRET, "audit")).isEqualTo(OK);
        assertThat(said).contains("change keys", "Rotate[]", "Add[a private key]", "Retire[fingerprint=" + first);
    }

    @Test
    void a_passphrase_that_is_named_and_not_there_makes_no_unprotected_key() throws Exception {
        Path dir = folder("mill", "passphrase_env: MILL_PASSPHRASE");
        assertThat(key(dir, "", "rotate")).isEqualTo(OUTSIDE);
        assertThat(said).contains("the environment variable MILL_PASSPHRASE (passphrase_env), but it is empty");
        Path file = Files.writeString(temp.resolve("secret"), "\n");
        Path other = folder("other", "passphrase_file: " + file);
        assertThat(key(other, "", "rotate")).isEqualTo(OUTSIDE);
        assertThat(said).contains(file + " (passphrase_file), but it is empty");
        Files.delete(file);
        assertThat(key(other, "", "rotate")).isEqualTo(OUTSIDE);
        assertThat(said).contains("can't read the passphrase in " + file);
        assertThat(privateFiles(dir)).isEmpty();
        assertThat(privateFiles(other)).isEmpty();
    }

    @Test
    @Tag("extended")
    void what_can_t_sign_is_not_imported() throws Exception {
        Path secret = Files.writeString(temp.resolve("secret"), SECRET + "\nanother line\n");
        Path dir = folder("mill", "passphrase_file: " + secret);
        assertThat(key(dir, "", "rotate")).isEqualTo(OK);
        Path open = folder("open", "owner: Nobody");
        for (Path bad : List.of(
                privateFiles(dir).getFirst(),
                dir.resolve("repositories/RPM-GPG-KEY-penstock"),
                Files.writeString(temp.resolve("text"), "no key"),
                temp.resolve("nothing"))) {
            assertThat(key(open, "", "import", bad.toString()))
                    .as(bad.toString())
                    .isEqualTo(MISTAKE);
        }
        assertThat(privateFiles(open)).isEmpty();
    }

    /** Whatever makes a machine the owner: a start, alone or after a wait as a standby, or a change of keys. */
    @Test
    @Tag("extended")
    void a_machine_without_the_keys_of_the_owner_before_withdraws_none() throws Exception {
        Path first = sharing("first");
        Path second = sharing("second");
        assertThat(key(first, "", "rotate")).isEqualTo(OK);
        Path published = temp.resolve("shared/repositories/RPM-GPG-KEY-penstock");
        String before = Files.readString(published);
        String lost = shown(first).getFirst();
        for (List<String> words : List.of(List.of("serve"), List.of("key", "rotate"))) {
            assertThat(penstock(second, "", words.toArray(String[]::new))).isEqualTo(OUTSIDE);
            assertThat(said).contains(lost, "copy keys/ from the other machine", "remove " + published);
        }
        assertThat(published).hasContent(before);
        assertThat(key(second, "", "import", privateFiles(first).getFirst().toString()))
                .as(said)
                .isEqualTo(OK);
        assertThat(shown(second)).containsExactly(lost);
        Files.delete(privateFiles(second).getFirst());
        Files.delete(published);
        assertThat(key(second, "", "rotate")).isEqualTo(OK);
        assertThat(shown(second)).hasSize(1).doesNotContain(lost);
    }

    private Path sharing(String name) throws IOException {
        Path dir = folder(name, "sign: true");
        Files.writeString(
                dir.resolve("penstock.yaml"),
                "storage:\n  folder: " + Files.createDirectories(temp.resolve("shared")) + "\n",
                StandardOpenOption.APPEND);
        return dir;
    }

    private Path folder(String name, String signing) throws IOException {
        Path dir = Files.createDirectory(temp.resolve(name));
        Files.writeString(dir.resolve("penstock.yaml"), """
                distribution:
                  repository: file:///nowhere
                serve:
                  signing:
                    owner: owner of the %s
                    %s
                """.formatted(name, signing)
                .replaceFirst("(?s)owner: owner of the open\\s+", ""));
        return dir;
    }

    private int key(Path dir, String passphrase, String... words) {
        return penstock(
                dir,
                passphrase,
                Stream.concat(Stream.of("key"), Stream.of(words)).toArray(String[]::new));
    }

    private int penstock(Path dir, String passphrase, String... words) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(printed, true, UTF_8);
        Map<String, String> environment = passphrase.isEmpty() ? Map.of() : Map.of("MILL_PASSPHRASE", passphrase);
        String[] all = Stream.concat(Stream.of("--dir", dir.toString()), Stream.of(words))
                .toArray(String[]::new);
        int status = new CommandLineOf(new Wiring(environment), Terminal.plain(both, both)).run(all);
        said = printed.toString(UTF_8);
        assertThat(said).doesNotContain(SECRET);
        return status;
    }

    /** Fingerprints, the one that signs first. */
    private List<String> shown(Path dir) {
        assertThat(key(dir, SECRET, "show")).isEqualTo(OK);
        return said.lines().map(line -> line.substring(0, 40)).toList();
    }

    private static long published(Path dir) throws IOException {
        return Files.readAllLines(dir.resolve("repositories/RPM-GPG-KEY-penstock")).stream()
                .filter("-----BEGIN PGP PUBLIC KEY BLOCK-----"::equals)
                .count();
    }

    private static List<Path> privateFiles(Path dir) throws IOException {
        Path keys = dir.resolve("keys");
        if (!Files.exists(keys)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(keys)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
