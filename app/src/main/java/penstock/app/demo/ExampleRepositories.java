package penstock.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevCommit;
import penstock.engine.port.OutsideFailure;

/**
 * Makes git repositories of the example folders: {@code upstream/NAME} becomes {@code NAME} with a branch {@code master},
 * {@code distgit/NAME} becomes {@code NAME-distgit} with {@code rpm-master}, as RDO names them. They have work trees, so that one
 * can change a file, commit, and see what Penstock does. Equal folders give equal commits, whoever makes them and when.
 */
public final class ExampleRepositories {
    /** The address that the examples' distroinfo uses; to be rewritten to the folder of the repositories. */
    public static final String ADDRESS = "https://git.mill.example/";

    private static final Instant FIRST = Instant.parse("2026-01-05T09:00:00Z");

    private ExampleRepositories() {}

    /**
     * Makes the repositories that are not there yet; one that is there stays as it is, with whatever was committed since.
     *
     * @param examples the folder with {@code history.yml}
     * @param into gets a folder each
     * @return the repositories' folders, by name
     */
    public static List<Path> create(Path examples, Path into) throws OutsideFailure {
        List<Path> repositories = new ArrayList<>();
        for (Map.Entry<String, List<ExampleHistory.Step>> entry :
                ExampleHistory.read(examples.resolve("history.yml")).commits().entrySet()) {
            Path from = examples.resolve(entry.getKey());
            boolean distgit = entry.getKey().startsWith("distgit/");
            Path to = into.resolve(from.getFileName() + (distgit ? "-distgit" : ""));
            try {
                if (!Files.exists(to.resolve(".git"))) {
                    make(from, to, distgit ? "rpm-master" : "master", entry.getValue());
                }
            } catch (IOException | GitAPIException failure) {
                throw new OutsideFailure("making the repository " + to + ": " + failure.getMessage(), false, failure);
            }
            repositories.add(to);
        }
        return repositories.stream().sorted().toList();
    }

    /** In a folder beside its place first, so that a repository is there whole or not at all. */
    private static void make(Path from, Path to, String branch, List<ExampleHistory.Step> steps)
            throws IOException, GitAPIException {
        Path beside = to.resolveSibling("." + to.getFileName() + ".new");
        remove(beside);
        Files.createDirectories(beside);
        try (Git git = Git.init()
                .setDirectory(beside.toFile())
                .setInitialBranch(branch)
                .call()) {
            configure(git);
            Set<Path> left = files(from);
            Instant time = FIRST;
            for (ExampleHistory.Step step : steps) {
                commit(git, from, beside, taken(left, step), step, time);
                time = time.plus(Duration.ofDays(3).plusMinutes(17));
            }
            if (!left.isEmpty()) {
                throw new IOException("no commit of history.yml adds " + left);
            }
        }
        remove(to);
        Files.move(beside, to);
    }

    /** Nothing of the user's own configuration may change what is committed. */
    private static void configure(Git git) throws IOException {
        StoredConfig config = git.getRepository().getConfig();
        config.setString("core", null, "autocrlf", "false");
        config.setBoolean("commit", null, "gpgsign", false);
        config.setBoolean("tag", null, "gpgsign", false);
        config.save();
    }

    private static List<Path> taken(Set<Path> left, ExampleHistory.Step step) {
        List<Path> taken = left.stream()
                .filter(file -> step.files().isEmpty() || step.files().stream().anyMatch(file::startsWith))
                .toList();
        taken.forEach(left::remove);
        return taken;
    }

    private static void commit(Git git, Path from, Path to, List<Path> files, ExampleHistory.Step step, Instant time)
            throws IOException, GitAPIException {
        for (Path file : files) {
            Path at = to.resolve(file);
            Files.createDirectories(at.getParent() == null ? to : at.getParent());
            Files.copy(from.resolve(file), at);
        }
        git.add().addFilepattern(".").call();
        PersonIdent person = new PersonIdent("Mill developers", "dev@mill.example", time, ZoneOffset.UTC);
        RevCommit commit = git.commit()
                .setMessage(step.subject() + "\n")
                .setAuthor(person)
                .setCommitter(person)
                .setSign(false)
                .call();
        if (step.tag().isPresent()) {
            git.tag()
                    .setName(step.tag().get())
                    .setMessage(step.tag().get() + "\n")
                    .setObjectId(commit)
                    .setTagger(person)
                    .setSigned(false)
                    .call();
        }
    }

    /** Below a folder, relative to it. */
    private static Set<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(folder::relativize)
                    .filter(file -> !file.toString().contains("__pycache__"))
                    .collect(TreeSet::new, Set::add, Set::addAll);
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
