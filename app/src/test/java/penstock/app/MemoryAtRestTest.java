package penstock.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
    @Test
    void asksForEachWhileWithoutWorkAndNotInBetween() throws Exception {
        Semaphore asked = new Semaphore(0);
        MemoryAtRest memory = new MemoryAtRest(Duration.ofMillis(20), asked::release);
        Thread thread = start(memory);
        assertThat(asked.tryAcquire(3, 30, TimeUnit.SECONDS)).isTrue();
        thread.interrupt();
        thread.join();
        MemoryAtRest busy = new MemoryAtRest(Duration.ofHours(1), asked::release);
        asked.drainPermits();
        busy.stepped("mill", step());
        busy.stepped("mill", step());
        thread = start(busy);
        assertThat(asked.tryAcquire(100, TimeUnit.MILLISECONDS)).isFalse();
        thread.interrupt();
        thread.join();
    }

    private static Thread start(MemoryAtRest memory) {
        return Thread.ofVirtual().start(() -> {
            try {
                memory.run();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static Journal.Entry step() {
        LineState line = LineState.empty("mill", new Settings(1, 1, Duration.ZERO, false));
        Stamp stamp = new Stamp("1", Instant.EPOCH);
        LineEvent event = new LineEvent.TimePassed();
        return new Journal.Entry(stamp, event, LineStep.step(line, stamp, event));
    }
}
