package penstock.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import penstock.app.terminal.Terminal;

/** What {@code penstock reqs diff} tells of a real repository (issue 4, G). */
class ReqsDiffTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path temp;

    private Path repository = Path.of(".");
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @BeforeEach
    void fourCommits() throws Exception {
        repository = temp.resolve("client");
        try (Git git = Git.init()
                .setDirectory(repository.toFile())
                .setInitialBranch("master")
                .call()) {
            commit(git, "First", "README", "A client\n");
            git.tag().setName("0.1").setAnnotated(false).call();
            commit(git, "Begin", "requirements.txt", "cliff>=1.7.0\nkeyring>=2.1\nBabel\n");
            git.tag().setName("1.0").setMessage("1.0").call();
            commit(git, "Raise cliff", "requirements.txt", "Babel\ncliff >= 1.9.0 # Apache-2.0\nkeyring>=2.1\n");
            commit(
                    git,
                    "Use os-client-config\n\nIn place of keyring",
                    "requirements.txt",
                    "Babel\ncliff>=1.10.0,!=1.12.0,<2\nos_client_config\nMarkupSafe;python_version<'4'\n");
            git.tag().setName("1.1").setMessage("1.1").call();
        }
    }

    private void commit(Git git, String message, String path, String text) throws IOException, GitAPIException {
        Files.writeString(repository.resolve(path), text);
        git.add().addFilepattern(path).call();
        now = now.plusSeconds(60);
        PersonIdent ada = new PersonIdent("Ada Example", "ada@example.org", now, java.time.ZoneOffset.UTC);
        git.commit()
                .setMessage(message)
                .setAuthor(ada)
                .setCommitter(ada)
                .setSign(false)
                .call();
    }

    @Test
    void eachChangeHasALineAndEachCommitThatMadeIt() throws Exception {
        assertThat(diff("1.0..1.1")).isZero();
        List<String> lines = out.toString(UTF_8).lines().toList();
        assertThat(lines.getFirst())
                .matches(
                        "1\\.0 \\([0-9a-f]{7}\\) to 1\\.1 \\([0-9a-f]{7}\\), 2 commits: 2 added, 1 changed, 1 removed");
        assertThat(lines.stream().skip(1).map(ReqsDiffTest::cells))
                .containsExactly(
                        "REQUIREMENT|USE|CHANGE|WAS|IS|WHERE|COMMIT|AUTHOR|SUBJECT",
                        "cliff|runtime|raised, capped, excluded|>=1.7.0|>=1.10.0,<2,!=1.12.0|requirements.txt:2|SHA|Ada Example|Raise cliff",
                        "|SHA|Ada Example|Use os-client-config",
                        "keyring|runtime|removed|>=2.1|-|1.0:requirements.txt:2|SHA|Ada Example|Use os-client-config",
                        "markupsafe|runtime|added|-|; python_version < \"4\"|requirements.txt:4|SHA|Ada Example|Use os-client-config",
                        "os-client-config|runtime|added|-|any|requirements.txt:3|SHA|Ada Example|Use os-client-config");
        assertThat(err.toString(UTF_8)).isEmpty();
        // All of a row that follows stands below its own heading.
        assertThat(lines.get(3).indexOf("Ada")).isEqualTo(lines.get(2).indexOf("Ada"));
    }

    private static String cells(String line) {
        return line.replaceAll(" {2,}", "|").replaceAll("\\b[0-9a-f]{7}\\b", "SHA");
    }

    @Test
    void ofOneCommitOnlyWhatChanged() throws Exception {
        assertThat(diff("HEAD~1..")).isZero();
        assertThat(out.toString(UTF_8))
                .contains(", 1 commit: 2 added, 1 changed, 1 removed")
                .doesNotContain("SUBJECT", "Ada");
        out.reset();
        assertThat(diff("1.1..HEAD")).isZero();
        assertThat(out.toString(UTF_8)).endsWith(", 0 commits: no requirement changed\n");
    }

    @Test
    void jsonKeepsItsPromisedKeys() throws Exception {
        assertThat(diff("1.0..1.1", "--json")).isZero();
        JsonNode document = new ObjectMapper().readTree(out.toByteArray());
        assertThat(document.at("/old/name").asText()).isEqualTo("1.0");
        assertThat(document.at("/new/id").asText()).hasSize(40);
        assertThat(document.at("/commits").asInt()).isEqualTo(2);
        assertThat(document.at("/files/0").asText()).isEqualTo("requirements.txt");
        JsonNode cliff = document.at("/changes/0");
        assertThat(cliff.at("/ecosystem").asText()).isEqualTo("python");
        assertThat(cliff.at("/what/0").toString())
                .isEqualTo("{\"kind\":\"raised\",\"before\":\">=1.7.0\",\"after\":\">=1.10.0\"}");
        assertThat(cliff.at("/after/bounds").toString())
                .isEqualTo(
                        "{\"lower\":{\"version\":\"1.10.0\",\"inclusive\":true},"
                                + "\"upper\":{\"version\":\"2\",\"inclusive\":false},\"excluded\":[\"1.12.0\"],\"alternatives\":\"\"}");
        assertThat(cliff.at("/after/use/kind").asText()).isEqualTo("runtime");
        assertThat(cliff.at("/before/line").asInt()).isEqualTo(1);
        assertThat(cliff.at("/commits")).hasSize(2);
        assertThat(cliff.at("/commits/0/subject").asText()).isEqualTo("Raise cliff");
        assertThat(cliff.at("/commits/0/author").asText()).isEqualTo("Ada Example <ada@example.org>");
        assertThat(document.at("/changes/1/after").isMissingNode()).isTrue();
        assertThat(document.at("/problems")).isEmpty();
    }

    @Test
    void whatCannotBeReadIsToldBesideTheRest() throws Exception {
        try (Git git = Git.open(repository.toFile())) {
            commit(
                    git,
                    "Break",
                    "requirements.txt",
                    "Babel\ncliff>=1.10.0,!=1.12.0,<2\nos_client_config\n<<<<\nwater>=1\n");
        }
        assertThat(diff("1.1..master")).isEqualTo(3);
        assertThat(err.toString(UTF_8))
                .startsWith("master:requirements.txt:4: error: ")
                .hasLineCount(1);
        assertThat(out.toString(UTF_8)).contains("water").contains("markupsafe");
        out.reset();
        err.reset();
        // What is wrong in the earlier commit alone is told and no more.
        assertThat(diff("master..1.1")).isZero();
        assertThat(err.toString(UTF_8)).startsWith("master:requirements.txt:4: error: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "1.0         | 2 | '1.0' is no range OLD..NEW",
                "1.0...1.1   | 2 | '1.0...1.1' is no range OLD..NEW",
                "..1.1       | 2 | '..1.1' is no range OLD..NEW",
                "1.0..1.2    | 3 | is called 1.2 (did you mean 1.0?)",
                "nothing..   | 3 | is called nothing",
                "0.1..0.1    | 3 | neither 0.1 nor 0.1 has a file that says what it requires",
            })
    void wrongWordsAreAnsweredByWhoMustAct(String range, int status, String answer) {
        assertThat(diff(range)).isEqualTo(status);
        assertThat(err.toString(UTF_8)).contains(answer);
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void aFolderWithoutARepositoryIsAMistake() {
        repository = temp;
        assertThat(diff("1.0..1.1")).isEqualTo(3);
        assertThat(err.toString(UTF_8))
                .contains("there is no git repository in " + temp + " (name one with --repo DIR)");
    }

    private int diff(String... words) {
        Terminal terminal = Terminal.plain(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        String[] args = Stream.concat(Stream.of("reqs", "diff", "--repo", repository.toString()), Stream.of(words))
                .toArray(String[]::new);
        return new CommandLineOf(new FixedParts(List.of()), terminal).run(args);
    }
}
