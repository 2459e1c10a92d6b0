package penstock.engine.require;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import penstock.change.Commit;
import penstock.engine.port.OutsideFailure;
import penstock.require.Declared;
import penstock.require.OnPython;
import penstock.require.answer.Packaged;
import penstock.require.answer.Provided;
import penstock.require.answer.Repository;
import penstock.require.answer.RpmDependency;
import penstock.require.file.FileSource;
import penstock.require.file.RequirementFiles;
import penstock.version.Evr;

/**
 * What could be installed at a time, by the {@code upper-constraints.txt} of OpenStack's requirements project: the versions that all
 * projects were tested with then. It stands in for the repositories of that time, which are gone. For one thread.
 */
public final class ConstraintsThen {
    private static final String FILE = "upper-constraints.txt";

    private final SourceHistory history;
    private final List<Commit> states;
    private final Map<String, Provided> read = new LinkedHashMap<>();

    /** @param tip the newest commit that is looked at */
    public ConstraintsThen(SourceHistory history, Commit tip) throws OutsideFailure {
        this.history = history;
        this.states = history.mainLine(tip.id(), List.of(FILE));
    }

    /** Nothing is known of before the file's first commit. */
    public Provided at(Instant time) throws OutsideFailure {
        Optional<Commit> then =
                states.stream().filter(one -> !one.committed().isAfter(time)).reduce((earlier, later) -> later);
        if (then.isEmpty()) {
            return Provided.UNKNOWN;
        }
        String id = then.get().id();
        if (!read.containsKey(id)) {
            read.put(id, provided(history.file(id, FILE, FileSource.ENOUGH).orElse(new byte[0])));
        }
        return read.getOrDefault(id, Provided.UNKNOWN);
    }

    private static Provided provided(byte[] constraints) {
        List<Packaged> packages = new ArrayList<>();
        RequirementFiles.Reading reading =
                RequirementFiles.read(path -> path.equals(FILE) ? Optional.of(constraints) : Optional.empty());
        for (Declared one : reading.declarations().all()) {
            if (one.requirement() instanceof OnPython python) {
                python.requirement().specifiers().specifiers().stream()
                        .findFirst()
                        .ifPresent(pin -> packages.add(packaged(one.name(), pin.version())));
            }
        }
        return Provided.of(List.of(Repository.of(FILE, true, packages)));
    }

    private static Packaged packaged(String project, String version) {
        Evr evr = Evr.parse(version);
        return new Packaged(
                "python3-" + project,
                evr,
                "",
                List.of(new RpmDependency("python3dist(" + project + ")", RpmDependency.Sign.EQUAL, evr)),
                List.of(),
                List.of());
    }
}
