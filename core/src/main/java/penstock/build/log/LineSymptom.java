package penstock.build.log;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import penstock.build.Cause;
import penstock.build.Verdict.LogLine;

/** A cause that a single line shows; the first such line counts. */
final class LineSymptom implements Symptom {
    private final String hint;
    private final Pattern pattern;
    private final Function<Matcher, Cause> cause;
    private Optional<Found> found = Optional.empty();

    /**
     * @param hint a word that every such line contains, looked for first because that is cheap
     */
    LineSymptom(String hint, String pattern, Function<Matcher, Cause> cause) {
        this.hint = hint;
        this.pattern = Pattern.compile(pattern);
        this.cause = cause;
    }

    @Override
    public void line(LogLine line) {
        if (found.isEmpty() && line.text().contains(hint)) {
            Matcher m = pattern.matcher(line.text());
            if (m.find()) {
                found = Found.of(cause.apply(m), line);
            }
        }
    }

    @Override
    public Optional<Found> found() {
        return found;
    }
}
