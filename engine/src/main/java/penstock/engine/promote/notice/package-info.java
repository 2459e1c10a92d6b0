/**
 * Tells people what becomes of labels. Start with {@link penstock.engine.promote.notice.LabelNotices}: it reads the ledger on from what people know,
 * looks for labels that stand still, and keeps what is to be sent with how far it has read.
 */
@NullMarked
package penstock.engine.promote.notice;

import org.jspecify.annotations.NullMarked;
