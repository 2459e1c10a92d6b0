package penstock.app.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command end in good order when its process is told to stop (SIGTERM, SIGINT): its thread is interrupted, and the process waits until
 * this is closed, for as long as its patience lasts.
 */
final class GracefulStop implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 45;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    private GracefulStop(Thread command) {
        this.hook = new Thread(
                () -> {
                    command.interrupt();
                    try {
                        ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "graceful-stop");
    }

    /** Of the thread that calls this. */
    static GracefulStop ofThisThread() {
        GracefulStop stop = new GracefulStop(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(stop.hook);
        return stop;
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // The process ends now that this has.
            Thread.currentThread().interrupt();
        }
    }
}
