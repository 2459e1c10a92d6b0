package penstock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A service that is told to stop gives up what it has in good order (issue 3, B6). */
@Timeout(60)
class GracefulStopTest {
    /** A service that does nothing. */
    public static final class Service {
        public static void main(String[] args) {
            try (GracefulStop _ = GracefulStop.ofThisThread()) {
                try {
                    System.out.println("up");
                    new CountDownLatch(1).await();
                } catch (InterruptedException stopped) {
                    System.out.println("in good order");
                }
            }
            System.exit(0);
        }
    }

    @Test
    void theProcessWaitsForWhatEndsInGoodOrder() throws Exception {
        Process service = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Service.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(service.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).isEqualTo("up");
            // By its handle, which leaves open what it says.
            service.toHandle().destroy();
            assertThat(said.readLine()).isEqualTo("in good order");
            assertThat(service.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(service.exitValue()).isEqualTo(143);
        } finally {
            service.destroyForcibly();
        }
    }
}
