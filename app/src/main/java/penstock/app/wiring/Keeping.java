package penstock.app.wiring;

import java.util.List;
import java.util.Optional;
import penstock.config.FactoryConfig;
import penstock.config.TargetConfig;
import penstock.edge.store.LineFile;
import penstock.engine.port.OutsideFailure;
import penstock.repo.DependencyFile;
import penstock.repo.RepoLayout;

/** Makes what lies beside published repositories. */
public final class Keeping {
    private Keeping() {}

    /** Says in each line's folder where dependencies come from, as far as others can use it. */
    public static void dependencies(FactoryConfig config, Storing storing, List<String> lines) throws OutsideFailure {
        Optional<String> text = switch (config.target()) {
            case TargetConfig.DnfRoot dnf -> DependencyFile.text(dnf.repositories(), dnf.release());
            // What packages need there are packages of another kind, or files of this machine.
            case TargetConfig.DebianRoot _, TargetConfig.Directory _, TargetConfig.Host _ -> Optional.empty();
        };
        for (String line : lines) {
            new LineFile(storing.repositories(), config.build().target(), line, RepoLayout.DEPENDENCIES).show(text);
        }
    }
}
