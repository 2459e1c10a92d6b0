package penstock.edge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.port.OutsideFailure;

/** What every adapter relies on when it runs a program (DESIGN sections 3 and 4). */
@org.junit.jupiter.api.extension.ExtendWith(penstock.engine.testkit.LeftoverCheck.class)
final class ProcessRunnerTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private final ProcessRunner runner = new ProcessRunner();

    @TempDir
    Path folder;

    @Test
    void capturesBothStreamsApart() throws Exception {
        var ran = runner.capture(Invocation.of(LONG, "sh", "-c", "echo out; echo err >&2; exit 3"));
        assertThat(ran.text()).isEqualTo("out\n");
        assertThat(ran.errorText()).isEqualTo("err\n");
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThatThrownBy(() -> ran.orFail("trying"))
                .isInstanceOf(OutsideFailure.class)
                .hasMessage("trying: sh: exit status 3: err");
    }

    @Test
    void argumentsReachTheProgramAsTheyAre() throws Exception {
        var ran = runner.capture(Invocation.of(LONG, "printf", "%s|", "a b", "$(id)", "; rm *", ""));
        assertThat(ran.text()).isEqualTo("a b|$(id)|; rm *||");
    }

    @Test
    void theEnvironmentIsWhatIsGivenAndNothingElse() throws Exception {
        var bare = new Invocation(List.of("/usr/bin/env"), Map.of("A", "1"), opt(), opt(), LONG, 1000);
        assertThat(runner.capture(bare).text()).isEqualTo("A=1\n");
    }

    @Test
    void readsAFileAndRunsInAFolder() throws Exception {
        var input = Files.writeString(folder.resolve("in"), "hello");
        var ran = runner.capture(
                Invocation.of(LONG, "sh", "-c", "cat; pwd").reading(input).in(folder));
        assertThat(ran.text()).isEqualTo("hello" + folder.toRealPath() + "\n");
    }

    @Test
    void withoutAFileTheInputIsEmpty() throws Exception {
        assertThat(runner.capture(Invocation.of(LONG, "cat")).ok()).isTrue();
    }

    @Test
    void signalsCountAsShellsCountThem() throws Exception {
        assertThat(runner.capture(Invocation.of(LONG, "sh", "-c", "kill -9 $$")).exitCode())
                .isEqualTo(137);
    }

    @Test
    void outputIsCutAtItsBoundAndTheProgramKilled() throws Exception {
        var got = new ByteArrayOutputStream();
        var ending = runner.run(Invocation.of(LONG, "yes").atMost(100_000), got::write);
        assertThat(ending).isEqualTo(new Ending.OutputOver(100_000));
        assertThat(got.size()).isEqualTo(100_000);
    }

    @Test
    void timeOutKillsTheWholeTreeEvenWhenItIgnoresSigterm() throws Exception {
        var pids = new ByteArrayOutputStream();
        var script =
                "trap '' TERM; sh -c 'trap \"\" TERM; echo $$; while :; do sleep 7; done' & echo $$; while :; do sleep 7; done";
        var ending = runner.run(Invocation.of(Duration.ofMillis(500), "sh", "-c", script), pids::write);
        assertThat(ending).isEqualTo(new Ending.TimedOut(Duration.ofMillis(500)));
        var ran = pids.toString(StandardCharsets.UTF_8)
                .lines()
                .mapToLong(Long::parseLong)
                .toArray();
        assertThat(ran).hasSize(2);
        for (long pid : ran) {
            assertThat(ProcessHandle.of(pid).map(Tree::runs).orElse(false)).isFalse();
        }
    }

    @Test
    void aBackgroundChildThatHoldsThePipeDoesNotHoldTheCaller() throws Exception {
        var ran = runner.capture(Invocation.of(LONG, "sh", "-c", "sleep 30 & echo $!"));
        assertThat(ran.ok()).isTrue();
        ProcessHandle.of(Long.parseLong(ran.text().strip())).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void interruptKillsTheProgram() throws Exception {
        var started = new CountDownLatch(1);
        var thrown = new AtomicReference<Throwable>();
        var pid = new AtomicReference<>("");
        var waiting = Thread.ofPlatform().start(() -> {
            try {
                runner.run(Invocation.of(LONG, "sh", "-c", "echo $$; exec sleep 30"), (bytes, offset, length) -> {
                    pid.set(new String(bytes, offset, length, StandardCharsets.UTF_8).strip());
                    started.countDown();
                });
            } catch (InterruptedException | OutsideFailure e) {
                thrown.set(e);
            }
        });
        started.await();
        waiting.interrupt();
        waiting.join();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        await(() -> !ProcessHandle.of(Long.parseLong(pid.get())).map(Tree::runs).orElse(false));
    }

    @Test
    void aFailingSinkKillsTheProgramAndIsTold() {
        assertThatThrownBy(() -> runner.run(Invocation.of(LONG, "yes"), (bytes, offset, length) -> {
                    throw new OutsideFailure("disk is full", false);
                }))
                .isInstanceOf(OutsideFailure.class)
                .hasMessage("disk is full");
    }

    @Test
    void aMissingProgramIsAnOutsideFailureWithItsName() {
        assertThatThrownBy(() -> runner.capture(Invocation.of(LONG, "no-such-program")))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining("cannot start no-such-program");
    }

    private static <T> java.util.Optional<T> opt() {
        return java.util.Optional.empty();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
