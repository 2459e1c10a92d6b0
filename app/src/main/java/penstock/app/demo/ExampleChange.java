package penstock.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import penstock.engine.port.OutsideFailure;

/** A change of the demo's packaging and one of its Puppet module that only work together, from the patches in {@code examples/together}. */
public final class ExampleChange {
    private static final String SUBJECT = "Keep millpond's configuration in one file below /etc";

    private ExampleChange() {}

    /**
     * Commits the change to each of the repositories; one that has it stays as it is.
     *
     * @param examples the folder with {@code together}
     * @param git where {@link ExampleRepositories} made the repositories
     */
    public static void commit(Path examples, Path git) throws OutsideFailure {
        for (String name : List.of("millpond-distgit", "puppet-millpond")) {
            Path patch = examples.resolve("together").resolve(name + ".patch");
            try (Git repository = Git.open(git.resolve(name).toFile())) {
                if (!changed(repository)) {
                    commit(repository, patch);
                }
            } catch (IOException | GitAPIException e) {
                throw new OutsideFailure("cannot apply " + patch + ": " + e.getMessage(), false, e);
            }
        }
    }

    private static boolean changed(Git repository) throws GitAPIException {
        return repository
                .log()
                .setMaxCount(1)
                .call()
                .iterator()
                .next()
                .getShortMessage()
                .equals(SUBJECT);
    }

    private static void commit(Git repository, Path patch) throws IOException, GitAPIException {
        try (InputStream in = Files.newInputStream(patch)) {
            repository.apply().setPatch(in).call();
        }
        PersonIdent person = new PersonIdent("Mill developers", "dev@mill.example");
        repository
                .commit()
                .setAll(true)
                .setMessage(SUBJECT + "\n")
                .setAuthor(person)
                .setCommitter(person)
                .setSign(false)
                .call();
    }
}
