package penstock.build.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import penstock.build.Cause;
import penstock.build.Verdict.LogLine;

/** Failed tests, in the words of stestr, unittest, testtools, pytest, TAP and Go. */
final class TestSymptom implements Symptom {
    private static final List<Pattern> FAILED = List.of(
            // stestr: {0} oslo_log.tests.unit.test_log.T.test_a [0.1s] ... FAILED
            Pattern.compile("^\\{\\d+\\} (\\S+)(?: \\[[0-9.]+s\\])? \\.\\.\\. FAILED"),
            // unittest, Python 3.11 and later: FAIL: test_a (test_x.T.test_a)
            Pattern.compile("^(?:FAIL|ERROR): \\S+ \\(([\\w.]+)\\)"),
            // testtools: FAIL: oslo_log.tests.test_log.T.test_a
            Pattern.compile("^(?:FAIL|ERROR): ([\\w.]+\\.[\\w.]+)$"),
            // pytest's summary: FAILED tests/test_a.py::test_b - assert 1 == 2
            Pattern.compile("^(?:FAILED|ERROR) (\\S+\\.py(?:::\\S+)?)(?: - .*)?$"),
            Pattern.compile("^not ok \\d+ (?:- )?(.+)$"),
            Pattern.compile("^\\s*--- FAIL: (\\S+)"));

    private final List<String> tests = new ArrayList<>();
    private final List<LogLine> lines = new ArrayList<>();

    @Override
    public void line(LogLine line) {
        String text = line.text();
        if (!text.contains("FAIL") && !text.contains("ERROR") && !text.startsWith("not ok ")) {
            return;
        }
        for (Pattern pattern : FAILED) {
            Matcher m = pattern.matcher(text);
            if (m.find()) {
                if (tests.size() < LIMIT && !tests.contains(m.group(1))) {
                    tests.add(m.group(1));
                    lines.add(line);
                }
                return;
            }
        }
    }

    @Override
    public Optional<Found> found() {
        return tests.isEmpty()
                ? Optional.empty()
                : Optional.of(new Found(new Cause.TestFailures(List.copyOf(tests)), lines));
    }
}
