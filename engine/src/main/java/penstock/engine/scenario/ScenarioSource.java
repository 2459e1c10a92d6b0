package penstock.engine.scenario;

import java.util.Optional;
import penstock.engine.port.OutsideFailure;

/** Where scenarios are found. */
public interface ScenarioSource {
    /** Empty when there is none of this name. */
    Optional<ScenarioFiles> find(String name) throws OutsideFailure;

    /** Where it looks, for people. */
    String where();
}
