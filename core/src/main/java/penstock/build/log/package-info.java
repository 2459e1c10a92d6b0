/**
 * Reading a build's log: which step failed, and what the lines say of the cause. Start with {@link penstock.build.log.LogReading}.
 */
@NullMarked
package penstock.build.log;

import org.jspecify.annotations.NullMarked;
