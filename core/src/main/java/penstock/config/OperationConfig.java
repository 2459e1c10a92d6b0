package penstock.config;

/**
 * How the running service is watched, and when it holds back.
 *
 * @param log how its own log is written
 * @param freeDisk bytes that must be free in the data folder, or no new build begins
 */
public record OperationConfig(Log log, long freeDisk) {
    /** The forms of the log. */
    public enum Log {
        /** One line a record for people, followed by the trace of what was thrown. */
        TEXT,
        /** One JSON object a line. */
        JSON
    }
}
