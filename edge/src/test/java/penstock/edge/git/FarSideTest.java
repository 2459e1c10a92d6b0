package penstock.edge.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.change.Commit;
import penstock.engine.port.OutsideFailure;

/** B3 and G: time limits, what is told of a host, and fetches that come together. */
@Timeout(60)
class FarSideTest {
    @TempDir
    Path temp;

    private GitMirror mirror(UrlRewriting rewriting) {
        return new GitMirror(temp.resolve("mirrors"), rewriting, MirrorLimits.USUAL);
    }

    private GitMirror impatient() {
        MirrorLimits usual = MirrorLimits.USUAL;
        return new GitMirror(
                temp.resolve("mirrors"),
                UrlRewriting.NONE,
                new MirrorLimits(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        usual.mirrorBytes(),
                        usual.archiveBytes(),
                        usual.entries()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"git", "http"})
    void aHostThatSaysNothingIsGivenUp(String scheme) throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            String url = scheme + "://127.0.0.1:" + mute.getLocalPort() + "/x";
            OutsideFailure failure =
                    catchThrowableOfType(OutsideFailure.class, () -> impatient().remoteRefs(url));
            assertThat(failure).hasMessageContaining(url).hasMessageContaining("1 s");
            assertThat(failure.retryable()).isTrue();
            assertThatThrownBy(() -> impatient().fetch(url))
                    .isInstanceOf(OutsideFailure.class)
                    .hasMessageContaining(url);
        }
    }

    @Test
    void credentialsAreNeverTold() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String secret = "http://robot:hunter2hunter2@127.0.0.1:" + port + "/x";
        String token = "http://ghp0123456789abcdef@127.0.0.1:" + port + "/x";
        for (String url : List.of(secret, token)) {
            for (UrlRewriting rewriting : List.of(UrlRewriting.NONE, new UrlRewriting(Map.of("up:", url)))) {
                String asked = rewriting.bases().isEmpty() ? url : "up:";
                for (boolean fetch : new boolean[] {true, false}) {
                    Throwable failure = catchThrowableOfType(OutsideFailure.class, () -> {
                        if (fetch) {
                            mirror(rewriting).fetch(asked);
                        } else {
                            mirror(rewriting).remoteRefs(asked);
                        }
                    });
                    assertThat(failure).hasMessageContaining("127.0.0.1:" + port + "/x");
                    for (Throwable at = failure; at != null; at = at.getCause()) {
                        assertThat(String.valueOf(at)).doesNotContain("hunter2", "ghp0123456789abcdef");
                    }
                }
                assertThat(mirror(rewriting).shown(asked)).doesNotContain("hunter2", "ghp0123456789abcdef");
            }
        }
    }

    @Test
    void aRewrittenUrlIsReadFromItsPlaceAndBothAreTold() throws Exception {
        RealGit far = RealGit.create(temp.resolve("openstack-nova.git"));
        far.branch("master", far.add(List.of(), "m", Map.of("a", "x"), Instant.EPOCH));
        GitMirror mirror = mirror(
                new UrlRewriting(Map.of("https://opendev.example.org/openstack/", "file://" + temp + "/openstack-")));
        mirror.fetch("https://opendev.example.org/openstack/nova.git");
        assertThat(mirror.resolve("https://opendev.example.org/openstack/nova.git", "master"))
                .isPresent();
        assertThat(mirror.host("https://opendev.example.org/openstack/nova.git"))
                .isEmpty();
        assertThatThrownBy(() -> mirror.fetch("https://opendev.example.org/openstack/glance.git"))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining("https://opendev.example.org/openstack/glance.git")
                .hasMessageContaining("openstack-glance.git")
                .hasMessageContaining("there is no git repository");
    }

    @Test
    void anAnnotatedTagIsPeeled() throws Exception {
        RealGit far = RealGit.create(temp.resolve("far.git"));
        String commit = far.add(List.of(), "m", Map.of("a", "x"), Instant.EPOCH);
        far.git("-c", "user.name=A", "-c", "user.email=a@example.org", "tag", "-a", "1.0", commit, "-m", "one");
        GitMirror mirror = mirror(UrlRewriting.NONE);
        assertThat(mirror.remoteRefs(far.url())).containsExactly(Map.entry("refs/tags/1.0", commit));
        mirror.fetch(far.url());
        assertThat(mirror.resolve(far.url(), "1.0")).map(Commit::id).contains(commit);
        assertThat(mirror.log(far.url(), commit, _ -> false).getFirst().tags()).containsExactly("1.0");
    }

    @Test
    void fetchesOfOneRepositoryThatComeTogetherMakeOneCopy() throws Exception {
        RealGit far = RealGit.create(temp.resolve("far.git"));
        far.branch("master", far.add(List.of(), "m", Map.of("a", "x"), Instant.EPOCH));
        GitMirror mirror = mirror(UrlRewriting.NONE);
        List<Future<?>> fetches = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                fetches.add(threads.submit(() -> {
                    mirror.fetch(far.url());
                    return mirror.resolve(far.url(), "master").orElseThrow();
                }));
            }
        }
        for (Future<?> fetch : fetches) {
            assertThat(fetch.get()).isNotNull();
        }
        assertThat(temp.resolve("mirrors").toFile().list()).hasSize(1);
    }

    @Test
    void whatAKilledProcessLeftBehindIsSweptAndWhatIsNewIsNot() throws Exception {
        RealGit far = RealGit.create(temp.resolve("far.git"));
        Path old = Files.createDirectories(temp.resolve("mirrors/.new-old/objects"))
                .resolveSibling(".");
        Path fresh = Files.createDirectories(temp.resolve("mirrors/.new-fresh"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.EPOCH));
        mirror(UrlRewriting.NONE).fetch(far.url());
        assertThat(temp.resolve("mirrors/.new-old")).doesNotExist();
        assertThat(fresh).exists();
    }
}
