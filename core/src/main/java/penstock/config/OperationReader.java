package penstock.config;

import java.util.List;
import java.util.Locale;
import penstock.problem.Problem;
import penstock.problem.Spelling;
import penstock.yaml.Fields;

/** Reads {@code operation:}. */
final class OperationReader {
    private static final List<String> LOGS = List.of("text", "json");
    private static final long FREE_DISK = 2L << 30;

    private OperationReader() {}

    static OperationConfig read(Fields top) {
        Fields fields = top.fields("operation", "operation");
        OperationConfig operation = new OperationConfig(log(fields), freeDisk(fields));
        fields.done(Problem.Severity.ERROR);
        return operation;
    }

    private static OperationConfig.Log log(Fields fields) {
        String text = fields.text("log").orElse("text");
        if (!LOGS.contains(text)) {
            fields.refuse("log", "the log can't be written as " + text, Spelling.hint(text, LOGS));
            return OperationConfig.Log.TEXT;
        }
        return OperationConfig.Log.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static long freeDisk(Fields fields) {
        return fields.text("free_disk")
                .flatMap(text -> {
                    var size = Quantity.size(text);
                    if (size.isEmpty()) {
                        fields.refuse(
                                "free_disk", "not a size: " + text, "write a number and K, M, G or T: 2G; 0 for none");
                    }
                    return size;
                })
                .orElse(FREE_DISK);
    }
}
