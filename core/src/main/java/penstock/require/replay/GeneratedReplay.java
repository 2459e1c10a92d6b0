package penstock.require.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import penstock.require.Declared;
import penstock.require.answer.Check;
import penstock.require.answer.Checked;
import penstock.require.spec.SpecDraft;

/** Each change of upstream's while the spec's requirements are generated, with the check's answer. */
final class GeneratedReplay {
    private final List<UpstreamState> upstream;
    private final List<SpecState> specs;
    private final Function<Instant, Check> checks;

    GeneratedReplay(List<UpstreamState> upstream, List<SpecState> specs, Function<Instant, Check> checks) {
        this.upstream = upstream;
        this.specs = specs;
        this.checks = checks;
    }

    List<GeneratedChange> all() {
        List<GeneratedChange> all = new ArrayList<>();
        for (int u = 1; u < upstream.size(); u++) {
            UpstreamState state = upstream.get(u);
            UpstreamState before = upstream.get(u - 1);
            spec(state.commit().committed())
                    .filter(SpecState::isGenerated)
                    .ifPresent(spec -> all.addAll(changes(spec, before, state)));
        }
        return all;
    }

    private Optional<SpecState> spec(Instant time) {
        return specs.stream()
                .filter(one -> !one.commit().committed().isAfter(time))
                .reduce((earlier, later) -> later);
    }

    private List<GeneratedChange> changes(SpecState spec, UpstreamState before, UpstreamState state) {
        Check check = checks.apply(state.commit().committed());
        List<Declared> changed = state.since(before).stream()
                .flatMap(change -> change.after().stream())
                .toList();
        SpecDraft patch = check.patch(spec.spec(), changed);
        List<Checked> checked = check.all(spec.spec(), changed);
        return checked.stream()
                .map(one -> new GeneratedChange(state.commit(), one, !patch.isEmpty()))
                .toList();
    }
}
