/**
 * One release line as a pure state machine: which commits of which packages are waiting, building and published, and why
 * anything waits. Start with {@link penstock.line.LineStep}, the one function; {@link penstock.line.LineEvent} is what can
 * happen, {@link penstock.line.Order} what it asks for, {@link penstock.line.LineState} what it knows, and
 * {@link penstock.line.Change} which rows a step changed.
 *
 * <pre>
 *  Found, Asked        task waits ──────────────► Build order ──► Built ──► Publish order ──► Published ──► Point orders
 *  (new commits)       for its spec to be read,                     │                                       current,
 *                      packages it needs, a worker                  └─ transient failure: waits, again      consistent
 * </pre>
 */
@NullMarked
package penstock.line;

import org.jspecify.annotations.NullMarked;
