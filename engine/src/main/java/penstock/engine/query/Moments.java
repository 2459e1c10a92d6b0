package penstock.engine.query;

import penstock.engine.port.OutsideFailure;

/** When what is read changes, and how several reads see it as it is at one moment. */
public interface Moments {
    /** Reads, and makes something of it. */
    interface Reading<E extends Exception> {
        void read() throws E;
    }

    /** A number that is another one after each change. While it is the same, what was read since it was looked at is what would be read now. */
    long changes();

    /**
     * All that this thread reads meanwhile is as it is at the first of the reads, whatever is written. It should not take long: it has a
     * connection of its own until its end.
     */
    <E extends Exception> void atOne(Reading<E> reading) throws E, OutsideFailure;
}
