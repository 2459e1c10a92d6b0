package penstock.build.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import penstock.build.Cause;
import penstock.build.Verdict.LogLine;

/**
 * The last word of the program that a script section ran: the first error of a compiler, else the last line of the last Python
 * traceback, else the last line printed before rpmbuild gave up.
 */
final class CommandSymptom implements Symptom {
    private static final Pattern COMPILER = Pattern.compile("^[^\\s:]+:\\d+(?::\\d+)?: (?:fatal )?error: ");
    private static final Pattern EXCEPTION = Pattern.compile("^[A-Za-z_][\\w.]*(?::|$)");
    private static final int TAIL = 5;

    private Optional<LogLine> compiler = Optional.empty();
    private Optional<LogLine> exception = Optional.empty();
    private boolean inTraceback;
    private String rest = "";
    private final Deque<LogLine> tail = new ArrayDeque<>();
    private Optional<LogLine> lastOutput = Optional.empty();
    private boolean over;

    @Override
    public void line(LogLine line) {
        String text = line.text();
        if (over || text.isBlank() || text.startsWith("Executing(%")) {
            return;
        }
        if (text.startsWith("error: Bad exit status from ") || text.equals("RPM build errors:")) {
            over = true;
            return;
        }
        traceback(line, text);
        if (compiler.isEmpty() && COMPILER.matcher(text).find()) {
            compiler = Optional.of(line);
        }
        tail.add(line);
        if (tail.size() > TAIL) {
            tail.remove();
        }
        if (!text.startsWith("+ ") && !text.startsWith("++ ") && !text.startsWith("setlocale: ")) {
            lastOutput = Optional.of(line);
        }
    }

    private void traceback(LogLine line, String text) {
        if (text.startsWith("Traceback (most recent call last):")) {
            inTraceback = true;
        } else if (inTraceback && !text.startsWith(" ")) {
            inTraceback = false;
            if (EXCEPTION.matcher(text).find()) {
                exception = Optional.of(line);
                rest = "";
            }
        } else if (rest.isEmpty()
                && exception.filter(told -> told.text().endsWith(":")).isPresent()) {
            // "provided environments not found in configuration file:", and on the next line which.
            rest = " " + text.strip();
        }
    }

    @Override
    public Optional<Found> found() {
        Optional<LogLine> word = compiler.or(() -> exception).or(() -> lastOutput);
        String more = compiler.isEmpty() ? rest : "";
        return word.map(line -> new Found(new Cause.CommandFailed(message(line) + more), evidence(line)))
                .or(() -> tail.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Found(new Cause.CommandFailed(message(tail.getLast())), List.copyOf(tail))));
    }

    private List<LogLine> evidence(LogLine word) {
        List<LogLine> lines = new ArrayList<>();
        if (!tail.contains(word)) {
            lines.add(word);
        }
        lines.addAll(tail);
        return lines;
    }

    /** rpmbuild's scripts have names that differ from run to run; they tell nobody anything. */
    private static String message(LogLine line) {
        return line.text()
                .replaceFirst("^\\S*/rpm-tmp\\.\\w+: (?:line )?\\d+: ", "")
                .replaceFirst("^\\+ ", "")
                .strip();
    }
}
