package penstock.edge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.testkit.LeftoverCheck;
import penstock.repo.RepoLayout;
import penstock.repo.SnapshotEntry;

/** D1: a publisher that is killed at any moment leaves whole snapshots, labels that lead somewhere, and a store without lies. */
@Tag("extended")
@ExtendWith(LeftoverCheck.class)
class KilledPublisherTest {
    private static final int KILLS = 12;

    @TempDir
    Path temp;

    @Test
    void nothing_half_made_is_ever_visible() throws Exception {
        Random random = new Random(20261123);
        int snapshots = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process publisher = start(kill);
            awaitPublished(publisher, 1 + random.nextInt(3));
            publisher.waitFor(random.nextInt(250), TimeUnit.MILLISECONDS);
            publisher.descendants().forEach(ProcessHandle::destroyForcibly);
            publisher.destroyForcibly().waitFor();
            PublishedSite.open(temp);
            snapshots = checkTree();
        }
        assertThat(snapshots).isGreaterThanOrEqualTo(KILLS);
    }

    private Process start(int round) throws IOException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        return new ProcessBuilder(
                        java,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Publishing.class.getName(),
                        temp.toString(),
                        Integer.toString(round))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void awaitPublished(Process publisher, int times) throws IOException {
        BufferedReader said = publisher.inputReader(StandardCharsets.UTF_8);
        for (int i = 0; i < times; i++) {
            assertThat(said.readLine()).isEqualTo("published");
        }
    }

    /** Returns how many snapshots are visible. */
    private int checkTree() throws Exception {
        Path line = temp.resolve("repos/el9s-demo");
        FileArtifactStore store = FileArtifactStore.open(temp.resolve("store"));
        List<Path> snapshots = new ArrayList<>();
        List<Path> links = new ArrayList<>();
        try (Stream<Path> all = Files.walk(line)) {
            all.forEach(path -> {
                if (Files.isSymbolicLink(path)) {
                    links.add(path);
                } else if (RepoLayout.isDirectory(line.relativize(path).toString())) {
                    snapshots.add(path);
                }
            });
        }
        for (Path snapshot : snapshots) {
            for (String file : List.of("repodata/repomd.xml", "delorean.repo", "versions.csv", "commit.yaml")) {
                assertThat(snapshot.resolve(file)).isNotEmptyFile();
            }
            assertThat(StoreContractsTest.rpms(snapshot)).hasSize(2);
        }
        for (Path link : links) {
            assertThat(Files.exists(link)).as("%s leads somewhere", link).isTrue();
        }
        try (Stream<Path> kept = Files.walk(temp.resolve("store"))) {
            for (Path file : kept.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                assertThat(store.findVerified(file.getFileName().toString())).isPresent();
            }
        }
        return snapshots.size();
    }

    /** The program that is killed: publishes for ever, with components and without. */
    static final class Publishing {
        private Publishing() {}

        public static void main(String[] args) throws Exception {
            PublishedSite site = PublishedSite.open(Path.of(args[0]));
            for (int i = Integer.parseInt(args[1]) * 20; ; i++) {
                String digit = HexFormat.of().toHexDigits((byte) i);
                String project = "p" + i;
                String component = i % 3 == 0 ? "" : "component" + i % 3;
                SnapshotEntry other = site.entry("q" + i, component, digit);
                site.current(site.entry(project, component, digit), other);
                System.out.println("published");
            }
        }
    }
}
