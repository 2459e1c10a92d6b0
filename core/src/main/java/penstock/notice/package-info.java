/**
 * What maintainers are told of their packages' builds: one {@link penstock.notice.Notice} for each new cause of failure and one for the
 * recovery, never the same twice. Start with {@link penstock.notice.NoticeStep}.
 */
@NullMarked
package penstock.notice;

import org.jspecify.annotations.NullMarked;
