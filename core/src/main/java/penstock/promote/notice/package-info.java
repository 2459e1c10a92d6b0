/**
 * What people are told of labels: each promotion, and once when a label stands still for longer than its rule bears. Start with
 * {@link penstock.promote.notice.Standstill}; the texts are beside it.
 */
@NullMarked
package penstock.promote.notice;

import org.jspecify.annotations.NullMarked;
