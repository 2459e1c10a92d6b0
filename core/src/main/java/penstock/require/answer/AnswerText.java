package penstock.require.answer;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import penstock.require.spec.LineEdit;

/** An answer in words. */
public final class AnswerText {
    private AnswerText() {}

    /** Such as {@code spec must change}. */
    public static String word(Answer answer) {
        return switch (answer) {
            case Answer.Fine _ -> "fine";
            case Answer.FineBecauseGenerated _ -> "generated";
            case Answer.SpecMustChange _ -> "spec must change";
            case Answer.TooOld _ -> "too old";
            case Answer.NotPackaged _ -> "not packaged";
            case Answer.InConflict _ -> "in conflict";
        };
    }

    /** What it rests on, or what to do. */
    public static String detail(Checked checked) {
        return switch (checked.answer()) {
            case Answer.Fine fine -> fine.why().name().toLowerCase(Locale.ROOT).replace('_', ' ') + lines(fine.lines());
            case Answer.FineBecauseGenerated generated ->
                "rpm takes it from upstream's metadata"
                        + (generated.line() == 0 ? "" : lines(List.of(generated.line())));
            case Answer.SpecMustChange change -> edits(change.edits());
            case Answer.TooOld old -> joined(old.offers()) + "; " + old.remedy();
            case Answer.NotPackaged missing -> "nobody provides " + missing.rpm();
            case Answer.InConflict conflict ->
                (conflict.refused().isEmpty() ? "" : "upstream does not take " + joined(conflict.refused()) + "; ")
                        + conflict.refusing().stream()
                                .map(one -> one.who().name() + " needs " + one.requirement())
                                .collect(Collectors.joining(", "));
        };
    }

    private static String joined(List<?> offers) {
        return offers.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    private static String lines(List<Integer> lines) {
        return lines.isEmpty()
                ? ""
                : ", line " + lines.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String edits(List<LineEdit> edits) {
        return edits.stream()
                .map(edit -> switch (edit) {
                    case LineEdit.Replace replace -> "line " + replace.line() + ": " + squeezed(replace.text());
                    case LineEdit.Insert insert -> "after line " + insert.line() + ": " + squeezed(insert.text());
                })
                .collect(Collectors.joining("; "));
    }

    private static String squeezed(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
