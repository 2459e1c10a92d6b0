package penstock.engine.scenario;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.change.Commit;
import penstock.engine.port.Mirror;
import penstock.engine.port.Mirror.TreeEntry;
import penstock.engine.port.OutsideFailure;
import penstock.scenario.Scenario;

/** Scenarios of a git project: each a folder with {@link Scenario#FILE} below one folder of a branch. */
public final class GitScenarios implements ScenarioSource {
    private static final int LARGEST_FILE = 4 << 20;
    private static final int LARGEST_FOLDER = 32 << 20;
    private static final int LINK = 0120000;
    private static final int SUBMODULE = 0160000;

    private final Mirror mirror;
    private final Place place;

    /**
     * @param url the project's
     * @param ref a branch, tag or commit
     * @param folder in which the scenarios' folders are; empty for the top
     */
    public record Place(String url, String ref, String folder) {}

    public GitScenarios(Mirror mirror, Place place) {
        this.mirror = mirror;
        this.place = place;
    }

    @Override
    public Optional<ScenarioFiles> find(String name) throws OutsideFailure {
        mirror.fetch(place.url());
        Commit commit = mirror.resolve(place.url(), place.ref())
                .orElseThrow(() -> new OutsideFailure(
                        "the scenarios' project " + mirror.shown(place.url()) + " has no " + place.ref(), false));
        String below = (place.folder().isEmpty() ? "" : place.folder() + "/") + name + "/";
        List<TreeEntry> tree = mirror.tree(place.url(), commit.id());
        SortedMap<String, byte[]> files = new TreeMap<>();
        int bytes = 0;
        for (TreeEntry entry : tree) {
            if (entry.path().startsWith(below) && entry.mode() != LINK && entry.mode() != SUBMODULE) {
                byte[] content = mirror.file(place.url(), commit.id(), entry.path(), LARGEST_FILE)
                        .orElse(new byte[0]);
                bytes += content.length;
                if (bytes > LARGEST_FOLDER) {
                    throw new OutsideFailure(
                            "the scenario " + name + " is over " + (LARGEST_FOLDER >> 20) + " MiB", false);
                }
                files.put(entry.path().substring(below.length()), content);
            }
        }
        return files.containsKey(Scenario.FILE)
                ? Optional.of(new ScenarioFiles(name, commit.id(), files))
                : Optional.empty();
    }

    @Override
    public String where() {
        return mirror.shown(place.url()) + ", " + place.ref() + (place.folder().isEmpty() ? "" : ", " + place.folder());
    }
}
