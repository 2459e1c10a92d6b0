package penstock.edge.process;

import penstock.engine.port.OutsideFailure;

/** Takes the bytes of a program as they come; called by one thread at a time. A failure kills the program. */
@FunctionalInterface
public interface Sink {
    void write(byte[] bytes, int offset, int length) throws OutsideFailure;
}
