package penstock.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.edge.process.ProcessRunner;
import penstock.edge.sandbox.BubblewrapSandbox.Held;
import penstock.engine.port.OutsideFailure;

/** A2: the doctor says how limits are held, and what would be better. */
class DoctorTest {
    @TempDir
    Path dir;

    @Test
    void showsHowLimitsAreHeldAndWhatToDo() throws Exception {
        Doctor.Limits held = _ -> List.of(
                new Held("limit on processes", "control groups v2 below /x", ""),
                new Held("limit on memory", "RLIMIT_AS", "run it under systemd"));
        assertThat(new Doctor(new ProcessRunner(), held).examine(dir))
                .contains(
                        Examination.ok("limit on processes", "control groups v2 below /x"),
                        Examination.warning("limit on memory", "RLIMIT_AS", "run it under systemd"));
    }

    @Test
    void aSandboxThatCannotBeMadeIsMissing() throws Exception {
        Doctor.Limits none = _ -> {
            throw new OutsideFailure("sandbox: not installed: bwrap", false);
        };
        assertThat(new Doctor(new ProcessRunner(), none).limits(dir))
                .filteredOn(one -> one.subject().equals("sandbox"))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.result()).isEqualTo(Examination.Result.MISSING);
                    assertThat(one.found()).contains("not installed: bwrap");
                });
    }
}
