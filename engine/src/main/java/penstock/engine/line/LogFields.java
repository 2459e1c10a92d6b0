package penstock.engine.line;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.MDC;
import penstock.line.Order;
import penstock.line.SnapshotRef;

/**
 * What every record that this thread logs is about, until this is closed: {@code line}, {@code package}, and of a build {@code build} and
 * {@code commit}. Threads that are started meanwhile have the same.
 */
final class LogFields implements AutoCloseable {
    private final Map<String, String> before;

    private LogFields(Map<String, String> fields) {
        Map<String, String> context = MDC.getCopyOfContextMap();
        this.before = context == null ? Map.of() : context;
        fields.forEach(MDC::put);
    }

    static LogFields of(String line) {
        return new LogFields(Map.of("line", line));
    }

    static LogFields of(String line, Order order) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("line", line);
        fields.put("package", order.project());
        switch (order) {
            case Order.ReadSpec read -> fields.put("commit", read.source().id());
            case Order.Build build -> {
                fields.put("build", build.id());
                fields.put("commit", build.request().source().id());
            }
            case Order.Publish publish -> of(publish.ref(), fields);
            case Order.Point point -> of(point.ref(), fields);
            case Order.Promote promote -> of(promote.promotion().parts().getFirst(), fields);
        }
        return new LogFields(fields);
    }

    /** The folder's last name begins with the source commit, as DLRN's does. */
    private static void of(SnapshotRef ref, Map<String, String> fields) {
        fields.put("build", ref.build());
        String name = ref.directory().substring(ref.directory().lastIndexOf('/') + 1);
        fields.put("commit", name.substring(0, Math.max(0, name.indexOf('_'))));
    }

    @Override
    public void close() {
        MDC.setContextMap(before);
    }
}
