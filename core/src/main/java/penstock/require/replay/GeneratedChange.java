package penstock.require.replay;

import penstock.change.Commit;
import penstock.require.answer.Checked;

/**
 * A change of upstream's while the spec's requirements are generated: the right answer leaves the spec alone.
 *
 * @param at upstream's commit
 * @param edited whether the patch would have touched the spec all the same
 */
public record GeneratedChange(Commit at, Checked checked, boolean edited) {}
