/**
 * Which upstream and packaging commits are to be processed next, and when to look again. Start with {@link penstock.follow.Choice};
 * {@link penstock.follow.Tracked} says which ref is followed, {@link penstock.follow.Finding} is what comes out.
 */
@NullMarked
package penstock.follow;

import org.jspecify.annotations.NullMarked;
