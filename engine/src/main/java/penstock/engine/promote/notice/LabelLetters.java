package penstock.engine.promote.notice;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import penstock.engine.notify.Letters;
import penstock.engine.notify.NoticeBook.Letter;
import penstock.promote.Rule;
import penstock.promote.notice.PromotionNotice;
import penstock.promote.notice.PromotionText;
import penstock.promote.notice.StandstillNotice;
import penstock.promote.notice.StandstillText;

/**
 * How notices of labels reach people: those that the label's rule names, else who runs the factory.
 *
 * @param letters addresses them
 * @param link a line to the address of the page of its labels
 * @param wake has what was addressed sent
 */
public record LabelLetters(Letters letters, List<String> operators, UnaryOperator<String> link, Runnable wake) {
    List<Letter> of(PromotionNotice notice, Optional<Rule> rule, String thread) {
        return letters.to(
                readers(rule),
                PromotionText.subject(notice),
                PromotionText.body(notice, link.apply(notice.line())),
                thread);
    }

    List<Letter> of(StandstillNotice notice, String thread) {
        return letters.to(
                readers(Optional.of(notice.rule())),
                StandstillText.subject(notice),
                StandstillText.body(notice, link.apply(notice.line())),
                thread);
    }

    private List<String> readers(Optional<Rule> rule) {
        return rule.map(Rule::readers).filter(readers -> !readers.isEmpty()).orElse(operators);
    }
}
