package penstock.engine.build;

import penstock.engine.testkit.KnownBuildsContract;
import penstock.engine.testkit.MemoryKnownBuilds;

/** The fake keeps the contract of known builds (C5). */
class MemoryKnownBuildsTest extends KnownBuildsContract {
    @Override
    protected KnownBuilds open() {
        return new MemoryKnownBuilds();
    }
}
