package penstock.edge.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.port.OutsideFailure;
import penstock.engine.require.SourceHistory;
import penstock.engine.testkit.ScriptedRepository;
import penstock.engine.testkit.SourceHistoryContract;

/** A repository written by git is read where it lies. */
class LocalRepositoryTest extends SourceHistoryContract {
    @TempDir
    Path temp;

    private int made;

    @Override
    protected ScriptedRepository repository() {
        return RealGit.create(temp.resolve("r" + made++ + ".git"));
    }

    @Override
    protected SourceHistory history(ScriptedRepository of) throws Exception {
        return LocalRepository.open(((RealGit) of).folder()).orElseThrow();
    }

    private RealGit oneCommit() {
        RealGit git = RealGit.create(temp.resolve("far.git"));
        git.branch("master", git.add(List.of(), "First", Map.of("setup.py", "\n"), Instant.EPOCH));
        return git;
    }

    @Test
    void aFolderOfAWorkingTreeIsInItsRepository() throws Exception {
        oneCommit().git("worktree", "add", "-q", "../tree", "master");
        RealGit.create(temp.resolve("plain.git")).git("clone", "-q", "../far.git", "../clone");
        Path below = Files.createDirectories(temp.resolve("clone/doc/source"));
        for (Path folder : List.of(temp.resolve("tree"), temp.resolve("clone"), below)) {
            try (SourceHistory history = LocalRepository.open(folder).orElseThrow()) {
                assertThat(history.resolve("HEAD")).as(folder.toString()).isPresent();
            }
        }
        try (SourceHistory history = LocalRepository.open(below).orElseThrow()) {
            assertThat(history.resolve("origin/master")).isEqualTo(history.resolve("HEAD~0"));
        }
    }

    @Test
    void aBundleIsUnpackedAsLongAsItIsRead() throws Exception {
        RealGit git = oneCommit();
        git.git("update-ref", "refs/heads/stable/x", "master");
        git.git("tag", "1.0", "master");
        git.git("bundle", "create", "-q", "../far.bundle", "HEAD", "--all");
        Path bundle = temp.resolve("far.bundle");
        int before = unpacked();
        try (SourceHistory history = LocalRepository.open(bundle).orElseThrow()) {
            assertThat(history.names()).containsExactly("1.0", "master", "stable/x");
            assertThat(history.resolve("HEAD")).isPresent().isEqualTo(history.resolve("master"));
            assertThat(history.top(history.resolve("1.0").orElseThrow().id())).containsExactly("setup.py");
        }
        assertThat(unpacked()).isEqualTo(before);
    }

    @Test
    void aFileThatIsNoBundleIsAFailureOutside() throws Exception {
        Path file = Files.writeString(temp.resolve("no.bundle"), "# v2 git bundle\nnothing of it\n");
        int before = unpacked();
        assertThatThrownBy(() -> LocalRepository.open(file))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining("no.bundle is no bundle that git can read")
                .hasMessageContaining("git bundle verify");
        assertThat(unpacked()).isEqualTo(before);
    }

    private static int unpacked() throws Exception {
        try (var files = Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), "penstock-bundle-*")) {
            int count = 0;
            for (Path _ : files) {
                count++;
            }
            return count;
        }
    }

    @Test
    void whereThereIsNoneNothingIsOpened() throws Exception {
        assertThat(LocalRepository.open(temp)).isEmpty();
        assertThat(LocalRepository.open(temp.resolve("none"))).isEmpty();
    }

    @Test
    void aDamagedRepositoryIsAFailureOutside() throws Exception {
        RealGit git = oneCommit();
        String blob = git.git("rev-parse", "master:setup.py");
        String commit = git.git("rev-parse", "master");
        Path object = git.folder().resolve("objects/" + blob.substring(0, 2) + "/" + blob.substring(2));
        assertThat(object).exists();
        Files.delete(object);
        try (SourceHistory history = LocalRepository.open(git.folder()).orElseThrow()) {
            assertThatThrownBy(() -> history.file(commit, "setup.py", 9))
                    .isInstanceOf(OutsideFailure.class)
                    .hasMessageContaining("far.git can't be read")
                    .hasMessageContaining("git fsck");
        }
    }
}
