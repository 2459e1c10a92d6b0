package penstock.engine.scenario;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a scenario ended on a snapshot.
 *
 * @param id unique, rising
 * @param scenario its name, and the commit that it was read from
 * @param failure why it failed, one sentence; empty for a success
 * @param steps what was done, in its order
 */
public record ScenarioOutcome(
        String id,
        Named scenario,
        Subject subject,
        Optional<String> failure,
        List<Deployer.Step> steps,
        Instant began,
        Instant ended) {
    public ScenarioOutcome {
        steps = List.copyOf(steps);
    }

    public boolean succeeded() {
        return failure.isEmpty();
    }

    /** @param revision empty for a folder of this machine */
    public record Named(String name, String revision) {}

    /**
     * What was under test.
     *
     * @param line the line's published folder
     * @param packages the snapshot's folder below it; of all components together each of theirs, with blanks between them
     * @param modules the snapshot's folder below it whose modules were used; nearly always the same
     * @param digest SHA-256 over the snapshot's metadata and the SHA-256 of the modules: whatever has it, has the same content
     */
    public record Subject(String line, String packages, String modules, String digest) {}
}
