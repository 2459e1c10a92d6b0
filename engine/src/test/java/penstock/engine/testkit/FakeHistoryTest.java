package penstock.engine.testkit;

import penstock.engine.require.SourceHistory;

/** The fake keeps the contract that it stands in for. */
class FakeHistoryTest extends SourceHistoryContract {
    private int made;

    @Override
    protected ScriptedRepository repository() {
        made++;
        return new FakeMirrorTest.Scripted(new FakeRepository("https://git.example.org/r" + made));
    }

    @Override
    protected SourceHistory history(ScriptedRepository of) {
        return new FakeHistory(((FakeMirrorTest.Scripted) of).repository());
    }
}
