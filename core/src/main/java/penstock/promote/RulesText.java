package penstock.promote;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A file of rules as people wrote it.
 *
 * @param file what they call it
 * @param text of it; empty where there is no such file
 */
public record RulesText(String file, String text) {
    /** Where a distribution keeps it, beside its own files. */
    public static final String FILE = "promotion.yaml";

    public static final RulesText NONE = new RulesText(FILE, "");

    /** What it says; a file that is not there has no rules, and no mistake. */
    public RulesReading read() {
        return text.isEmpty()
                ? new RulesReading(List.of(), List.of())
                : RulesReader.read(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
