package penstock.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/** The fake holds the contract of the real one, and records. */
final class FakeSandboxTest extends SandboxContract {
    private final FakeSandbox sandbox = new FakeSandbox(FakeSandboxTest::known);

    @Override
    protected Sandbox sandbox() {
        return sandbox;
    }

    @Override
    protected List<Path> lower() {
        return List.of(folder);
    }

    @Override
    protected List<Sandbox.Mount> mounts() {
        return List.of();
    }

    @Test
    void recordsWhatItWasAsked() throws Exception {
        try (var root = sandbox.open(lower(), 7)) {
            assertThat(sandbox.stillOpen()).isOne();
            assertThat(root.files("/")).isEmpty();
        }
        assertThat(sandbox.stillOpen()).isZero();
        assertThat(sandbox.opened()).containsExactly(new FakeSandbox.Opened(List.of(folder), 7));
    }

    private static Sandbox.Ended known(Sandbox.Command command, FakeSandbox.Root root, Sandbox.Output output)
            throws OutsideFailure {
        switch (command.argv().getLast()) {
            case SAY -> {
                FakeSandbox.say(output, "hello\noops\n");
                return FakeSandbox.ended(3);
            }
            case WRITE -> {
                root.put("/out/b", "one");
                root.put("/out/a", "two");
                root.put("/out/deep/c", "x");
            }
            case SEE -> FakeSandbox.say(output, "one");
            default -> throw new AssertionError("an unknown script");
        }
        return FakeSandbox.ended(0);
    }
}
