package penstock.build.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import penstock.build.Cause;
import penstock.build.Verdict.LogLine;

/** What rpm's parser says of a spec; its lines count in the edited spec, ours in the packager's. */
final class SpecSymptom implements Symptom {
    private static final List<Pattern> WITH_LINE = List.of(
            Pattern.compile("^error: (?:.*\\.spec: )?line (\\d+): (.*)$"),
            Pattern.compile("^error: .*\\.spec:(\\d+): (.*)$"));
    private static final Pattern NOT_OF_THE_SPEC =
            Pattern.compile("rpmdb|Packages (?:index|database)|canonicalize hostname");

    private final int linesBefore;
    private Optional<Cause.SpecSyntax> withLine = Optional.empty();
    private Optional<Cause.SpecSyntax> first = Optional.empty();
    private final List<LogLine> evidence = new ArrayList<>();

    SpecSymptom(int linesBefore) {
        this.linesBefore = linesBefore;
    }

    @Override
    public void line(LogLine line) {
        String text = line.text();
        if (!text.startsWith("error: ") || NOT_OF_THE_SPEC.matcher(text).find()) {
            return;
        }
        if (evidence.size() < LIMIT) {
            evidence.add(line);
        }
        if (first.isEmpty()) {
            first = Optional.of(new Cause.SpecSyntax(text.substring("error: ".length()), 0));
        }
        for (Pattern pattern : WITH_LINE) {
            Matcher m = pattern.matcher(text);
            if (withLine.isEmpty() && m.find()) {
                withLine = Optional.of(new Cause.SpecSyntax(message(m.group(2)), number(m.group(1))));
            }
        }
    }

    /** A line that only says that an expansion failed is told with what failed, which rpm prints before it. */
    private String message(String text) {
        boolean consequence = text.contains("failed to expand") || text.startsWith("bad %");
        return consequence
                ? first.map(f -> f.message().endsWith(text) ? text : f.message() + "; " + text)
                        .orElse(text)
                : text;
    }

    private int number(String digits) {
        int line = digits.length() > 9 ? 0 : Integer.parseInt(digits) - linesBefore;
        return Math.max(line, 0);
    }

    @Override
    public Optional<Found> found() {
        return withLine.or(() -> first).map(cause -> new Found(cause, evidence));
    }
}
