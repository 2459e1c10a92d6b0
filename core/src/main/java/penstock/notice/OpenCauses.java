package penstock.notice;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The causes of a package's failures that somebody was told of since it last built.
 *
 * @param keys as {@link CauseKey} makes them
 */
public record OpenCauses(String line, String project, SortedSet<String> keys) {
    public OpenCauses {
        keys = new TreeSet<>(keys);
    }

    public static OpenCauses none(String line, String project) {
        return new OpenCauses(line, project, new TreeSet<>());
    }

    OpenCauses with(String key) {
        SortedSet<String> more = new TreeSet<>(keys);
        more.add(key);
        return new OpenCauses(line, project, more);
    }
}
