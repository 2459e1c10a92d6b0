package penstock.engine.line;

import penstock.engine.port.OutsideFailure;

/** The disk that the factory writes to; where there are several, the one with the least space left. */
@FunctionalInterface
public interface Disk {
    Space space() throws OutsideFailure;

    /**
     * In bytes.
     *
     * @param free what this process may still write
     * @param size of the whole
     */
    record Space(long free, long size) {}
}
