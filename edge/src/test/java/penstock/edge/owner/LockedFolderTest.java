package penstock.edge.owner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.build.BuildOptions;
import penstock.engine.access.FollowChange;
import penstock.engine.access.Role;
import penstock.engine.line.Wanted;
import penstock.engine.owner.DataFolder;
import penstock.engine.owner.DataFolder.Claim;
import penstock.engine.owner.DataFolder.Request;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.PromotionWish;
import penstock.promote.Evidence;

/** One process owns a data folder; others talk to it over its socket (D2). */
@Timeout(60)
class LockedFolderTest {
    @TempDir
    Path dir;

    private DataFolder folder() {
        return new LockedFolder(dir, InstantSource.system());
    }

    private static DataFolder.Ownership mine(Claim claim) {
        return claim instanceof Claim.Mine(DataFolder.Ownership ownership) ? ownership : fail(claim);
    }

    private static DataFolder.Ownership fail(Claim claim) {
        throw new AssertionError(claim);
    }

    @Test
    void theSecondIsToldWhoHasIt() throws Exception {
        try (DataFolder.Ownership first = mine(folder().claim("penstock serve"))) {
            assertThat(first).isNotNull();
            assertThat(folder().claim("penstock run --once"))
                    .isInstanceOfSatisfying(
                            Claim.Taken.class,
                            taken -> assertThat(taken.owner())
                                    .startsWith("penstock serve, process "
                                            + ProcessHandle.current().pid() + ", since 20"));
        }
        mine(folder().claim("penstock run --once")).close();
    }

    @Test
    void anotherProcessIsRefusedToo() throws Exception {
        try (DataFolder.Ownership first = mine(folder().claim("penstock serve"))) {
            assertThat(first).isNotNull();
            assertThat(claimInChild()).startsWith("taken: penstock serve");
        }
        assertThat(claimInChild()).isEqualTo("mine");
    }

    /** A second JVM claims the folder and says what came of it. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) throws Exception {
            Claim claim = new LockedFolder(Path.of(args[0]), InstantSource.system()).claim("child");
            System.out.println(claim instanceof Claim.Taken(String owner) ? "taken: " + owner : "mine");
        }
    }

    private String claimInChild() throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-XX:TieredStopAtLevel=1",
                        Child.class.getName(),
                        dir.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            return String.valueOf(reader.readLine());
        } finally {
            process.waitFor();
        }
    }

    private static List<Request> promotions() {
        return List.of(
                new Request.Promote(new PromotionWish.Promote(
                        Optional.of("flamingo"), "tested", List.of("consistent", "ab"), "it \"works\"")),
                new Request.Promote(
                        new PromotionWish.Rollback(Optional.empty(), "tested", Optional.of("p1"), "it broke")),
                new Request.Promote(new PromotionWish.Rollback(Optional.empty(), "tested", Optional.empty(), "")),
                new Request.Promote(new PromotionWish.Vote(
                        Optional.empty(),
                        "tested",
                        "smoke",
                        Evidence.Result.FAILURE,
                        new Evidence.Remarks("https://ci.example.org", "no"))));
    }

    /** One of each kind. */
    private static List<Request> requests() {
        Wanted wanted = new Wanted("l", "x", Optional.of("abc"), new BuildOptions(false, true));
        Wanted head = new Wanted("l", "y", Optional.empty(), BuildOptions.PLAIN);
        List<Request> requests = new ArrayList<>(promotions());
        requests.addAll(List.of(
                new Request.Ping(),
                new Request.RunOnce(),
                new Request.Stop(),
                new Request.Purge(Duration.ofDays(30), List.of("tested"), true),
                new Request.AddToken(
                        "ci",
                        "0123",
                        "abcd",
                        Optional.of(Instant.parse("2027-01-01T00:00:00Z")),
                        Set.of(Role.OPERATOR)),
                new Request.AddToken("ever", "0123", "abcd", Optional.empty(), Set.of(Role.REPORTER, Role.PROMOTER)),
                new Request.AddUser("ada", "$6$a$b", Set.of(Role.BUILDER)),
                new Request.ChangePassword("ada", "$6$c$d"),
                new Request.RemoveUser("ada"),
                new Request.RevokeToken("ci"),
                new Request.Follow(
                        new FollowChange.Pause(Optional.of("flamingo"), List.of("nova", "glance"), "a move")),
                new Request.Follow(new FollowChange.Pause(Optional.empty(), List.of(), "")),
                new Request.Follow(new FollowChange.Remove(Optional.of("flamingo"), List.of("nova"))),
                new Request.Follow(new FollowChange.Resume(Optional.of("flamingo"), List.of())),
                new Request.Build(List.of(wanted, head), true)));
        return requests;
    }

