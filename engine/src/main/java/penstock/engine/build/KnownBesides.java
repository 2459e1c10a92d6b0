package penstock.engine.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;

/** What others have recorded, and what is added here, which only this process knows. */
public final class KnownBesides implements KnownBuilds {
    private final KnownBuilds others;
    private final List<KnownBuild> own = new ArrayList<>();

    public KnownBesides(KnownBuilds others) {
        this.others = others;
    }

    @Override
    public List<KnownBuild> withInputs(String inputs, int limit) throws OutsideFailure {
        List<KnownBuild> found = new ArrayList<>(own().reversed().stream()
                .filter(build -> build.inputs().equals(inputs))
                .limit(limit)
                .toList());
        if (found.size() < limit) {
            found.addAll(others.withInputs(inputs, limit - found.size()));
        }
        return found;
    }

    @Override
    public Optional<KnownBuild> withKey(String key) throws OutsideFailure {
        Optional<KnownBuild> here =
                own().stream().filter(build -> build.key().equals(key)).findFirst();
        return here.isPresent() ? here : others.withKey(key);
    }

    @Override
    public void record(KnownBuild build) throws OutsideFailure {
        if (withKey(build.key()).isEmpty()) {
            synchronized (own) {
                own.add(build);
            }
        }
    }

    @Override
    public void replace(KnownBuild build) {
        synchronized (own) {
            own.removeIf(one -> one.key().equals(build.key()));
            own.add(build);
        }
    }

    private List<KnownBuild> own() {
        synchronized (own) {
            return List.copyOf(own);
        }
    }
}
