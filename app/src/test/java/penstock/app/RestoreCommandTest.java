package penstock.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.app.cli.CommandLineOf;
import penstock.app.terminal.Terminal;
import penstock.edge.owner.LockedFolder;
import penstock.edge.sql.Database;
import penstock.engine.owner.DataFolder;
import penstock.engine.testkit.LeftoverCheck;

/** B6: restoring touches nothing of a factory that is there, whatever the configuration in the backup names. */
@ExtendWith(LeftoverCheck.class)
class RestoreCommandTest {
    private static final int OK = 0;
    private static final int OUTSIDE = 4;

    @TempDir
    Path temp;

    /** What the last command printed. */
    private String said = "";

    @BeforeEach
    void aBackupOfAFactoryWithAStorageFolder() throws Exception {
        Files.createDirectory(temp.resolve("backup"));
        Database.own(temp.resolve("backup/penstock.db")).close();
        configure("backup", "storage", "sign: true");
    }

    private void configure(String place, String storage, String signing) throws IOException {
        Files.writeString(Files.createDirectories(temp.resolve(place)).resolve("penstock.yaml"), """
                distribution: {repository: "file:///nowhere"}
                storage: {folder: %s}
                serve: {signing: {%s}}
                """.formatted(
                        temp.resolve(storage), signing));
    }

    private void live(String file) throws IOException {
        Path path = temp.resolve("storage").resolve(file);
        Files.createDirectories(path.resolve("..").normalize());
        Files.writeString(path, "theirs");
    }

    private List<String> files(String place) throws IOException {
        try (Stream<Path> all = Files.walk(temp.resolve(place))) {
            return all.map(path -> temp.relativize(path).toString()).sorted().toList();
        }
    }

    @Test
    void aStorageFolderThatIsNotEmptyIsLeftAsItIs() throws Exception {
        live("repositories/RPM-GPG-KEY-penstock");
        live("repositories/debian-mill/.staging/made/versions.csv");
        live("artifacts/.incoming/made");
        List<String> before = files("storage");
        assertThat(penstock("new", "restore", temp.resolve("backup").toString()))
                .isEqualTo(OUTSIDE);
        assertThat(said)
                .contains("there is something in " + temp.resolve("storage/artifacts") + " already")
                .contains("name a new folder in " + temp.resolve("new/penstock.yaml") + " (storage: folder:)");
        assertThat(files("storage")).containsAll(before);
        assertThat(temp.resolve("storage/repositories/RPM-GPG-KEY-penstock")).hasContent("theirs");
        assertThat(temp.resolve("new/keys")).doesNotExist();
        assertThat(temp.resolve("new/penstock.db")).doesNotExist();

        configure("new", "other", "sign: false");
        Files.writeString(temp.resolve("new/webhook-secret"), "what the configuration names");
        assertThat(penstock("new", "restore", temp.resolve("backup").toString()))
                .as(() -> said)
                .isEqualTo(OK);
        assertThat(temp.resolve("other/repositories")).isDirectory();
        assertThat(penstock("new", "restore", temp.resolve("backup").toString()))
                .isEqualTo(OUTSIDE);
        assertThat(said).contains("there is something in " + temp.resolve("new") + " already (");
    }

    @Test
    void aStorageFolderBelongsToOneFactoryAtATime() throws Exception {
        Path storage = Files.createDirectory(temp.resolve("storage"));
        configure("other", "storage", "sign: true");
        LockedFolder folder = new LockedFolder(storage, InstantSource.system());
        assertThat(folder.claim("penstock serve")).isInstanceOfSatisfying(DataFolder.Claim.Mine.class, mine -> {
            for (String[] words : new String[][] {
                {"new", "restore", temp.resolve("backup").toString()},
                {"other", "key", "rotate"}
            }) {
                assertThat(penstock(words)).as(words[1]).isEqualTo(OUTSIDE);
                assertThat(said)
                        .contains(storage + " belongs to another factory (penstock serve, process ")
                        .contains("(storage: folder:)");
            }
            closed(mine.ownership());
        });
        assertThat(files("storage")).isEqualTo(List.of("storage", "storage/run", "storage/run/owner"));
    }

    private static void closed(DataFolder.Ownership ownership) {
        try {
            ownership.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** @param words the data folder, and the command */
    private int penstock(String... words) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(printed, true, UTF_8);
        String[] all = Stream.concat(
                        Stream.of("--dir", temp.resolve(words[0]).toString()),
                        Stream.of(words).skip(1))
                .toArray(String[]::new);
        int status = new CommandLineOf(new Wiring(Map.of()), Terminal.plain(both, both)).run(all);
        said = printed.toString(UTF_8);
        return status;
    }
}
