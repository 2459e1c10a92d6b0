package penstock.engine.testkit;

import java.util.ArrayList;
import java.util.List;
import penstock.engine.publish.PublicKeys;

/** Public keys that nobody sees but the test, with all that was shown before. */
public final class MemoryPublicKeys implements PublicKeys {
    private final List<List<String>> shown = new ArrayList<>();

    @Override
    public void show(List<String> armoured) {
        shown.add(List.copyOf(armoured));
    }

    @Override
    public Shown shown() {
        return new Shown("the shown keys", shown.isEmpty() ? "" : String.join("", shown.getLast()));
    }

    /** As they were shown, the last ones last. */
    public List<List<String>> all() {
        return shown;
    }

    /** As if somebody removed what is shown. */
    public void remove() {
        shown.clear();
    }
}
