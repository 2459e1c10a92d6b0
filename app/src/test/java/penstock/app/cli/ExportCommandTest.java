package penstock.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.app.terminal.Terminal;

/** A3: how what is to be exported is named, and what the command says. */
class ExportCommandTest {
    private static final String HASHES = "0123456789012345678901234567890123456789_89abcdef";
    private static final String SNAPSHOT = "01/23/" + HASHES;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path temp;

    @Test
    void theOnlyLineNeedNotBeNamed() throws Exception {
        publish("el9s-spring");
        Path to = temp.resolve("to");
        assertThat(export("current", to.toString())).isZero();
        assertThat(out.toString(UTF_8))
                .isEqualTo("el9s-spring/" + SNAPSHOT + "\nexported to " + to + " for file://" + to + "\n");
        assertThat(to.resolve("delorean.repo")).content().isEqualTo("[delorean]\nbaseurl=file://" + to + "\n");
        assertThat(export("current", to.toString())).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("is there already, with something in it");
    }

    @Test
    void aLineIsNamedByItsNameOrFolder() throws Exception {
        publish("el9s-spring");
        publish("el9s-autumn");
        assertThat(export("current", temp.resolve("to").toString())).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("several lines are published", "say which: el9s-autumn, el9s-spring");
        assertThat(export("winter:current", temp.resolve("to").toString())).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("no one published line is called winter");
        String url = "https://example.org/spring";
        assertThat(export("spring:" + HASHES, temp.resolve("a").toString(), "--base-url", url))
                .isZero();
        assertThat(export("el9s-autumn:" + SNAPSHOT, temp.resolve("b").toString()))
                .isZero();
        assertThat(out.toString(UTF_8)).contains("el9s-spring/" + SNAPSHOT, "for " + url, "el9s-autumn/" + SNAPSHOT);
    }

    @Test
    void whatIsNotPublishedIsToldWithWhereToLook() throws Exception {
        assertThat(export("current", temp.resolve("to").toString())).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("nothing is published yet");
        publish("el9s-spring");
        assertThat(export("promoted", temp.resolve("to").toString())).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("el9s-spring has published nothing called promoted");
        assertThat(temp.resolve("to")).doesNotExist();
    }

    private void publish(String line) throws Exception {
        Path snapshot = Files.createDirectories(data().resolve(line).resolve(SNAPSHOT));
        Files.createDirectory(snapshot.resolve("repodata"));
        Files.writeString(snapshot.resolve("delorean.repo"), "[delorean]\nbaseurl=http://elsewhere\n");
        Files.writeString(snapshot.resolve("versions.csv"), "Project,...\n");
        Files.createSymbolicLink(data().resolve(line).resolve("current"), Path.of(SNAPSHOT));
    }

    private Path data() throws Exception {
        return Files.createDirectories(temp.resolve("data"));
    }

    private int export(String... arguments) throws Exception {
        String[] all = new String[arguments.length + 3];
        all[0] = "--dir";
        all[1] = data().toString();
        all[2] = "export";
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        Terminal terminal = Terminal.plain(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return new CommandLineOf(new FixedParts(List.of()), terminal).run(all);
    }
}
