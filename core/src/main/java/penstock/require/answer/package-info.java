/**
 * What a requirement of upstream's means for a package: who provides it, who else constrains it, what the spec says, and which edit would
 * make it right. Pure: repositories, specs and declarations come as values.
 *
 * <p>How to use it:
 *
 * <pre>
 *   Target target = Target.of(MarkerEnvironment.linux("3.9.18", "x86_64"), true);
 *   Provided provided = Provided.of(repositories);       // labels first; from primary.xml or from builds: Packaged
 *   Check check = new Check(target, new Names(distribution.packages(), table), provided);
 *
 *   SpecSource spec = SpecSource.read("python-oslo-log.spec", bytes);
 *   for (Checked one : check.all(spec, declarations.all())) {
 *       switch (one.answer()) { ... }                     // exactly one of six
 *   }
 *   byte[] patch = check.patch(spec, declarations.all()).diffBytes("python-oslo-log.spec");   // for git apply
 * </pre>
 *
 * <ul>
 *   <li>Of one change, give {@code patch} only what changed ({@link penstock.require.RequirementChange#after()}): then only that is
 *       edited. What is gone goes into {@link penstock.require.answer.Check#unneeded}, which gives hints and never an edit.
 *   <li>With {@link penstock.require.answer.Provided#UNKNOWN} the answer is on the spec alone: it is never too old, in conflict or not
 *       packaged.
 *   <li>An {@link penstock.require.answer.Answer}'s edits count lines of the spec that was asked about; to make several, take
 *       {@code patch}.
 *   <li>{@link penstock.require.answer.Provided#whoRequires} is what {@code reqs who-needs} asks.
 * </ul>
 *
 * Start with {@link penstock.require.answer.Check}; why a patch looks as it does is in docs/decisions/0091-patches-of-specs.md; where a line goes is decided in {@code Places}, how it is written in
 * {@code Neighbours}. What is the same for all requirements of a name is in {@code Sought}, what is the same for all of a spec in {@code Layout}: each is
 * looked for once.
 */
@NullMarked
package penstock.require.answer;

import org.jspecify.annotations.NullMarked;
