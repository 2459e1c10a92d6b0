package penstock.build.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import penstock.build.Cause;
import penstock.build.Verdict.LogLine;

/** What rpmbuild says when {@code %files} and the build root differ. */
final class FilesSymptom implements Symptom {
    private static final Pattern NOT_FOUND =
            Pattern.compile("^error: (?:File|Directory) not found(?: by glob)?: (.+)$");
    private static final Pattern INSIDE_ROOT =
            Pattern.compile("^.*/BUILDROOT(?:/[^/]+-[^/]+-[^/]+\\.[a-z0-9_]+(?=/|$))?(?=/|$)");
    private static final Pattern OTHER = Pattern.compile(
            "^error: (Arch dependent binaries in noarch package|File must begin with .*|Empty %files file .*"
                    + "|Could not open %files file .*|Dependency tokens must .*|Invalid (?:dependency|version) .*"
                    + "|.*: package has no %description.*)$");

    private final List<String> unpackaged = new ArrayList<>();
    private final List<LogLine> unpackagedLines = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final List<LogLine> missingLines = new ArrayList<>();
    private Optional<LogLine> other = Optional.empty();
    private boolean listing;

    @Override
    public void line(LogLine line) {
        String text = line.text();
        if (text.equals("error: Installed (but unpackaged) file(s) found:")) {
            listing = true;
            keep(unpackagedLines, line);
        } else if (listing && text.startsWith("   /")) {
            keep(unpackaged, text.strip());
            keep(unpackagedLines, line);
        } else {
            listing = false;
            Matcher m = NOT_FOUND.matcher(text);
            if (m.find()) {
                keep(missing, INSIDE_ROOT.matcher(m.group(1)).replaceFirst(""));
                keep(missingLines, line);
            } else if (other.isEmpty() && OTHER.matcher(text).find()) {
                other = Optional.of(line);
            }
        }
    }

    private static <T> void keep(List<T> list, T item) {
        if (list.size() < LIMIT && !list.contains(item)) {
            list.add(item);
        }
    }

    @Override
    public Optional<Found> found() {
        if (!missing.isEmpty()) {
            return Optional.of(new Found(new Cause.MissingFiles(List.copyOf(missing)), missingLines));
        }
        if (!unpackaged.isEmpty()) {
            return Optional.of(new Found(new Cause.UnpackagedFiles(List.copyOf(unpackaged)), unpackagedLines));
        }
        return other.flatMap(
                line -> Found.of(new Cause.CommandFailed(line.text().substring("error: ".length())), line));
    }
}
