/**
 * Which upstream and packaging commits are to be processed next. Start with {@link penstock.follow.Finding}.
 */
@NullMarked
package penstock.follow;

import org.jspecify.annotations.NullMarked;
