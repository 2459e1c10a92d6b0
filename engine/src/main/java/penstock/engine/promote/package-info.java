/**
 * Labels that are promoted on evidence. {@link penstock.engine.promote.PromotionDesk} does what people and other programs ask for: votes,
 * promotions, rollbacks. {@link penstock.engine.promote.Promoter} does the same by the rules of labels, whenever evidence comes, a label
 * moves or time passes. Both move labels through the line's own loop, so that two of them can't overtake one another. Start with
 * {@link penstock.engine.promote.Promoter}.
 */
@NullMarked
package penstock.engine.promote;

import org.jspecify.annotations.NullMarked;
