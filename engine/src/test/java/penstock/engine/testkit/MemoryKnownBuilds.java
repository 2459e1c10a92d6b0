package penstock.engine.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import penstock.engine.build.KnownBuilds;

/** Known builds in memory. */
public final class MemoryKnownBuilds implements KnownBuilds {
    private final List<KnownBuild> all = new ArrayList<>();

    @Override
    public synchronized List<KnownBuild> withInputs(String inputs, int limit) {
        return all.reversed().stream()
                .filter(build -> build.inputs().equals(inputs))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<KnownBuild> withKey(String key) {
        return all.stream().filter(build -> build.key().equals(key)).findFirst();
    }

    @Override
    public synchronized void record(KnownBuild build) {
        if (withKey(build.key()).isEmpty()) {
            all.add(build);
        }
    }

    @Override
    public synchronized void replace(KnownBuild build) {
        all.removeIf(one -> one.key().equals(build.key()));
        all.add(build);
    }
}
