package penstock.app.cli;

import penstock.app.terminal.Style;
import penstock.require.answer.Answer;

/** How answers are shown. */
final class RequirementAnswers {
    private RequirementAnswers() {}

    static Style style(Answer answer) {
        return switch (answer) {
            case Answer.Fine _, Answer.FineBecauseGenerated _ -> Style.GOOD;
            case Answer.SpecMustChange _ -> Style.WARNING;
            case Answer.TooOld _, Answer.NotPackaged _, Answer.InConflict _ -> Style.BAD;
        };
    }
}
