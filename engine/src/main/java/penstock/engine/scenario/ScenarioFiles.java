package penstock.engine.scenario;

import java.util.SortedMap;

/**
 * The folder of a scenario as it was read.
 *
 * @param name of the folder
 * @param revision the commit that it was read from; empty for a folder of this machine
 * @param files path below the folder to content
 */
public record ScenarioFiles(String name, String revision, SortedMap<String, byte[]> files) {}
