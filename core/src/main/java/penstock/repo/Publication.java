package penstock.repo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import penstock.distro.Package;

/**
 * What is to be published after a build that succeeded, by DLRN's rules ({@code post_build}, {@code process_build_result}): a
 * snapshot of the latest success of every package of the line, or of the build's component when packages have components, and the
 * labels that then point to it. {@code current} moves every time; {@code consistent} only when the last processed commit of
 * every package of the line or component was built with success, so neither a failing nor a never-built one is left.
 *
 * @param labels the labels that move to the snapshot
 * @param missing the packages (projects) that keep {@code consistent} from moving: failing, waiting for a retry, or never built
 */
public record Publication(Snapshot snapshot, List<String> labels, List<String> missing) {
    public Publication {
        labels = List.copyOf(labels);
        missing = List.copyOf(missing);
    }

    /**
     * @param line the line's name
     * @param packages all packages of the line, in the distribution's order
     * @param standing by project, how each package stands that was ever built: its latest success with the status of the
     *     last processed commit
     * @param built the success to publish; it takes the place of its project's entry in {@code standing}, and is published even
     *     when the line has dropped its package meanwhile
     */
    public static Publication after(
            String line, List<Package> packages, Map<String, SnapshotEntry> standing, SnapshotEntry built) {
        String component = built.build().pkg().component();
        String project = built.build().pkg().project();
        List<SnapshotEntry> entries = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Package pkg : packages) {
            if (!pkg.component().equals(component)) {
                continue;
            }
            SnapshotEntry entry = pkg.project().equals(project) ? built : standing.get(pkg.project());
            if (entry != null) {
                entries.add(entry);
            }
            if (entry == null || !entry.passing()) {
                missing.add(pkg.project());
            }
        }
        if (!entries.contains(built)) {
            entries.add(built);
        }
        String directory = RepoLayout.directory(built.build(), built.extended());
        Snapshot snapshot =
                new Snapshot(line, component, directory, built.build().id(), entries);
        return new Publication(snapshot, labels(missing), missing);
    }

    private static List<String> labels(List<String> missing) {
        return missing.isEmpty() ? List.of(RepoLayout.CURRENT, RepoLayout.CONSISTENT) : List.of(RepoLayout.CURRENT);
    }
}