    @Test
    void theOwnerAnswersWithProgressAndProblems() throws Exception {
        List<Request> asked = new ArrayList<>();
        Set<String> askers = new HashSet<>();
        DataFolder.Service service = (request, asker, progress) -> {
            asked.add(request);
            askers.add(asker);
            progress.accept("one");
            progress.accept("zwei \u2713 \"\\\n");
            return List.of("there is no package x");
        };
        List<Request> requests = requests();
        try (DataFolder.Ownership mine = mine(folder().claim("test"))) {
            mine.serve(service);
            List<String> progress = new ArrayList<>();
            for (Request request : requests) {
                assertThat(folder().ask(request, progress::add)).containsExactly("there is no package x");
            }
            assertThat(asked).isEqualTo(requests);
            assertThat(askers).containsExactly(System.getProperty("user.name"));
            assertThat(progress.subList(0, 2)).containsExactly("one", "zwei \u2713 \"\\\n");
            assertThat(Files.getPosixFilePermissions(dir.resolve("run/socket")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(Files.getPosixFilePermissions(dir.resolve("run")))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
        assertThat(dir.resolve("run/socket")).doesNotExist();
    }

    @Test
    void aFailureOfTheOwnerIsTheCommandsFailure() throws Exception {
        try (DataFolder.Ownership mine = mine(folder().claim("test"))) {
            mine.serve((request, asker, progress) -> {
                throw new OutsideFailure("the disk is full", true);
            });
            assertThatThrownBy(() -> folder().ask(new Request.Ping(), text -> {}))
                    .isInstanceOfSatisfying(
                            OutsideFailure.class,
                            failure -> assertThat(failure.retryable()).isTrue())
                    .hasMessage("the disk is full");
        }
    }

    @Test
    void nobodyAnswersWhereNobodyOwns() {
        assertThatThrownBy(() -> folder().ask(new Request.Ping(), text -> {}))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining("can't talk to the owner of");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "nonsense",
                "[]",
                "{\"penstock\":2,\"request\":\"ping\"}",
                "{\"penstock\":1,\"request\":\"rm\"}",
                "{\"penstock\":1,\"request\":\"add token\",\"expires\":\"soon\"}",
                "{\"penstock\":1,\"request\":\"build\",\"wanted\":[{}]}",
                "{\"penstock\":1"
            })
    void whatIsNotTheProtocolIsRefusedAndHarmsNobody(String line) throws Exception {
        Consumer<String> ignore = text -> {};
        try (DataFolder.Ownership mine = mine(folder().claim("test"))) {
            mine.serve((request, asker, progress) -> List.of());
            try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                channel.connect(UnixDomainSocketAddress.of(dir.resolve("run/socket")));
                channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
                BufferedReader reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
                assertThat(reader.readLine()).startsWith("{\"failed\":");
            }
            assertThat(folder().ask(new Request.Ping(), ignore)).isEmpty();
        }
    }

    @Test
    void aFolderWithTooLongAPathIsRefusedInWords() throws Exception {
        Path deep = Files.createDirectories(dir.resolve("d".repeat(100)));
        assertThatThrownBy(() -> new LockedFolder(deep, InstantSource.system()).claim("test"))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining("shorter path");
    }
}
