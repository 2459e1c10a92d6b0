package penstock.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs one measurement by its name; exits with 1 when a promise was missed and with 2 when the name is not known. */
public final class Bench {
    private static final Map<String, Measurement> MEASUREMENTS = new TreeMap<>(Map.of(
            "api", Bench::api,
            "idle", new Idle(),
            "memory", new Memory(),
            "overhead", new Overhead(),
            "packages", new Packages(),
            "pages", new Pages(),
            "promotion", new Promotions(),
            "publish", new Publish(),
            "requirements", new Requirements(),
            "status", new Status()));

    private Bench() {}

    /** A measurement prints its table to standard output, its last line being {@code NAME figure value}. */
    interface Measurement {
        /** Returns whether what is promised was held. */
        boolean run() throws Exception;
    }

    /** The factory's own API, then DLRN's. */
    private static boolean api() throws Exception {
        boolean own = new ApiReads().run();
        boolean dlrn = new DlrnRequests().run();
        return own && dlrn;
    }

    public static void main(String[] arguments) throws Exception {
        Measurement measurement = arguments.length == 1 ? MEASUREMENTS.get(arguments[0]) : null;
        if (measurement == null) {
            System.err.println("usage: bench/run NAME, one of " + String.join(", ", MEASUREMENTS.keySet()));
            System.exit(2);
            return;
        }
        // What is measured starts and stops servers, which say so.
        Logger.getLogger("").setLevel(Level.WARNING);
        System.exit(measurement.run() ? 0 : 1);
    }
}
