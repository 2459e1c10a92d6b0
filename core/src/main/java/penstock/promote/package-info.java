/**
 * Which snapshots a label may be promoted to, and why others wait: rules that people write, evidence that jobs leave, and a decision that
 * is a pure function of both. Start with {@link penstock.promote.Decisions}, the one function; {@link penstock.promote.Rule} is what is
 * asked for, {@link penstock.promote.Evidence} what is known, {@link penstock.promote.Candidate} what it is about.
 *
 * <pre>
 *   rule of the label ─┐
 *   candidate ─────────┼─► Decisions.decide ─► promote, wait (for what, since when, what helps) or refuse
 *   its evidence ──────┤        pure            kept with all four inputs, so that it can be run again
 *   the time ──────────┘
 * </pre>
 */
@NullMarked
package penstock.promote;

import org.jspecify.annotations.NullMarked;
