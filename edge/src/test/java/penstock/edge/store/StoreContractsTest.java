package penstock.edge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import penstock.build.Artifact;
import penstock.edge.rpm.RpmFile;
import penstock.engine.port.ArtifactStore;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.Publisher;
import penstock.engine.testkit.ArtifactStoreContract;
import penstock.engine.testkit.LeftoverCheck;
import penstock.engine.testkit.PublisherContract;
import penstock.repo.RepoLayout;
import penstock.repo.Snapshot;

/** D1: the store and the published tree keep the contracts of their ports, with real RPMs. */
@ExtendWith(LeftoverCheck.class)
class StoreContractsTest {
    @Nested
    class AStore extends ArtifactStoreContract {
        @Override
        protected ArtifactStore open(Path folder) throws OutsideFailure {
            return FileArtifactStore.open(folder);
        }
    }

    @Nested
    class APublisher extends PublisherContract {
        @Override
        protected Publisher open() throws OutsideFailure {
            return SnapshotPublisher.open(
                    temp.resolve("repos"),
                    temp.resolve("metadata"),
                    new SnapshotPublisher.Address("el9s", "http://repos.example"),
                    store(),
                    new RpmFile());
        }

        private FileArtifactStore store() throws OutsideFailure {
            return FileArtifactStore.open(temp.resolve("store"));
        }

        @Override
        protected Artifact rpm(String name, String version, String content) throws Exception {
            Path folder = Files.createDirectories(temp.resolve("built").resolve(content));
            return Rpms.keep(store(), Rpms.write(folder, name, version, content));
        }

        @Override
        protected Optional<String> pointed(String component, String label) throws IOException {
            Path line = temp.resolve("repos/el9s-demo");
            Path link = line.resolve(RepoLayout.label(component, label));
            return Files.isSymbolicLink(link)
                    ? Optional.of(
                            line.toRealPath().relativize(link.toRealPath()).toString())
                    : Optional.empty();
        }

        @Override
        protected Optional<Set<String>> visible(String directory) throws IOException {
            Path folder = temp.resolve("repos/el9s-demo").resolve(directory);
            return Files.isDirectory(folder) ? Optional.of(rpms(folder)) : Optional.empty();
        }

        @Test
        void a_snapshot_holds_metadata_and_the_texts() throws Exception {
            Snapshot it = snapshot("", entry("a", "", "1", rpm("a", "1", "x")));
            open().publish(it);
            Path folder = temp.resolve("repos/el9s-demo").resolve(it.directory());
            assertThat(folder.resolve("repodata/repomd.xml")).content().contains("<revision>1700000100</revision>");
            assertThat(folder.resolve("delorean.repo"))
                    .content()
                    .contains("baseurl=http://repos.example/el9s-demo/" + it.directory() + "\n");
            assertThat(folder.resolve("versions.csv")).content().contains(",python-a-1-1\n");
            assertThat(folder.resolve("commit.yaml")).content().contains("project_name: python-a\n");
            assertThat(Files.getAttribute(folder.resolve("a-1-1.noarch.rpm"), "unix:nlink"))
                    .isEqualTo(2);
        }
    }

    /** File names of all RPMs of a repository. */
    static Set<String> rpms(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return new TreeSet<>(files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".rpm"))
                    .toList());
        }
    }
}
