package penstock.engine.publish;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import penstock.build.Artifact;
import penstock.engine.port.ArtifactStore;
import penstock.engine.testkit.ArtifactStoreContract;
import penstock.engine.testkit.FolderStore;
import penstock.engine.testkit.MemoryPublisher;
import penstock.engine.testkit.PublisherContract;
import penstock.repo.Snapshot;

/** D1: the fakes that other tests rest on keep the contracts that the real ones keep. */
class FakeContractsTest {
    @Nested
    class AStore extends ArtifactStoreContract {
        @Override
        protected ArtifactStore open(Path folder) {
            return new FolderStore(folder);
        }
    }

    @Nested
    class APublisher extends PublisherContract {
        private final MemoryPublisher publisher = new MemoryPublisher();

        @Override
        protected Publisher open() {
            return publisher;
        }

        @Override
        protected Artifact rpm(String name, String version, String content) {
            String digits = HexFormat.of().formatHex((name + version + content).getBytes(StandardCharsets.UTF_8));
            String sha256 = (digits + "0".repeat(64)).substring(0, 64);
            return new Artifact(Artifact.Kind.RPM, name + "-" + version + "-1.noarch.rpm", sha256, 1);
        }

        @Override
        protected Optional<String> pointed(String component, String label) {
            return publisher.pointed(LINE, component, label);
        }

        @Override
        protected Optional<Set<String>> visible(String directory) {
            return publisher.snapshot(LINE, directory).map(APublisher::files);
        }

        private static Set<String> files(Snapshot snapshot) {
            return snapshot.entries().stream()
                    .flatMap(entry -> entry.packages().stream())
                    .map(Artifact::file)
                    .collect(Collectors.toSet());
        }
    }
}
