/**
 * The loop that turns a release line, and everything around it that keeps the line's state. Start with
 * {@link penstock.engine.line.Factory}, which owns the lines of a data folder; {@code LineLoop} is the loop.
 *
 * <pre>
 *  follower ── Findings.take ──┐
 *  commands ── Factory.build ──┤      one virtual thread for each line
 *  outcomes of orders ─────────┼──►  queue ──► LineStep.step ──► Journal.write ──► OrderRunner
 *  time that passed ───────────┘               (core, pure)      one transaction:   worker threads: ports
 *                                                                events, rows,      (SpecReader, PackageBuilder,
 *                                                                orders             Publisher)
 *                                                                                        │
 *            queue  ◄── SpecRead, Built, Published, Pointed, or Failed(OutsideFailure) ──┘
 * </pre>
 *
 * <p>An order is handed on only after the transaction that holds it, and is marked done in the transaction of the event that it ended
 * in. Whatever a crash cuts off, the stored orders that are not done are carried out again at the next start; ports make that
 * harmless. Events that are queued at the same moment share a transaction. See docs/decisions/0050-state.md.
 */
@NullMarked
package penstock.engine.line;

import org.jspecify.annotations.NullMarked;
