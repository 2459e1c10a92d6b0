package penstock.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.LeftoverCheck;

/** A4: the demo's git repositories, made of plain folders. */
@ExtendWith(LeftoverCheck.class)
class ExampleRepositoriesTest {
    private static final Path EXAMPLES = Path.of("../examples");

    @TempDir
    Path temp;

    @Test
    void every_package_has_an_upstream_and_a_packaging_repository() throws Exception {
        List<Path> made = ExampleRepositories.create(EXAMPLES, temp);
        assertThat(made)
                .extracting(path -> path.getFileName().toString())
                .contains("headrace", "headrace-distgit", "millpond", "puppet-millpond", "puppet-millpond-distgit")
                .hasSize(11);
        assertThat(temp.resolve("headrace-distgit/python-headrace.spec")).exists();
        assertThat(heads(temp.resolve("headrace")))
                .containsKeys("refs/heads/master", "refs/tags/1.0.0", "refs/tags/1.1.0");
        assertThat(heads(temp.resolve("millpond-distgit"))).containsKeys("refs/heads/rpm-master");
    }

    @Test
    void equal_folders_give_equal_commits() throws Exception {
        Map<String, String> one = new TreeMap<>();
        Map<String, String> two = new TreeMap<>();
        for (Path made : ExampleRepositories.create(EXAMPLES, temp.resolve("one"))) {
            one.putAll(heads(made));
        }
        for (Path made : ExampleRepositories.create(EXAMPLES, temp.resolve("two"))) {
            two.putAll(heads(made));
        }
        assertThat(one).isEqualTo(two);
    }

    @Test
    void what_was_committed_since_stays() throws Exception {
        ExampleRepositories.create(EXAMPLES, temp);
        Path headrace = temp.resolve("headrace");
        try (Git git = Git.open(headrace.toFile())) {
            Files.writeString(headrace.resolve("NEW"), "new");
            git.add().addFilepattern("NEW").call();
            git.commit()
                    .setMessage("New")
                    .setAuthor("A", "a@b")
                    .setCommitter("A", "a@b")
                    .setSign(false)
                    .call();
        }
        Map<String, String> before = heads(headrace);
        ExampleRepositories.create(EXAMPLES, temp);
        assertThat(heads(headrace)).isEqualTo(before);
    }

    @Test
    void the_change_in_two_repositories_is_committed_once() throws Exception {
        ExampleRepositories.create(EXAMPLES, temp);
        ExampleChange.commit(EXAMPLES, temp);
        assertThat(temp.resolve("millpond-distgit/millpond.service")).content().contains("--config /etc/millpond.conf");
        assertThat(temp.resolve("puppet-millpond/manifests/init.pp"))
                .content()
                .contains("file { '/etc/millpond.conf':")
                .doesNotContain("/etc/millpond/");
        Map<String, String> before = heads(temp.resolve("puppet-millpond"));
        ExampleChange.commit(EXAMPLES, temp);
        assertThat(heads(temp.resolve("puppet-millpond"))).isEqualTo(before);
    }

    @Test
    void a_mistake_in_the_history_is_told_with_its_line() throws Exception {
        Path examples = Files.createDirectories(temp.resolve("examples"));
        Files.writeString(examples.resolve("history.yml"), "upstream/x:\n- subjekt: y\n");
        assertThatThrownBy(() -> ExampleRepositories.create(examples, temp.resolve("out")))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining("history.yml:2");
    }

    private static Map<String, String> heads(Path folder) throws Exception {
        Map<String, String> heads = new TreeMap<>();
        try (Git git = Git.open(folder.toFile())) {
            Repository repository = git.getRepository();
            for (Ref ref : new ArrayList<>(repository.getRefDatabase().getRefs())) {
                heads.put(ref.getName(), String.valueOf(ref.getObjectId()));
            }
        }
        return heads;
    }
}
