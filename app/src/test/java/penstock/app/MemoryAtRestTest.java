package penstock.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import penstock.engine.line.Journal;
import penstock.engine.testkit.LeftoverCheck;
import penstock.line.LineEvent;
import penstock.line.LineState;
import penstock.line.LineStep;
import penstock.line.Settings;
import penstock.line.Stamp;

@ExtendWith(LeftoverCheck.class)
class MemoryAtRestTest {
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void asksForEachWhileWithoutWork() throws Exception {
        MemoryAtRest memory = new MemoryAtRest(Duration.ofMillis(1), asked::incrementAndGet);
        memory.look();
        memory.look();
        assertThat(asked).hasValue(2);
    }

    @Test
    void stepsOfOneWhileCountAsOneAndPutItOff() throws Exception {
        MemoryAtRest memory = new MemoryAtRest(Duration.ofMillis(1), asked::incrementAndGet);
        memory.stepped("mill", step());
        memory.stepped("mill", step());
        memory.look();
        assertThat(asked).hasValue(0);
        memory.look();
        assertThat(asked).hasValue(1);
    }

    private static Journal.Entry step() {
        LineState line = LineState.empty("mill", new Settings(1, 1, Duration.ZERO, false));
        Stamp stamp = new Stamp("1", Instant.EPOCH);
        LineEvent event = new LineEvent.TimePassed();
        return new Journal.Entry(stamp, event, LineStep.step(line, stamp, event));
    }
}
