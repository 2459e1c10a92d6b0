package penstock.app.pages;

import java.util.ArrayList;
import java.util.List;
import penstock.engine.query.LineViews;

/** A pair of commits with those builds of it that follow one another in a package's history. */
public record CommitBuilds(LineViews.BuildLine first, List<LineViews.BuildLine> builds) {
    static List<CommitBuilds> of(List<LineViews.BuildLine> history) {
        List<CommitBuilds> commits = new ArrayList<>();
        for (LineViews.BuildLine build : history) {
            if (commits.isEmpty() || !commits.getLast().has(build)) {
                commits.add(new CommitBuilds(build, new ArrayList<>()));
            }
            commits.getLast().builds().add(build);
        }
        return commits;
    }

    private boolean has(LineViews.BuildLine build) {
        return first.row().commits().equals(build.row().commits());
    }
}
