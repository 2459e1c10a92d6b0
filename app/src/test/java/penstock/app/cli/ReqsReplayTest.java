package penstock.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.app.terminal.Terminal;

/** What {@code penstock reqs replay} tells of real repositories (issue 4, G and H). */
class ReqsReplayTest {
    private static final Instant T0 = Instant.parse("2020-03-01T12:00:00Z");
    private static final String SPEC = """
            Name: python-mill
            Version: 1
            Release: 1
            Summary: Mill
            %%package -n python3-mill
            Summary: Mill
            Requires: python3-stone >= %s
            Requires: python3-water >= 1
            %%prep
            %%py_req_cleanup
            %%files -n python3-mill
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path temp;

    @BeforeEach
    void twoHistories() throws Exception {
        commit("mill", "master", 0, "setup.py", "setup(setup_requires=['pbr'], pbr=True)\n");
        commit("mill", "master", 1, "requirements.txt", "stone>=1.0\nwater>=1\n");
        commit("mill", "master", 10, "requirements.txt", "stone>=1.5\nwater>=1\nsand\n");
        commit("distgit", "rpm-master", 2, "mill.spec", SPEC.formatted("1.0"));
        commit("distgit", "rpm-master", 25, "mill.spec", SPEC.formatted("1.5"));
    }

    private void commit(String repository, String branch, int day, String path, String text) throws Exception {
        Path folder = temp.resolve(repository);
        try (Git git = Git.init()
                .setDirectory(folder.toFile())
                .setInitialBranch(branch)
                .call()) {
            Files.writeString(folder.resolve(path), text);
            git.add().addFilepattern(path).call();
            PersonIdent ada =
                    new PersonIdent("Ada Example", "ada@example.org", T0.plusSeconds(86_400L * day), ZoneOffset.UTC);
            git.commit()
                    .setMessage("Write " + path)
                    .setAuthor(ada)
                    .setCommitter(ada)
                    .setSign(false)
                    .call();
        }
    }

    private int replay(String... words) {
        Terminal terminal = Terminal.plain(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        String[] args =
                Stream.concat(Stream.of("reqs", "replay"), Stream.of(words)).toArray(String[]::new);
        return new CommandLineOf(new FixedParts(List.of()), terminal).run(args);
    }

    private String at(String repository) {
        return temp.resolve(repository).toString();
    }

    private static String cells(String line) {
        return line.replaceAll(" {2,}", "|").replaceAll("\\b[0-9a-f]{7}\\b", "SHA");
    }

    @Test
    void bothTablesAndTheLines() {
        assertThat(replay("--upstream", at("mill"), "--distgit", at("distgit"), "--lines"))
                .isZero();
        assertThat(out.toString(UTF_8).lines().map(ReqsReplayTest::cells))
                .containsExactly(
                        "Specs that state their requirements",
                        "PACKAGE|LINES|NOTICED|RECALL|AGREED|AGREEMENT|TAKEN OUT|AGREED|DAYS|OFFERED|NOT FOLLOWED",
                        "mill|1|1|100.0 %|1|100.0 %|0|0|15|2|1",
                        "",
                        "Specs whose requirements are generated",
                        "PACKAGE|COMMITS|CHANGES|PROVIDED|TOO OLD|MISSING|NOT NEEDED|FALSE PATCHES",
                        "mill|0|0|0|0|0|0|0",
                        "",
                        "PACKAGE|COMMIT|DAY|LINE|WAS|IS|OURS|NOTICED|AGREES",
                        "mill|SHA|2020-03-26|Requires of mill for Python 3: stone|>= 1.0|>= 1.5|>= 1.5|SHA|yes",
                        "",
                        "PACKAGE|OFFERED AND NOT FOLLOWED|BOUND",
                        "mill|Requires of mill for Python 3: sand|any");
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void jsonKeepsItsPromisedKeys() throws Exception {
        assertThat(replay("--upstream", at("mill"), "--distgit", at("distgit"), "--json"))
                .isZero();
        JsonNode document = new ObjectMapper().readTree(out.toByteArray());
        assertThat(document.at("/packages/0/package").asText()).isEqualTo("mill");
        assertThat(document.at("/all/stated").toString())
                .isEqualTo("{\"lines\":1,\"noticed\":1,\"agreed\":1,\"removed\":0,\"removed_agreed\":0,"
                        + "\"lead_days\":15,\"offered\":2,\"not_followed\":1}");
        assertThat(document.at("/packages/0/generated").toString())
                .isEqualTo("{\"commits\":0,\"changes\":0,\"provided\":0,\"too_old\":0,\"missing\":0,"
                        + "\"not_needed\":0,\"false_patches\":0}");
        JsonNode line = document.at("/packages/0/lines/0");
        assertThat(line.at("/requirement").asText()).isEqualTo("stone");
        assertThat(line.at("/tag").asText()).isEqualTo("Requires");
        assertThat(line.at("/ours/0").asText()).isEqualTo(">= 1.5");
        assertThat(line.at("/noticed").asText()).hasSize(40);
        assertThat(document.at("/packages/0/offered/0/followed").asBoolean()).isFalse();
    }

    @Test
    void whatIsNotThereIsAMistake() {
        assertThat(replay("--upstream", at("mill"), "--distgit", at("none"))).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("there is no git repository and no bundle in " + at("none"));
        err.reset();
        assertThat(replay("--upstream", at("mill"), "--distgit", at("distgit"), "--distgit-branch", "other"))
                .isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("distgit has no other (it has: rpm-master)");
        err.reset();
        assertThat(replay("--upstream", at("mill"), "--upstream", at("mill"), "--distgit", at("distgit")))
                .isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("2 upstream and 1 packaging histories are named");
    }
}
