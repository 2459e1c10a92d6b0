package penstock.require.file;

import java.util.ArrayList;
import java.util.List;
import penstock.problem.Problem;

/** Marks of a merge conflict that somebody committed. */
final class Conflicts {
    private Conflicts() {}

    /** The lines that are marks. {@code =======} alone is none: it underlines headings. */
    static List<Integer> in(SourceText source) {
        List<Integer> marks = new ArrayList<>();
        for (int line = 1; line <= source.lineCount(); line++) {
            String text = source.text();
            int start = source.start(line);
            if (text.startsWith("<<<<<<<", start) || text.startsWith(">>>>>>>", start)) {
                marks.add(line);
            }
        }
        return marks;
    }

    /** The text with its lines in their places, the marks and what is not ours blank. Each conflict is a problem. */
    static String blanked(SourceText source, List<Problem> problems) {
        List<Integer> marks = in(source);
        StringBuilder text = new StringBuilder(source.text().length());
        boolean open = false;
        boolean theirs = false;
        for (int line = 1; line <= source.lineCount(); line++) {
            String content = source.line(line);
            boolean mark = content.startsWith("<<<<<<<") || content.startsWith(">>>>>>>");
            if (mark && (content.startsWith("<") || !open)) {
                problems.add(Problem.error("a merge conflict", source.position(line), "our side of it is read"));
            }
            if (mark) {
                open = content.startsWith("<");
                theirs = false;
            } else if (open && (content.startsWith("=======") || content.startsWith("|||||||"))) {
                theirs = line < marks.getLast();
                mark = true;
            }
            text.append(mark || theirs ? "" : content).append('\n');
        }
        return text.toString();
    }
}
