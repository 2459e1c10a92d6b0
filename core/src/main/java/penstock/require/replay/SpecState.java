package penstock.require.replay;

import penstock.change.Commit;
import penstock.require.spec.SpecSource;

/** A spec as it was from one commit of the packaging branch on. */
public record SpecState(Commit commit, SpecSource spec) {
    /** Whether rpm's generators bring what upstream requires, so that nothing of it has to be stated. */
    public boolean isGenerated() {
        return spec.generation().buildRequires().isPresent()
                && spec.generation().ofRuntime(false);
    }
}
