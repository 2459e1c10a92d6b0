package penstock.app.cli;

import java.io.OutputStream;

/** A standard output on which nothing may be printed: failures go to standard error. */
final class OutputStreams {
    static final OutputStream REFUSING = new OutputStream() {
        @Override
        public void write(int oneByte) {
            throw new AssertionError("printed to standard output");
        }
    };

    private OutputStreams() {}
}
