/**
 * Tells people of builds. Start with {@link penstock.engine.notify.Notifier}: it reads the builds that ended, has
 * {@link penstock.notice.NoticeStep} decide, and keeps what is to be sent until it is.
 */
@NullMarked
package penstock.engine.notify;

import org.jspecify.annotations.NullMarked;
