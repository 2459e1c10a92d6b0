package penstock.build.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import penstock.build.Cause;
import penstock.build.Verdict.LogLine;

/** A patch that does not apply, as {@code patch}, {@code git apply} and {@code git am} say it. */
final class PatchSymptom implements Symptom {
    private static final Pattern WANTED_FILE = Pattern.compile("^\\|--- (?:[^/\\s]+/)?(\\S+)");

    private String patch = "";
    private String file = "";
    private String headed = "";
    private Optional<Cause.PatchDoesNotApply> cause = Optional.empty();
    private final List<LogLine> evidence = new ArrayList<>();

    private record Rule(Pattern pattern, BiConsumer<MatchResult, LogLine> action) {}

    private final List<Rule> rules = List.of(
            new Rule(Pattern.compile("^Patch #\\d+ \\((\\S+)\\):"), (m, line) -> patch = m.group(1)),
            new Rule(
                    Pattern.compile("^\\+ .*?([^\\s/']+\\.(?:patch|diff))'?(?:\\s|$)"),
                    (m, line) -> patch = m.group(1)),
            new Rule(Pattern.compile("^(?:patching|checking) file (.+)$"), (m, line) -> file = m.group(1)),
            new Rule(
                    Pattern.compile("^Hunk #(\\d+) (?:FAILED|NOT MERGED) at (\\d+)"),
                    (m, line) -> is(file, number(m.group(2)), "#" + m.group(1), line)),
            // With -s, as %autosetup asks it, patch says no more than this.
            new Rule(
                    Pattern.compile("^(\\d+ out of \\d+) hunks? FAILED -- saving rejects to file (.+)\\.rej$"),
                    (m, line) -> is(m.group(2), 0, m.group(1), line)),
            new Rule(
                    Pattern.compile("^error: patch failed: (.+):(\\d+)$"),
                    (m, line) -> is(m.group(1), number(m.group(2)), "", line)),
            new Rule(Pattern.compile("^Rejected hunk (#\\d+)\\."), (m, line) -> hunk(m.group(1), line)),
            new Rule(
                    Pattern.compile("^error: (.+): (?:does not exist in index|No such file or directory)$"),
                    (m, line) -> gone(m.group(1), line)),
            new Rule(
                    Pattern.compile("corrupt patch at|Only garbage was found|patch fragment without header|"
                            + "malformed patch at"),
                    (m, line) -> is(file, 0, line.text(), line)));

    @Override
    public void line(LogLine line) {
        for (Rule rule : rules) {
            Matcher m = rule.pattern().matcher(line.text());
            if (m.find()) {
                rule.action().accept(m, line);
                return;
            }
        }
        noFileToPatch(line);
    }

    /** git's words for a file that is not there; they mean a patch only after one was named. */
    private void gone(String path, LogLine line) {
        if (!patch.isEmpty() && !path.startsWith("File ")) {
            is(path, 0, "", line);
        }
    }

    /** {@code patch} shows the head of a diff whose file it can't find, before or after it says so. */
    private void noFileToPatch(LogLine line) {
        Matcher wanted = WANTED_FILE.matcher(line.text());
        if (wanted.find()) {
            headed = wanted.group(1);
            cause = cause.map(c -> c.file().isEmpty() ? with(c, headed, c.hunk()) : c);
        } else if (line.text().startsWith("can't find file to patch")
                || line.text().startsWith("No file to patch")) {
            is(headed, 0, "", line);
        }
    }

    private void is(String path, int at, String hunk, LogLine line) {
        if (cause.isEmpty()) {
            cause = Optional.of(new Cause.PatchDoesNotApply(patch, path, at, hunk));
        }
        keep(line);
    }

    private void hunk(String number, LogLine line) {
        cause = cause.map(c -> c.hunk().isEmpty() ? with(c, c.file(), number) : c);
        keep(line);
    }

    private static Cause.PatchDoesNotApply with(Cause.PatchDoesNotApply c, String file, String hunk) {
        return new Cause.PatchDoesNotApply(c.patch(), file, c.line(), hunk);
    }

    private void keep(LogLine line) {
        if (evidence.size() < LIMIT) {
            evidence.add(line);
        }
    }

    private static int number(String digits) {
        return digits.length() > 9 ? 0 : Integer.parseInt(digits);
    }

    @Override
    public Optional<Found> found() {
        return cause.map(c -> new Found(c, evidence));
    }
}
