package penstock.app.cli;

import java.net.URI;

/**
 * Pages and published repositories being served until this is closed.
 *
 * @param address of the front page
 * @param stop ends it
 */
public record Served(URI address, Runnable stop) implements AutoCloseable {
    @Override
    public void close() {
        stop.run();
    }
}
