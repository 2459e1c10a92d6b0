package penstock.edge.rpm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import penstock.edge.rpm.Roots.Repository;
import penstock.engine.build.BuildLog;
import penstock.engine.build.LinePart;
import penstock.engine.build.Workbench.InstalledRpm;
import penstock.engine.build.Workbench.Missing;
import penstock.engine.build.Workbench.Ran;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/**
 * Finds the RPMs that meet requirements: dnf is asked, what it misses is supplied where a rule or table knows how, and dnf is
 * asked again, until there is a way or nothing more to supply.
 */
final class Packages implements AutoCloseable {
    private static final String LINE = "line";
    private static final int MOST_ROUNDS = 12;

    private final Roots roots;
    private final Resolver resolver;
    private final List<LinePart> line;
    private final BuildLog log;

    Packages(Roots roots, Sandbox sandbox, List<LinePart> line, BuildLog log) {
        this.roots = roots;
        this.resolver = new Resolver(sandbox, roots.toBuild());
        this.line = line;
        this.log = log;
    }

    /** An RPM to be installed, as a file outside. */
    record Ready(InstalledRpm rpm, Path file) {}

    /**
     * @param rpms files that are to be installed as they are
     * @param intoFresh whether it is for the fresh root; else for the build root
     */
    Ran<List<Ready>> find(List<String> needs, List<Path> rpms, boolean intoFresh)
            throws OutsideFailure, InterruptedException {
        var fresh = intoFresh ? Optional.of(roots.fresh().getFirst()) : Optional.<Path>empty();
        for (int round = 1; ; round++) {
            var repositories = repositories();
            var answer = resolver.ask(new Resolver.Question(needs, rpms, List.of(), repositories, fresh), log);
            switch (answer) {
                case Resolution.Found found -> {
                    return new Ran.Done<>(ready(found, repositories, rpms));
                }
                case Resolution.Broken broken -> {
                    return new Ran.Failed<>(broken.exitCode(), broken.limit());
                }
                case Resolution.None none -> {
                    // Another build may have had supplied in the meantime what this one misses.
                    boolean more =
                            roots.supply(none.missing(), log) || !repositories().equals(repositories);
                    if (round == MOST_ROUNDS || !more) {
                        return failed(none);
                    }
                }
            }
        }
    }

    /** Opens ahead what the next {@link #find} needs. */
    void prepare() {
        resolver.prepare();
    }

    /** {@link #close} waits for the end of it. */
    void startClosing() {
        resolver.startClosing();
    }

    @Override
    public void close() throws OutsideFailure {
        resolver.close();
    }

    /** See {@link penstock.engine.build.Workbench#onOffer}. */
    List<String> onOffer(String capability) throws OutsideFailure, InterruptedException {
        var question =
                new Resolver.Question(List.of(), List.of(), List.of(capability), repositories(), Optional.empty());
        return resolver.ask(question, log) instanceof Resolution.Found found ? found.offers() : List.of();
    }

    private static <T> Ran<T> failed(Resolution.None none) {
        return none.missing().isEmpty()
                ? new Ran.Failed<>(1, Optional.empty())
                : new Ran.Unresolved<>(ordered(none.missing()));
    }

    /** Those that were asked for themselves first: what others want is often a consequence. */
    private static List<Missing> ordered(List<Missing> missing) {
        return missing.stream()
                .sorted(java.util.Comparator.comparing(m -> !m.wantedBy().isEmpty()))
                .toList();
    }

    private List<Repository> repositories() throws OutsideFailure, InterruptedException {
        var all = new ArrayList<Repository>();
        for (int i = 0; i < line.size(); i++) {
            var part = line.get(i);
            if (Files.isDirectory(part.folder().resolve("repodata"))) {
                all.add(new Repository(i == 0 ? LINE : LINE + "-" + i, part.folder(), 1, part.without()));
            }
        }
        all.addAll(roots.repositories());
        return all;
    }

    private List<Ready> ready(Resolution.Found found, List<Repository> repositories, List<Path> given)
            throws OutsideFailure, InterruptedException {
        var out = new ArrayList<Ready>();
        for (var chosen : found.chosen()) {
            var file = file(chosen, repositories, given);
            out.add(new Ready(new InstalledRpm(chosen.nevra(), sha256(chosen, file)), file));
        }
        return out.stream()
                .sorted(java.util.Comparator.comparing(r -> r.rpm().nevra()))
                .toList();
    }

    private Path file(Resolution.Chosen chosen, List<Repository> repositories, List<Path> given)
            throws OutsideFailure, InterruptedException {
        if (chosen.repository().isEmpty()) {
            var name = chosen.location().substring(chosen.location().lastIndexOf('/') + 1);
            return given.get(Integer.parseInt(name.replace(".rpm", "")));
        }
        var repository = repositories.stream()
                .filter(r -> r.name().equals(chosen.repository().get()))
                .findFirst()
                .orElseThrow();
        if (repository.name().matches(LINE + "(-[0-9]+)?")) {
            return repository.folder().resolve(chosen.location()).normalize();
        }
        return roots.fetch(repository, chosen.location(), chosen.sha256().orElse(""));
    }

    private static String sha256(Resolution.Chosen chosen, Path file) throws OutsideFailure {
        try {
            return chosen.sha256().isPresent() ? chosen.sha256().get() : Digest.ofFile(file);
        } catch (IOException e) {
            throw new OutsideFailure("cannot read " + file + ": " + e, true, e);
        }
    }
}
