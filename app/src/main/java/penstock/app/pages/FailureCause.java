package penstock.app.pages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import penstock.engine.query.LineViews;

/** Packages that fail for one cause. */
public record FailureCause(String title, List<LineViews.Failing> packages) {
    /** The causes of failing packages, the one that most share first. */
    static List<FailureCause> of(List<LineViews.Failing> failing) {
        Map<String, List<LineViews.Failing>> causes = new LinkedHashMap<>();
        for (LineViews.Failing pkg : failing) {
            String title = pkg.failures().title();
            causes.computeIfAbsent(title.isEmpty() ? "Failed" : title, _ -> new ArrayList<>())
                    .add(pkg);
        }
        return causes.entrySet().stream()
                .map(cause -> new FailureCause(cause.getKey(), cause.getValue()))
                .sorted((a, b) -> b.packages().size() - a.packages().size())
                .toList();
    }
}
