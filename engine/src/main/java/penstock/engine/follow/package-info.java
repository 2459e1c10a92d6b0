/**
 * Looks at the repositories of every package and says what is new. Start with {@link penstock.engine.follow.Follower}, one pass; what comes
 * out goes to {@link penstock.engine.follow.Findings}. {@link penstock.engine.follow.WatchLoop} goes on and on. What to take up is decided by {@code penstock.follow}.
 */
@NullMarked
package penstock.engine.follow;

import org.jspecify.annotations.NullMarked;
