package penstock.build;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a patch changes a file. {@code patch -s}, which {@code %autosetup} uses, says how many hunks failed but not where; when all of
 * a file's hunks did, the first of them is where a packager looks first.
 */
public final class PatchHunks {
    private static final Pattern FILE = Pattern.compile("^--- (?:[^/\\s]+/)?([^\\s]+)");
    private static final Pattern NEW_FILE = Pattern.compile("^\\+\\+\\+ (?:[^/\\s]+/)?([^\\s]+)");
    private static final Pattern HUNK = Pattern.compile("^@@ -([0-9]{1,9})(?:,[0-9]+)? \\+");
    private static final Pattern ALL = Pattern.compile("^([0-9]+) out of ([0-9]+)$");

    private PatchHunks() {}

    /** The lines of the old file at which the hunks for a file begin, in the patch's order. */
    public static List<Integer> of(String patch, String file) {
        List<Integer> lines = new ArrayList<>();
        boolean inside = false;
        for (String line : patch.split("\\R", -1)) {
            Matcher old = FILE.matcher(line);
            Matcher now = NEW_FILE.matcher(line);
            Matcher hunk = HUNK.matcher(line);
            if (old.find()) {
                inside = old.group(1).equals(file);
            } else if (now.find()) {
                inside |= now.group(1).equals(file);
            } else if (inside && hunk.find()) {
                lines.add(Integer.parseInt(hunk.group(1)));
            }
        }
        return lines;
    }

    /** The cause with its line filled in, where the log did not have it and the patch tells it for certain. */
    public static Cause.PatchDoesNotApply located(Cause.PatchDoesNotApply cause, String patch) {
        Matcher all = ALL.matcher(cause.hunk());
        List<Integer> lines = of(patch, cause.file());
        boolean certain = cause.line() == 0
                && !lines.isEmpty()
                && all.find()
                && all.group(1).equals(all.group(2));
        return certain
                ? new Cause.PatchDoesNotApply(cause.patch(), cause.file(), lines.getFirst(), cause.hunk())
                : cause;
    }
}
