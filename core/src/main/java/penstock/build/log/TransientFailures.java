package penstock.build.log;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import penstock.build.Step;

/**
 * Which lines of a log show a failure that may be gone at the next try. They count only in steps that reach outside the sandbox: a
 * test suite that runs without a network prints such lines as well, and would do so every time.
 */
public final class TransientFailures {
    /** DLRN's known errors ({@code dlrn/utils.py}), and dnf's newer words for the same. */
    public static final List<String> USUAL = List.of(
            "Error: Nothing to do",
            "Error downloading packages",
            "No more mirrors to try",
            "All mirrors were tried",
            "Cannot retrieve metalink for repository",
            "Could not retrieve mirrorlist",
            "Failed to synchronize cache for repo",
            "No route to host",
            "Device or resource busy",
            "Could not resolve host",
            "Temporary failure in name resolution",
            "Connection timed out",
            "Could not connect to server");

    private static final Set<Step> OUTSIDE =
            EnumSet.of(Step.SOURCE, Step.DOWNLOAD, Step.BUILD_REQUIRES, Step.PACKAGE_INSTALL, Step.PUBLISH);

    private final Optional<Pattern> any;

    private TransientFailures(Optional<Pattern> any) {
        this.any = any;
    }

    /**
     * @param patterns regular expressions in RE2's dialect, each looked for anywhere in a line
     * @throws IllegalArgumentException naming the first pattern that is none
     */
    public static TransientFailures of(List<String> patterns) {
        for (String pattern : patterns) {
            try {
                Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException("not a regular expression: " + pattern + ": " + e.getMessage(), e);
            }
        }
        return new TransientFailures(
                patterns.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(alternatives(patterns))));
    }

    private static String alternatives(List<String> patterns) {
        return String.join("|", patterns.stream().map(p -> "(?:" + p + ")").toList());
    }

    boolean shows(Step step, String line) {
        return OUTSIDE.contains(step) && any.filter(p -> p.matcher(line).find()).isPresent();
    }
}
