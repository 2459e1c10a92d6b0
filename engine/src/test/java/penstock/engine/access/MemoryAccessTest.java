package penstock.engine.access;

import penstock.engine.testkit.AccessContract;
import penstock.engine.testkit.MemoryAuditTrail;
import penstock.engine.testkit.MemoryTokens;
import penstock.engine.testkit.MemoryUsers;

/** The fakes keep the contracts of tokens and of the record. */
class MemoryAccessTest extends AccessContract {
    @Override
    protected Opened open() {
        return new Opened(new MemoryTokens(), new MemoryUsers(), new MemoryAuditTrail(() -> NOW));
    }
}
