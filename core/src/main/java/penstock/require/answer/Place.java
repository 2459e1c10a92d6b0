package penstock.require.answer;

import penstock.require.spec.Statement.Tag;
import penstock.require.spec.Subpackage;

/**
 * Where a spec has to state a requirement.
 *
 * @param home the package among whose tags
 * @param neighbours the lines around
 * @param bounded whether it is written with its bounds
 * @param raises whether a bound that stands there is kept as high as upstream's
 * @param missing what is done where nothing states it
 */
record Place(Subpackage home, Tag tag, Neighbours neighbours, boolean bounded, boolean raises, Missing missing) {
    /** What is done where nothing states it. */
    enum Missing {
        /** A line is put in. */
        INSERT,
        /** It may be missing. */
        LEAVE
    }
}
