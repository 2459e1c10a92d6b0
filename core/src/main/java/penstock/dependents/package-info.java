/**
 * What a new build of a package does to those that need it: who they are ({@link penstock.dependents.Provision}), and what it changed for
 * each ({@link penstock.dependents.Effect}). Only what is newly broken or newly fixed is the new build's doing, which is why each is built
 * twice:
 *
 * <pre>
 *   current, as it is                       ──▶ dependent ──▶ before ─┐
 *                                                                     ├─▶ effect
 *   current, the new build in its place     ──▶ dependent ──▶ after  ─┘
 * </pre>
 */
@NullMarked
package penstock.dependents;

import org.jspecify.annotations.NullMarked;
